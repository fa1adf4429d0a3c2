//! When the jobs ran, as a picture: a bar a job, drawn in per cent of the run's time so that it fits any width.

use chrono::DateTime;

use crate::render::escape::{bounded, html, web_address};
use crate::report::{JobReport, Report};

/// Bars; red jobs come first.
const MOST: usize = 40;
/// Height of a row, and of the scale above them.
const ROW: usize = 26;
const SCALE: usize = 20;
/// Seconds between the lines of the scale.
const STEPS: [i64; 12] = [10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 21_600, 86_400];
/// Lines of the scale, at most.
const LINES: i64 = 5;

struct Bar<'a> {
    job: &'a JobReport,
    start: i64,
    end: i64,
}

/// The picture, or nothing where fewer than two jobs say when they ran.
pub(super) fn timeline(report: &Report) -> String {
    let mut bars: Vec<Bar<'_>> = report.jobs.iter().filter_map(bar).collect();
    let (Some(begin), Some(end)) = (bars.iter().map(|bar| bar.start).min(), bars.iter().map(|bar| bar.end).max()) else {
        return String::new();
    };
    if bars.len() < 2 || end <= begin {
        return String::new();
    }
    let untold = report.jobs.len() - bars.len();
    let red = |bar: &Bar<'_>| !bar.job.causes.is_empty();
    bars.sort_by_key(|bar| (!red(bar), bar.start));
    let more = bars.len().saturating_sub(MOST);
    bars.truncate(MOST);
    bars.sort_by_key(|bar| (bar.start, bar.end));
    let whole = end - begin;
    #[expect(clippy::cast_precision_loss, reason = "seconds of a run")]
    let percent = |seconds: i64| 100.0 * seconds as f64 / whole as f64;
    let height = SCALE + bars.len() * ROW;
    let step = STEPS.into_iter().find(|step| whole / step <= LINES).unwrap_or(whole);
    let mut inner = String::new();
    let mut at = 0;
    while at <= whole {
        let x = percent(at);
        // A label that would leave the picture is left out.
        let label = if x < 88.0 { format!("<text class=\"tick\" x=\"{x:.2}%\" y=\"12\">{}</text>", lasted(at)) } else { String::new() };
        inner.push_str(&format!("<line x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"16\" y2=\"{height}\"></line>{label}\n"));
        at += step;
    }
    for (index, bar) in bars.iter().enumerate() {
        let y = SCALE + index * ROW;
        let (class, word) = ended(bar.job);
        let width = percent(bar.end - bar.start).max(0.4);
        let x = percent(bar.start - begin).min(100.0 - width);
        let label = bar.job.label.as_deref().filter(|label| !label.trim().is_empty()).unwrap_or(&bar.job.name);
        let text = format!("{} · {} · {word}", html(&bounded(label, 34)), lasted(bar.end - bar.start));
        let causes: Vec<String> = bar
            .job
            .causes
            .iter()
            .filter_map(|part| report.causes.iter().position(|cause| cause.id == part.id))
            .map(|index| (index + 1).to_string())
            .collect();
        // Where there is room the words stand at their bar, as far to the right as they fit.
        let (at, anchor) = if x <= 65.0 { (x, "start") } else { (x + width, "end") };
        let drawn = format!(
            "<text class=\"narrow\" x=\"0\" y=\"{0}\">{text}</text><text class=\"wide\" x=\"{at:.2}%\" y=\"{0}\" text-anchor=\"{anchor}\">{text}</text>\
             <rect class=\"{class}\" x=\"{x:.2}%\" y=\"{1}\" width=\"{width:.2}%\" height=\"7\" rx=\"2\"></rect>",
            y + 12,
            y + 16
        );
        let linked = match bar.job.url.as_deref().and_then(web_address) {
            Some(url) => format!("<a href=\"{}\">{drawn}</a>", html(&url)),
            None => drawn,
        };
        inner.push_str(&format!("<g data-causes=\"{}\">{linked}</g>\n", causes.join(" ")));
    }
    let left: Vec<String> = [(more, "more"), (untold, "without times")]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("; {count} {what}"))
        .collect();
    format!(
        "<figure class=\"timeline\">\n<figcaption>Timeline: {} from the first job's start to the last one's end{}</figcaption>\n\
         <svg width=\"100%\" height=\"{height}\" xmlns=\"http://www.w3.org/2000/svg\">\n{inner}</svg>\n</figure>\n",
        lasted(whole),
        left.concat()
    )
}

fn bar(job: &JobReport) -> Option<Bar<'_>> {
    let time =
        |text: &Option<String>| text.as_deref().and_then(|text| DateTime::parse_from_rfc3339(text).ok()).map(|time| time.timestamp());
    let (start, end) = (time(&job.started_at)?, time(&job.completed_at)?);
    // A job that was skipped has both, and ran at no time.
    (end >= start && job.conclusion.as_deref() != Some("skipped")).then_some(Bar { job, start, end })
}

/// The class of its bar, and how it ended in a word.
fn ended(job: &JobReport) -> (&'static str, &'static str) {
    match job.conclusion.as_deref() {
        Some("success") if job.causes.is_empty() => ("good", "✅ success"),
        Some("cancelled") => ("unsure", "⛔ cancelled"),
        Some("timed_out") => ("bad", "❌ timed out"),
        Some("neutral") => ("unsure", "➖ neutral"),
        None => ("unsure", "❔ not told"),
        Some(_) => ("bad", "❌ failure"),
    }
}

/// `45 s`, `2 min 5 s`, `1 h 3 min`.
fn lasted(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3_600 if seconds % 60 == 0 => format!("{} min", seconds / 60),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ if seconds % 3_600 < 60 => format!("{} h", seconds / 3_600),
        _ => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::lasted;

    #[test]
    fn times_read_well() {
        assert_eq!([0, 59, 60, 125, 3_600, 3_780].map(lasted), ["0 s", "59 s", "1 min", "2 min 5 s", "1 h", "1 h 3 min"]);
    }
}
