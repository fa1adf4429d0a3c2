//! `PHPUnit`: numbered failures, or those of testdox, above the count of tests.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, place, runner_failure};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "phpunit", literals: &[", Assertions: ", "No tests executed!"], read };

static TOTALS: Pattern = Pattern::new(r"^(?<prefix>.*?)Tests: (?<tests>\d+), Assertions: \d+(?<rest>(?:, [\w ]+: \d+)*)\.?$");
static BANNER: Pattern = Pattern::new(r"PHPUnit \d+\.\d+.* by Sebastian Bergmann");
static SECTION: Pattern = Pattern::new(r"^(?:There (?:was|were) )?\d+ (?<what>.+?):$");
static HEAD: Pattern = Pattern::new(r"^\d+\) (?<name>\S.*)$");
static DATA_SET: Pattern = Pattern::new(r#"^(\S+ with data set (?:"[^"]*"|\#\d+)) (?:with data )?\("#);
static PLACE: Pattern = Pattern::new(r"^(?:[ │]*)(?<path>(?:/|[A-Za-z]:\\|vfs:)\S*\.(?:php|phpt|inc)):(?<line>\d+)$");
static CLASS: Pattern = Pattern::new(r"^(?:\S.*) \((?<class>[\w\\]+)\)$");
static CROSS: Pattern = Pattern::new(r"^ ✘ (?<name>\S.*?)(?:\s+\[[\d.]+ ms\])?$");
static BOX: Pattern = Pattern::new(r"^   [│├┊┐┴](?: (?<text>.*))?$");

/// Reports reach so far above their counts.
const REACH: usize = 20_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut behind = 0;
    let mut reads = Vec::new();
    for &at in marks {
        let text = log.text(at);
        if text.contains("No tests executed!") {
            let why = "PHPUnit found no tests to run.".to_owned();
            reads.push(runner_failure(at, at..at + 1, "No tests were found", why));
        } else {
            reads.extend(report(log, at, behind));
        }
        behind = at + 1;
    }
    reads
}

fn report(log: &JobLog, end: usize, behind: usize) -> Option<Read> {
    let text = log.text(end);
    let totals = TOTALS.captures(&text)?;
    let count = |what: &str| {
        let given = totals["rest"].split(", ").find_map(|count| count.strip_prefix(what)?.strip_prefix(": ")?.parse::<u64>().ok());
        given.filter(|count| *count > 0)
    };
    let step = log.step_of(end).map_or(0, |step| log.steps[step].lines.start);
    let lines = Lines::of(log, end.saturating_sub(REACH).max(behind).max(step)..end + 1, &Prefix::of(&totals["prefix"]));
    let start = lines.range().rev().find(|&at| BANNER.is_match(lines.get(at))).unwrap_or(lines.range().start);
    let hard = count("Errors").is_some() || count("Failures").is_some();
    let mut failed = numbered(&lines, start..end, hard);
    if failed.is_empty() {
        failed = testdox(&lines, start..end);
    }
    if !hard && failed.is_empty() {
        return None;
    }
    if failed.is_empty() {
        // The entries went elsewhere; the count is all there is.
        failed.push(Failed { test: TestFailure { id: "PHPUnit".to_owned(), ..TestFailure::default() }, head: end, line: None });
    }
    let start = failed.first().map_or(start, |first| first.head);
    Report::new(start..end + 1, failed)
        .count("tests", totals["tests"].parse().ok())
        .count("failed", count("Failures"))
        .count("errors", count("Errors"))
        .count("skipped", count("Skipped"))
        .read()
}

/// Entries under `There was 1 failure:`. Warnings, risky tests and deprecations count only where nothing else failed.
fn numbered(lines: &Lines<'_>, range: std::ops::Range<usize>, hard: bool) -> Vec<Failed> {
    let mut failed: Vec<Failed> = Vec::new();
    let mut counts = false;
    let mut said = false;
    for at in range {
        let text = lines.get(at);
        if let Some(section) = SECTION.captures(text) {
            let what = &section["what"];
            counts =
                what.ends_with("error") || what.ends_with("errors") || what.ends_with("failure") || what.ends_with("failures") || !hard;
            counts &= !what.contains("skipped") && !what.contains("incomplete") && (!hard || !what.contains("triggered"));
            said = false;
        } else if !counts {
        } else if let Some(head) = HEAD.captures(text) {
            let test = TestFailure { id: id(&head["name"]).to_owned(), ..TestFailure::default() };
            failed.push(Failed { test, head: at, line: None });
            said = true;
        } else if let Some(last) = failed.last_mut() {
            if let Some(found) = PLACE.captures(text) {
                if last.test.place.path.is_none() && !text.contains("/vendor/") {
                    last.test.place = place(&found);
                }
                said = false;
            } else if text.trim().is_empty() {
                said &= last.line.is_none();
            } else if said {
                say(last, at, text.trim());
            }
        }
    }
    failed
}

/// A test as `--filter` knows it: the values behind a data set's name are no part of that.
fn id(name: &str) -> &str {
    match DATA_SET.captures(name).and_then(|found| found.get(1)) {
        Some(named) => &name[..named.end()],
        None => name.trim_end(),
    }
}

/// The first three lines of a message; the first is the one to quote.
fn say(failed: &mut Failed, at: usize, text: &str) {
    match (&mut failed.test.message, failed.line) {
        (Some(message), Some(line)) if at < line + 3 => *message = format!("{message} {text}"),
        (Some(_), _) => {}
        (message, _) => *message = Some(text.to_owned()),
    }
    failed.line = failed.line.or(Some(at));
}

/// `✘ Name` with a box below it, under the title of its class; a summary repeats them.
fn testdox(lines: &Lines<'_>, range: std::ops::Range<usize>) -> Vec<Failed> {
    let mut failed: Vec<Failed> = Vec::new();
    let mut class = String::new();
    let mut said = false;
    for at in range {
        let text = lines.get(at);
        if text.starts_with("Summary of ") && !failed.is_empty() {
            break;
        } else if let Some(found) = CLASS.captures(text) {
            found["class"].clone_into(&mut class);
        } else if let Some(cross) = CROSS.captures(text) {
            let id = if class.is_empty() { cross["name"].to_owned() } else { format!("{class}: {}", &cross["name"]) };
            failed.push(Failed { test: TestFailure { id, ..TestFailure::default() }, head: at, line: None });
            said = true;
        } else if let Some(last) = failed.last_mut()
            && let Some(inside) = BOX.captures(text)
        {
            let text = inside.name("text").map_or("", |text| text.as_str()).trim();
            if let Some(found) = PLACE.captures(text) {
                if last.test.place.path.is_none() {
                    last.test.place = place(&found);
                }
                said = false;
            } else if text.is_empty() {
                said &= last.line.is_none();
            } else if said && !text.starts_with("---·") {
                say(last, at, text);
            }
        }
    }
    failed
}
