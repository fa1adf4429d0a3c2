//! Mocha, and Cypress, which reports through it.

use super::javascript::{first_frame, message};
use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, runner_failure};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "mocha", literals: &[" failing", "Exception during run: ", "Error: No test files found"], read };

pub(super) const CYPRESS: Extractor = Extractor {
    name: "cypress",
    literals: &[
        " failing",
        "  Running:  ",
        "Cypress could not verify that this server is running:",
        "Can't run because no spec files were found.",
    ],
    read: read_cypress,
};

static FAILING: Pattern = Pattern::new(r"^(?<prefix>.*?)  (?<count>\d+) failing$");
static PASSING: Pattern = Pattern::new(r"^  (\d+) passing(?: \(.*\))?$");
static NUMBERED: Pattern = Pattern::new(r"^  (\d+)\) (\S.*)$");
static RUN: Pattern = Pattern::new(r"Exception during run: (?<why>\S.*)$");
static SPEC: Pattern = Pattern::new(r"^(?:.*?)  Running:  (?<path>\S.*?)\s+\(\d+ of \d+\)");

/// The entries of a report go on for at most so many lines.
const REACH: usize = 10_000;
/// An entry's titles and message stand in its first lines.
const HEAD: usize = 30;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for (index, &at) in marks.iter().enumerate() {
        let text = log.text(at);
        if let Some(found) = RUN.captures(&text) {
            let why = format!("Mocha could not load a file: {}.", quote(&found["why"]));
            reads.push(runner_failure(at, at..at + 1, "Tests could not be loaded", why));
        } else if text.trim_start().starts_with("Error: No test files found") {
            reads.push(runner_failure(at, at..at + 1, "No tests were found", "Mocha found no test files.".to_owned()));
        } else if let Some((report, results)) = report(log, at, marks.get(index + 1).copied()) {
            reads.extend(Some(report).filter(|_| !results).and_then(Report::read));
        }
    }
    reads
}

/// The reports that Cypress closes with a table of results, under the spec that each belongs to.
fn read_cypress(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut spec = None;
    for (index, &at) in marks.iter().enumerate() {
        let text = log.text(at);
        if text.contains("could not verify") {
            let lines = Lines::of(log, at..at + 4, &Prefix::of(""));
            let server = lines.filled(at + 1..at + 4).map_or("", |line| lines.get(line).trim_matches([' ', '>']));
            reads.push(runner_failure(
                at,
                at..at + 4,
                "The server under test does not answer",
                format!("Cypress cannot reach {}.", quote(server)),
            ));
        } else if text.contains("no spec files were found") {
            reads.push(runner_failure(at, at..at + 1, "No tests were found", "Cypress found no spec files.".to_owned()));
        } else if let Some(running) = SPEC.captures(&text) {
            spec = Some(running["path"].to_owned());
        } else if let Some((mut report, true)) = report(log, at, marks.get(index + 1).copied()) {
            if let Some(spec) = &spec {
                report.details = report.details.with("spec", spec);
            }
            for failed in &mut report.failed {
                if failed.test.place.path.is_none() {
                    failed.test.place = Place { path: spec.clone(), ..Place::default() };
                }
            }
            reads.extend(report.read());
        }
    }
    reads
}

/// The report below a count of failing tests, and whether Cypress's results follow.
fn report(log: &JobLog, at: usize, next: Option<usize>) -> Option<(Report, bool)> {
    let text = log.text(at);
    let found = FAILING.captures(&text)?;
    let lines = Lines::around(log, at, at.saturating_sub(3)..next.unwrap_or(log.len()).min(at + REACH), &Prefix::of(&found["prefix"]));
    let mut heads: Vec<usize> = Vec::new();
    let mut end = lines.end();
    let mut results = false;
    for line in at + 1..lines.end() {
        let text = lines.get(line);
        if let Some(numbered) = NUMBERED.captures(text) {
            if numbered[1].parse() == Ok(heads.len() + 1) {
                heads.push(line);
            }
        } else if text.starts_with("  (Results)") || text.starts_with("##[") || text.starts_with("npm ") {
            results = text.starts_with("  (Results)");
            end = line;
            break;
        }
    }
    let failed: Vec<Failed> =
        heads.iter().enumerate().map(|(index, &head)| entry(&lines, head, heads.get(index + 1).copied().unwrap_or(end))).collect();
    if heads.len() < 2 && failed.iter().all(|failed| failed.line.is_none()) {
        return None;
    }
    let stop = failed.last().map_or(at, |last| last.line.unwrap_or(last.head)) + 1;
    let passed = (at.saturating_sub(3)..at).find_map(|line| PASSING.captures(lines.get(line))?[1].parse().ok());
    Some((Report::new(at..stop, failed).count("failed", found["count"].parse().ok()).count("passed", passed), results))
}

/// A numbered entry: the titles of suites and test, one a line and the last with a colon, then the message and its stack.
fn entry(lines: &Lines<'_>, head: usize, next: usize) -> Failed {
    let mut titles: Vec<&str> =
        vec![NUMBERED.captures(lines.get(head)).map_or("", |_| lines.get(head).split_once(") ").map_or("", |(_, title)| title))];
    let mut at = head;
    while !titles.last().is_some_and(|title| title.ends_with(':')) && at + 1 < next.min(head + HEAD) {
        at += 1;
        titles.push(lines.get(at).trim());
    }
    let line = lines.filled(at + 1..next);
    let titles: Vec<&str> = titles.iter().map(|title| title.trim_end_matches(':')).filter(|title| !title.is_empty()).collect();
    let test = TestFailure {
        id: titles.join(" > "),
        message: line.map(|line| message(lines, line)),
        place: line.and_then(|line| first_frame(lines, line, next)).unwrap_or_default(),
    };
    Failed { test, head, line }
}
