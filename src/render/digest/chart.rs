//! Runs and failures by day, drawn in per cent of the width so that it fits any.

use crate::render::escape;
use crate::report::Day;

/// Of the highest bar, and of the room above it for its number.
const HEIGHT: u64 = 80;
const TOP: u64 = 14;
/// Days that the picture has room for, at least: few bars stay slim.
const FEWEST: usize = 14;
/// More days than these, and not each has its number and its date below.
const NUMBERED: usize = 16;

/// Two bars a day, one in front of the other: all runs, and those that failed. The numbers stand above them, and in words for who cannot see them.
pub(super) fn bars(days: &[Day]) -> String {
    let most = days.iter().map(|day| day.runs).max().unwrap_or_default();
    if most == 0 {
        return String::new();
    }
    let slot = 100.0 / days.len().max(FEWEST) as f64;
    let every = days.len().div_ceil(NUMBERED);
    let mut drawn = format!(
        "<figure class=\"days\"><svg width=\"100%\" height=\"{}\" role=\"img\" aria-label=\"Runs and failed runs by day\">\n",
        TOP + HEIGHT + 18
    );
    for (at, day) in days.iter().enumerate() {
        let x = at as f64 * slot;
        let bar = |count: u64, class: &str| {
            let height = count * HEIGHT / most;
            let y = TOP + HEIGHT - height;
            format!(
                "<rect class=\"{class}\" x=\"{:.2}%\" y=\"{y}\" width=\"{:.2}%\" height=\"{height}\"></rect>",
                x + slot * 0.12,
                slot * 0.76
            )
        };
        let text = |y: u64, text: &str| {
            let middle = x + slot / 2.0;
            format!("<text x=\"{middle:.2}%\" y=\"{y}\" text-anchor=\"middle\">{}</text>", escape::html(text))
        };
        drawn.push_str(&format!(
            "<g aria-label=\"{}: {} of {} runs failed\">{}{}",
            escape::html(&day.date),
            day.failed,
            day.runs,
            bar(day.runs, "runs"),
            bar(day.failed, "failed")
        ));
        if every == 1 && day.runs > 0 {
            drawn.push_str(&text(TOP + HEIGHT - day.runs * HEIGHT / most - 3, &format!("{}/{}", day.failed, day.runs)));
        }
        if at % every == 0 {
            drawn.push_str(&text(TOP + HEIGHT + 13, day.date.get(8..).unwrap_or_default()));
        }
        drawn.push_str("</g>\n");
    }
    drawn.push_str("</svg><figcaption>Runs by day, failed of all: the red part failed.</figcaption></figure>\n");
    drawn
}
