//! Playwright Test: numbered failures by its list, line, dot and github reporters, and the tests that failed, were flaky or did not run.

use std::collections::HashSet;
use std::ops::Range;

use super::entries::{Entries, Told};
use super::javascript::{first_frame, message};
use super::lines::{Lines, Prefix};
use super::report::{Report, runner_failure};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "playwright",
    literals: &[" › ", "from config.webServer", "is already used, make sure that nothing is running on the port", "Error: No tests found"],
    read,
};

static HEADS: [Pattern; 1] =
    [Pattern::new(r"^\s*\d+\) (?<name>(?:\[[^\]]+\] › )?(?<path>[^\s›:]+\.\w+):(?<line>\d+):(?<column>\d+) › .*?)(?: ─+)?\s*$")];
static COUNT: Pattern =
    Pattern::new(r"^\s{1,4}(?<count>\d+) (?<what>failed|flaky|interrupted|skipped|did not run|passed)(?: \([\d.]+\w+\))?\s*$");
static LISTED: Pattern = Pattern::new(r"^\s{2,6}(?<name>(?:\[[^\]]+\] › )?[^\s›:]+\.\w+:\d+:\d+ › .*?)(?: ─+)?\s*$");
static TIMEOUT: Pattern = Pattern::new(r"^\s*(?:Test timeout of \d+ms exceeded|Tearing down |Test was interrupted)");
static ERROR: Pattern = Pattern::new(r"^\s*(?:\w*Error): ");
static WAITING: Pattern = Pattern::new(r"^\s*(?:- )?(?<for>waiting for .*|Expect \S+ .*)$");
static RUNNER: Pattern = Pattern::new(
    r"^\s*(?:Error: )?(?<message>.*from config\.webServer.*|.*is already used, make sure that nothing is running on the port.*)$",
);
static NO_TESTS: Pattern = Pattern::new(r"^\s*(?:Error: )?No tests found\.?$");
static ASIDE: [Pattern; 1] = [Pattern::new(r"^\s*(?:Retry #\d+ ─+|Error Context: .*|attachment #.*)$")];

static ENTRIES: Entries = Entries { heads: &HEADS, tell, skip: &ASIDE, stops: &STOPS, ..Entries::PLAIN };
static STOPS: [Pattern; 2] = [
    Pattern::new(r"^\s{1,4}\d+ (?:failed|flaky|interrupted|skipped|did not run|passed)(?: \([\d.]+\w+\))?\s*$"),
    Pattern::new(r"^\s*Retry #\d+ ─+"),
];

/// The counts at the end have at most so many tests below them.
const END: usize = 3_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads: Vec<Read> = ENTRIES.reports(log, marks).into_iter().filter_map(|report| in_the_end(log, report).read()).collect();
    if reads.is_empty() {
        reads.extend(marks.iter().find_map(|&at| before_tests(log, at)));
    }
    reads
}

/// What keeps it from running any test.
fn before_tests(log: &JobLog, at: usize) -> Option<Read> {
    let text = log.text(at);
    let own = bare(&text);
    if let Some(found) = RUNNER.captures(own) {
        let why = format!("Playwright's web server: {}.", quote(&found["message"]));
        return Some(runner_failure(at, at..at + 1, "The server under test does not start", why));
    }
    let below = log.text(at + 1);
    (NO_TESTS.is_match(own) && below.contains("regular expressions matching test files"))
        .then(|| runner_failure(at, at..at + 3, "No tests were found", "Playwright found no tests to run.".to_owned()))
}

/// Without flaky tests, with counts; the same test in several browsers is one.
fn in_the_end(log: &JobLog, mut report: Report) -> Report {
    let start = report.failed.first().map_or(report.span.start, |failed| failed.head);
    let text = log.text(start);
    let prefix = Prefix::of(&text[..text.len() - bare(&text).len()]);
    let lines = Lines::of(log, report.span.start..report.span.end + END, &prefix);
    let mut what = None;
    let mut flaky = HashSet::new();
    let mut end = None;
    for at in report.failed.last().map_or(start, |failed| failed.head)..lines.end() {
        let text = lines.get(at);
        if let Some(found) = COUNT.captures(text) {
            let count = found["count"].parse().ok();
            what = Some(found["what"].to_owned());
            end = Some(at + 1);
            report = match &found["what"] {
                "failed" => report.count("failed", count),
                "passed" => report.count("passed", count),
                "skipped" => report.count("skipped", count),
                _ => report,
            };
            if &found["what"] == "passed" {
                break;
            }
        } else if let Some(listed) = LISTED.captures(text) {
            if what.as_deref().is_some_and(|what| what != "failed") {
                flaky.insert(plain(&listed["name"]).to_owned());
            }
            end = end.map(|_| at + 1);
        } else if end.is_some_and(|end| at > end + 3) || text.starts_with("##[") {
            break;
        }
    }
    if let Some(end) = end {
        report.span.end = report.span.end.max(end);
        report.confidence = crate::model::Confidence::High;
    }
    report.failed.retain(|failed| !flaky.contains(plain(&failed.test.id)));
    let mut seen = HashSet::new();
    report.failed.retain_mut(|failed| {
        failed.test.id = selector(&failed.test.id);
        seen.insert(failed.test.id.clone())
    });
    report
}

/// An entry is not longer.
const ENTRY: usize = 120;

/// Whether a line stands in the entry of a test that passed when it was tried again.
pub(super) fn passed_later(log: &JobLog, at: usize) -> bool {
    let head = (at.saturating_sub(ENTRY)..=at).rev().find_map(|line| {
        let text = log.text(line);
        HEADS[0].captures(bare(&text)).map(|head| plain(&head["name"]).to_owned())
    });
    let Some(name) = head else { return false };
    let mut flaky = false;
    for line in at..(at + END).min(log.len()) {
        let text = log.text(line);
        let text = bare(&text);
        if let Some(count) = COUNT.captures(text) {
            flaky = &count["what"] == "flaky";
        } else if flaky && LISTED.captures(text).is_some_and(|listed| plain(&listed["name"]) == name) {
            return true;
        }
    }
    false
}

/// A title without the line that fills it up.
fn plain(name: &str) -> &str {
    name.trim_end_matches(['─', ' '])
}

/// `tests/shop.spec.js:8`, which the command line takes.
fn selector(name: &str) -> String {
    let place = name.split(" › ").find(|part| part.contains(':') && !part.starts_with('[')).unwrap_or(name);
    place.rsplit_once(':').map_or(place, |(path, _)| path).to_owned()
}

fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Option<Told> {
    let filled = |range: Range<usize>| {
        range.into_iter().find(|&at| {
            let text = lines.get(at);
            !text.trim().is_empty() && !entries.skip.iter().any(|skip| skip.is_match(text))
        })
    };
    let mut line = filled(range.clone())?;
    if TIMEOUT.is_match(lines.get(line)) {
        // What it waited for stands below.
        line = (line + 1..range.end.min(line + 6)).find(|&at| ERROR.is_match(lines.get(at))).unwrap_or(line);
    }
    let mut said = message(lines, line);
    if let Some(waiting) = (line + 1..range.end.min(line + 12)).find_map(|at| WAITING.captures(lines.get(at))) {
        said = format!("{said}; {}", waiting["for"].trim());
    }
    let own = test.id.split(" › ").find(|part| part.contains(':')).and_then(|place| place.split(':').next()).unwrap_or("");
    let place = first_frame(lines, line, range.end).filter(|place| place.path.as_deref().is_some_and(|path| path.ends_with(own)));
    Some(Told { line, message: said, place: place.unwrap_or_default() })
}
