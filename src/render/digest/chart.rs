//! Runs and failures by day, drawn.

use crate::render::escape;
use crate::report::Day;

const HEIGHT: u64 = 80;
const STEP: usize = 24;

/// Two bars a day, one in front of the other: all runs, and those that failed. The numbers are in each bar's title, for who cannot see them.
pub(super) fn bars(days: &[Day]) -> String {
    let most = days.iter().map(|day| day.runs).max().unwrap_or_default();
    if most == 0 {
        return String::new();
    }
    let width = days.len() * STEP;
    let mut drawn = format!(
        "<figure style=\"margin:0 0 1rem\"><svg viewBox=\"0 0 {width} {}\" role=\"img\" aria-label=\"Runs and failed runs by day\" style=\"width:100%;max-width:{}px;height:auto\">\n",
        HEIGHT + 18,
        width * 2
    );
    for (at, day) in days.iter().enumerate() {
        let x = at * STEP + 3;
        let bar = |count: u64, class: &str, fill: &str| {
            let height = count * HEIGHT / most;
            format!("<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"18\" height=\"{height}\" fill=\"{fill}\"/>", HEIGHT - height)
        };
        let date = escape::html(&day.date);
        let label = day.date.get(8..).unwrap_or_default();
        drawn.push_str(&format!(
            "<g><title>{date}: {} of {} runs failed</title>{}{}<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"9\" fill=\"currentColor\">{}</text></g>\n",
            day.failed,
            day.runs,
            bar(day.runs, "runs", "#9db2c9"),
            bar(day.failed, "failed", "#c9372c"),
            x + 9,
            HEIGHT + 12,
            escape::html(label)
        ));
    }
    drawn.push_str("</svg><figcaption>Runs by day; the red part failed.</figcaption></figure>\n");
    drawn
}
