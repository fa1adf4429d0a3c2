//! cargo-nextest: tests as they fail, tried again or not, and the summary that names those that failed in the end.

use std::collections::HashSet;
use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::panic::panic;
use super::report::Report;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "nextest",
    literals: &[
        " FAIL [",
        " ABRT [",
        " SEGV [",
        " TMT [",
        " TIMEOUT [",
        " KILL [",
        " TERM [",
        " LEAK-FAIL [",
        " FL-FAIL ",
        " SIGABRT [",
        " SIGSEGV [",
        " SIGKILL [",
    ],
    read,
};

static HEADS: [Pattern; 1] = [Pattern::new(
    r"^\s*(?:TRY \d+ )?(?:FAIL|(?:SIG)?(?:ABRT|SEGV|KILL|TERM|ILL|BUS|FPE)|TMT|TIMEOUT|LEAK-FAIL|FL-FAIL(?: \d+/\d+)?) \[\s*>?\s*[\d.]+s\] (?:\(\s*[\d─]+(?:/\d+)?\) )?(?<name>\S+ \S.*?)\s*$",
)];
static STOPS: [Pattern; 2] = [
    Pattern::new(
        r"^\s*(?:TRY \d+ )?(?:PASS|SLOW|TRMNTG|TERMINATING|FLAKY \d+/\d+|FLKY-FL \d+/\d+|LEAK|RETRY|DELAY \d+/\d+|SKIP|START|SETUP [A-Z]+)\s+\[",
    ),
    Pattern::new(r"^\s*(?:Cancell?ing due to|Nextest run ID|Starting \d+ tests|error: test run failed)"),
];
static COUNTS: [Pattern; 1] = [Pattern::new(
    r"^\s*Summary \[\s*[\d.]+s\] [\d/]+ tests? run: (?<passed>\d+) passed(?: \([^)]*\))?(?:, (?<failed>\d+) failed)?.*?(?:, (?<skipped>\d+) skipped)?$",
)];
/// In the end it passed.
static PASSED: Pattern =
    Pattern::new(r"^\s*(?:TRY \d+ PASS|FLAKY \d+/\d+) \[\s*[\d.]+s\] (?:\(\s*[\d─]+(?:/\d+)?\) )?(?<name>\S+ \S.*?)\s*$");
static ERROR: Pattern = Pattern::new(r"^\s*Error: (?<message>.*)$");
static ENDED: Pattern = Pattern::new(r"^\s*\((?<message>test (?:aborted|timed out|was).*)\)$");
static STDERR: Pattern = Pattern::new(r"^\s*(?:--- STDERR: |stderr ───)");
static RULE: Pattern = Pattern::new(r"^[-─]+$");
static TIMED_OUT: Pattern = Pattern::new(r"\b(?:TMT|TIMEOUT) \[");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, longest: 3_000, ..Entries::PLAIN };

/// Behind the summary, the tests are listed once more.
const LIST: usize = 2_500;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let reports = ENTRIES.reports(log, marks);
    reports.into_iter().filter_map(|report| in_the_end(log, report).read()).collect()
}

/// Without the tests that passed when they were tried again.
fn in_the_end(log: &JobLog, mut report: Report) -> Report {
    let step_end = log.step_of(report.span.start).map_or(log.len(), |step| log.steps[step].lines.end);
    let mut passed = HashSet::new();
    for at in report.span.start..step_end.min(report.span.end + LIST) {
        let text = log.text(at);
        let own = bare(&text);
        if let Some(found) = PASSED.captures(own) {
            passed.insert(found["name"].to_owned());
        } else if at >= report.span.end {
            if !HEADS[0].is_match(own) && !own.starts_with("error: test run failed") {
                break;
            }
            report.span.end = at + 1;
        }
    }
    report.failed.retain(|failed| !passed.contains(&failed.test.id));
    let failures = report.failed.len() as u64;
    if report.details.counts.contains_key("passed") {
        report = report.count("failed", Some(failures));
    }
    for failed in &mut report.failed {
        // `shop::checkout pays`: the crate and its test binary, then the test.
        if let Some((binary, name)) = failed.test.id.split_once(' ') {
            let (package, name) = (binary.to_owned(), name.to_owned());
            report.details.named.entry("package").or_insert(package);
            failed.test.id = name;
        }
    }
    report
}

/// The panic or error in a test's output, else what became of it.
fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let find = |pattern: &Pattern| range.clone().find(|&at| pattern.is_match(lines.get(at)));
    if let Some((line, message, place)) = range.clone().find_map(|at| panic(at, |at| lines.get(at).to_owned())) {
        return Some(Told { line, message, place });
    }
    let told = [&ERROR, &ENDED].into_iter().find_map(|pattern| Some((find(pattern)?, pattern)));
    if let Some((line, pattern)) = told {
        let message = pattern.captures(lines.get(line))?["message"].to_owned();
        return Some(Told { line, message, place: Place::default() });
    }
    let head = range.start.checked_sub(1)?;
    if TIMED_OUT.is_match(lines.get(head)) {
        return Some(Told { line: head, message: "test timed out".to_owned(), place: Place::default() });
    }
    // Of a signal, what the test wrote last.
    let stderr = find(&STDERR)?;
    let line = (stderr + 1..range.end).rev().find(|&at| !lines.get(at).trim().is_empty() && !RULE.is_match(lines.get(at)))?;
    Some(Told { line, message: lines.get(line).trim().to_owned(), place: Place::default() })
}
