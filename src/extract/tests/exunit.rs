//! `ExUnit`: numbered failures above the count of tests.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "exunit", literals: &[") test ", ") property ", ") doctest "], read };

static HEAD: Pattern = Pattern::new(r"^(?<prefix>.*?)  \d+\) (?<name>(?:test|property|doctest) .*) \((?<module>[\w.]+)\)$");
static PLACE: Pattern = Pattern::new(r"^     (?<path>\S+\.exs?):(?<line>\d+)$");
static FRAME: Pattern = Pattern::new(r"^       (?:\(.*?\) )?(?<path>(?:test|lib|apps)/\S+\.exs?):(?<line>\d+): ");
static FOREIGN: Pattern = Pattern::new(r"^ +\((?:elixir|stdlib|kernel|ex_unit) ");
static COUNTS: Pattern = Pattern::new(
    r"^(?:\d+ (?:doctests?|properties|property), )*(?:(?<tests>\d+) tests?, )?(?<failed>\d+) failures?(?:, \d+ excluded)?(?:, \d+ invalid)?(?:, (?<skipped>\d+) skipped)?$",
);
/// What stands behind the message.
static BEHIND: Pattern =
    Pattern::new(r"^     (?:code|stacktrace|left|right|arguments|The following output was logged|mailbox|Context)\b.*");

const REACH: usize = 20_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut behind = 0;
    for &at in marks {
        if at < behind {
            continue;
        }
        let text = log.text(at);
        let Some(head) = HEAD.captures(&text) else { continue };
        let lines = Lines::of(log, at..at + REACH, &Prefix::of(&head["prefix"]));
        let (read, end) = report(&lines);
        reads.extend(read);
        behind = end;
    }
    reads
}

/// The report that begins with a failure, and where it ends.
fn report(lines: &Lines<'_>) -> (Option<Read>, usize) {
    let mut failed: Vec<Failed> = Vec::new();
    let mut open = false;
    let mut end = lines.range().start + 1;
    for at in lines.range() {
        let text = lines.get(at);
        if let Some(head) = HEAD.captures(text) {
            let test = TestFailure { id: format!("{} ({})", &head["name"], &head["module"]), ..TestFailure::default() };
            failed.push(Failed { test, head: at, line: None });
            open = true;
            end = at + 1;
        } else if let Some(counts) = COUNTS.captures(text) {
            let start = lines.range().start;
            let report = Report::new(start..at + 1, failed).count("tests", number(&counts, "tests"));
            return (report.count("failed", number(&counts, "failed")).count("skipped", number(&counts, "skipped")).read(), at + 1);
        } else if let Some(last) = failed.last_mut() {
            entry(last, &mut open, lines, at);
        }
    }
    (Report::new(lines.range().start..end, failed).unfinished().read(), end)
}

fn entry(last: &mut Failed, open: &mut bool, lines: &Lines<'_>, at: usize) {
    let text = lines.get(at);
    let is_doctest = lines.get(last.head).contains(") doctest ");
    if let Some(found) = PLACE.captures(text).filter(|_| at == last.head + 1) {
        // `mix test` takes the line of a test.
        last.test.id = format!("{}:{}", &found["path"], &found["line"]);
        last.test.place = place(&found);
    } else if let Some(frame) = FRAME.captures(text).filter(|_| !FOREIGN.is_match(text)) {
        let found = place(&frame);
        if found.path == last.test.place.path || is_doctest && last.test.place.path.as_ref().is_some_and(|path| path.ends_with("_test.exs"))
        {
            last.test.place = found;
        }
    } else if BEHIND.is_match(text) {
        let values = text.trim_start();
        if let Some(code) = values.strip_prefix("code:").filter(|_| is_doctest) {
            // The example says more than that it failed.
            (last.line, last.test.message) = (Some(at), Some(format!("doctest failed: {}", code.trim())));
        }
        if let Some(message) = last.test.message.as_mut().filter(|_| values.starts_with("left") || values.starts_with("right")) {
            let value: Vec<&str> = values.split_whitespace().collect();
            *message = format!("{message}, {}", value.join(" "));
        }
        *open = false;
    } else if *open && !text.trim().is_empty() {
        if last.line.is_none() {
            (last.line, last.test.message) = (Some(at), Some(text.trim().to_owned()));
        } else {
            *open = false;
        }
    }
}
