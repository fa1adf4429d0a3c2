//! pytest: the sections `ERRORS` and `FAILURES`, the short summary, and what it says when it does not get that far.

use super::lines::{Lines, Prefix};
use super::pytest_report::report;
use super::report::{Failed, Report, runner_failure};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "pytest",
    literals: &[
        "= FAILURES =",
        "= ERRORS =",
        "= short test summary info =",
        "INTERNALERROR> ",
        "ImportError while loading conftest '",
        "ERROR: usage: ",
        "ERROR: file or directory not found: ",
        "ERROR: not found: ",
        "= no tests ran in ",
        "! KeyboardInterrupt !",
    ],
    read,
};

/// `= ERRORS =` with what may stand before it.
static HEADER: Pattern = Pattern::new(r"^(?<prefix>.*?)={2,} (?:ERRORS|FAILURES|short test summary info) =+$");
static INTERNAL: Pattern = Pattern::new(r"^(?<prefix>.*?)INTERNALERROR> (?<text>\S.*)$");
static CONFTEST: Pattern = Pattern::new(r"^(?<prefix>.*?)ImportError while loading conftest '.*'\.$");
static RAISED: Pattern = Pattern::new(r"^E +(\S.*)$");
static USAGE: Pattern = Pattern::new(r"^(?<prefix>.*?)ERROR: usage: .*\[file_or_dir\]");
static NOT_FOUND: Pattern = Pattern::new(r"ERROR: (?:file or directory )?not found: (\S.*)$");
static NOTHING: Pattern = Pattern::new(r"={2,} no tests ran in [\d.]+s =+$");
static EXIT_5: Pattern = Pattern::new(r"(?:exit(?:ed with)? code|exit status|Error) 5\b");
static INTERRUPTED: Pattern = Pattern::new(r"^(?<prefix>.*?)!{2,} KeyboardInterrupt !{2,}$");
static RUNNING: Pattern = Pattern::new(r"^(?:\[gw\d+\] .*)?(\S+\.py::\S+) *$");

static STOPPED_AT: Pattern = Pattern::new(r"^(?:\S+ )*?(\S+\.py:\d+): KeyboardInterrupt$");
/// What the caller says whose limit it was, and the code of `timeout`.
static OUT_OF_TIME: Pattern = Pattern::new(
    r"(?i)\breturning 124\b|\b(?:exit )?code:? 124\b|^timeout: |\btimed out after \d|\btook (?:longer|more) than \d|has timed out",
);

/// The caller's word stands this soon below.
const SOON: usize = 12;
/// How far the few lines that belong to a message may stretch.
const NEAR: usize = 60;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    let mut behind = 0;
    for (index, &at) in marks.iter().enumerate() {
        if at < behind {
            continue;
        }
        let text = log.text(at);
        let found = if let Some(header) = HEADER.captures(&text) {
            report(log, at, &Prefix::of(&header["prefix"])).map_or_else(|end| Err(end.max(at + 1)), Ok)
        } else {
            other(log, at, &text, marks.get(index + 1).copied()).ok_or(at + 1)
        };
        match found {
            Ok(read) => {
                behind = read.span.end;
                reads.push(read);
            }
            Err(end) => behind = end,
        }
    }
    reads
}

/// What pytest prints when it does not come to its sections.
fn other(log: &JobLog, at: usize, text: &str, next: Option<usize>) -> Option<Read> {
    if let Some(internal) = INTERNAL.captures(text) {
        // Each line is marked; the last holds the exception.
        let last = next.is_none_or(|next| next > at + 1);
        let why = format!("pytest itself failed: {}.", quote(&internal["text"]));
        return last.then(|| runner_failure(at, at..at + 1, "pytest itself failed", why));
    }
    if let Some(found) = CONFTEST.captures(text) {
        let lines = Lines::of(log, at..at + NEAR, &Prefix::of(&found["prefix"]));
        let (line, raised) = lines.range().rev().find_map(|line| Some((line, RAISED.captures(lines.get(line))?)))?;
        let why = format!("A `conftest.py` cannot be imported: {}.", quote(&raised[1]));
        return Some(runner_failure(line, at..line + 1, "conftest.py cannot be imported", why));
    }
    if let Some(found) = USAGE.captures(text) {
        let lines = Lines::of(log, at..at + NEAR, &Prefix::of(&found["prefix"]));
        let line = lines.range().find(|&line| lines.get(line).contains(": error: "))?;
        let (_, error) = lines.get(line).split_once(": error: ")?;
        return Some(runner_failure(line, at..line + 1, "pytest does not take its arguments", format!("pytest: {}.", quote(error))));
    }
    if let Some(found) = NOT_FOUND.captures(text) {
        let why = format!("There is no {} to test.", quote(&found[1]));
        return Some(runner_failure(at, at..at + 1, "A test path does not exist", why));
    }
    if NOTHING.is_match(text) {
        // That is a failure only by the exit code that means it; else something else made the step fail.
        let said = (at + 1..log.len().min(at + NEAR)).any(|line| EXIT_5.is_match(&log.text(line)));
        let why = "pytest found no tests to run, which it counts as a failure.".to_owned();
        return said.then(|| runner_failure(at, at..at + 1, "No tests were found", why));
    }
    interrupted(log, at, &Prefix::of(&INTERRUPTED.captures(text)?["prefix"]))
}

/// A session that was ended from outside, and the test that was at work. Where what stands below says that its time was over, that is the failure.
fn interrupted(log: &JobLog, at: usize, prefix: &Prefix) -> Option<Read> {
    let lines = Lines::around(log, at, at.saturating_sub(NEAR)..at, prefix);
    let running = lines.range().rev().find_map(|line| Some(RUNNING.captures(lines.get(line))?[1].to_owned()));
    let below = at + 1..log.len().min(at + 1 + SOON);
    let Some(limit) = below.clone().find(|&line| OUT_OF_TIME.is_match(&log.text(line))) else {
        let test = TestFailure { id: running?, message: Some("KeyboardInterrupt".to_owned()), ..TestFailure::default() };
        return Report::new(at..at + 1, vec![Failed { test, head: at, line: None }]).unfinished().read();
    };
    let place = below.clone().find_map(|line| Some(STOPPED_AT.captures(&log.text(line))?[1].to_owned()));
    let at_work = match (&running, &place) {
        (Some(test), Some(place)) => format!("in {}, at {}", quote(test), quote(place)),
        (Some(test), None) => format!("in {}", quote(test)),
        (None, Some(place)) => format!("at {}", quote(place)),
        (None, None) => "in the middle of its tests".to_owned(),
    };
    let why = format!("pytest ran out of the time that its caller gives it, {at_work}.");
    let mut read = runner_failure(at, at..limit + 1, "pytest ran out of time", why);
    let tests = running.map(|id| TestFailure { id, message: Some("KeyboardInterrupt".to_owned()), ..TestFailure::default() });
    read.details = read.details.with_tests(tests.into_iter().collect());
    Some(read)
}
