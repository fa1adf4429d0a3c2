//! Vitest: the sections of failed suites and tests, and errors outside of tests.

use super::javascript::{frame, message};
use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, runner_failure};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::{Groups, Pattern};

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "vitest",
    literals: &["⎯ Failed ", "⎯ Unhandled ", "⎯ Startup Error ⎯", "No test files found, exiting with code 1"],
    read,
};

static HEADER: Pattern = Pattern::new(r"^(?<prefix>.*?)⎯+ (?<what>Failed \w+ \d+|Unhandled \w+|Startup Error) ⎯+$");
/// `FAIL  path > suite > test`, with the project's name before the path where there are several.
static FAIL: Pattern = Pattern::new(r"^\s*FAIL  (?:\|.*?\| |.*  )?(?<path>\S.*?\.\w+)(?: > (?<name>.*)| \[ .* \])?$");
static UNCAUGHT: Pattern = Pattern::new(r"^⎯+ (?:Uncaught Exception|Unhandled Rejection|Unhandled Error|Typecheck Error:?.*) ⎯+$");
static ORIGIN: Pattern = Pattern::new(r#"^This error originated in "(.+)" test file"#);
static RULE: Pattern = Pattern::new(r"^⎯+(?:\[\d+/\d+\]⎯+)?$");
static TESTS: Pattern =
    Pattern::new(r"^\s+Tests  (?:(?<failed>\d+) failed)?(?: \| )?(?:(?<passed>\d+) passed)?(?: \| (?<skipped>\d+) skipped)?");
static LAST: Pattern = Pattern::new(r"^\s+Duration  \S+");

/// A report is longer than this only where hundreds of tests failed; then its tail is given up.
const REACH: usize = 20_000;
/// Reports and their counts go to two streams, which may cross.
const CROSSED: usize = 40;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    for &at in marks {
        if reads.last().is_some_and(|read| at < read.span.end) {
            continue;
        }
        let text = log.text(at);
        if text.contains("No test files found, exiting with code 1") {
            reads.push(runner_failure(at, at..at + 1, "No tests were found", "Vitest found no test files.".to_owned()));
        } else if let Some(header) = HEADER.captures(&text) {
            let prefix = Prefix::of(&header["prefix"]);
            if header["what"].starts_with("Startup") {
                let lines = Lines::of(log, at..at + CROSSED, &prefix);
                reads.extend(lines.filled(at + 1..at + 4).map(|line| {
                    let why = format!("Vitest did not start: {}.", quote(lines.get(line)));
                    runner_failure(line, at..line + 1, "Vitest did not start", why)
                }));
            } else {
                reads.extend(report(log, at, &prefix));
            }
        }
    }
    reads
}

fn report(log: &JobLog, start: usize, prefix: &Prefix) -> Option<Read> {
    let lines = Lines::of(log, start..start + REACH, prefix);
    let mut failed: Vec<Failed> = Vec::new();
    let mut uncaught: Vec<Failed> = Vec::new();
    let mut waiting = 0;
    let mut counts = None;
    let mut finished = None;
    let mut end = start + 1;
    let stamped = log.time(start).is_some();
    let mut annotation = false;
    for at in lines.range() {
        let text = lines.get(at);
        // Annotations repeat failures between those of the report, as one entry of the log with one time stamp.
        annotation = log.has_tag(at) && log.text(at).starts_with("##[error]") || annotation && stamped && log.time(at).is_none();
        if annotation && !FAIL.is_match(text) {
            continue;
        }
        if finished.is_some_and(|finished| at > finished + CROSSED) || text.starts_with(" RUN  v") || text.starts_with("##[group]Run ") {
            break;
        }
        if let Some(fail) = FAIL.captures(text) {
            waiting += 1;
            failed.push(Failed { test: named(&fail), head: at, line: None });
        } else if UNCAUGHT.is_match(text) {
            if let Some(line) = lines.filled(at + 1..at + 4) {
                let id = text.trim_matches(['⎯', ' ']).to_owned();
                let test = TestFailure { id, message: Some(message(&lines, line)), ..TestFailure::default() };
                uncaught.push(Failed { test, head: at, line: Some(line) });
            }
        } else if let Some(origin) = ORIGIN.captures(text) {
            if let Some(last) = uncaught.last_mut() {
                origin[1].clone_into(&mut last.test.id);
            }
        } else if let Some(tests) = TESTS.captures(text) {
            counts = counts.or(Some((number(&tests, "failed"), number(&tests, "passed"), number(&tests, "skipped"))));
        } else if LAST.is_match(text) {
            finished = Some(at);
        } else if waiting > 0 && !text.trim().is_empty() {
            // Tests that failed alike stand above one message.
            let from = failed.len() - waiting;
            let said = message(&lines, at);
            for same in &mut failed[from..] {
                same.test.message = Some(said.clone());
                same.line = Some(at);
            }
            waiting = 0;
        } else if let Some(place) = frame(text) {
            if let Some(last) = uncaught.last_mut().filter(|last| last.test.place.path.is_none()) {
                last.test.place = place;
            } else {
                locate(&mut failed, &place);
            }
        } else if !RULE.is_match(text) {
            continue;
        }
        end = at + 1;
    }
    failed.extend(uncaught);
    let (tests_failed, passed, skipped) = counts.unwrap_or_default();
    let mut report = Report::new(start..end, failed);
    if counts.is_none() {
        report = report.unfinished();
    }
    report.count("failed", tests_failed).count("passed", passed).count("skipped", skipped).read()
}

/// A test, or a file that could not be loaded.
fn named(fail: &Groups<'_>) -> TestFailure {
    let path = fail["path"].to_owned();
    let id = fail.name("name").map_or_else(|| path.clone(), |name| name.as_str().trim_end().to_owned());
    TestFailure { id, message: None, place: Place { path: Some(path), ..Place::default() } }
}

/// Gives the last tests that share a message the place of a frame in their own file; a file that could not be loaded, that of any.
fn locate(failed: &mut [Failed], place: &Place) {
    let Some(message) = failed.last().and_then(|last| last.line) else { return };
    for same in failed.iter_mut().rev().take_while(|same| same.line == Some(message)) {
        let whole_file = same.test.place.path.as_deref() == Some(same.test.id.as_str());
        if same.test.place.line.is_none() && (whole_file || same.test.place.path == place.path) {
            same.test.place = place.clone();
        }
    }
}
