//! Jest: a bullet for each test or file that failed, and the counts below.

use std::collections::HashSet;

use super::javascript::{first_frame, frame, message};
use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, runner_failure};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "jest", literals: &["● ", "Test Suites: ", "No tests found, exiting with code 1"], read };

static BULLET: Pattern = Pattern::new(r"^(?<prefix>.*?)(?:^|  )● (?<name>\S.*?)$");
static SUITES: Pattern = Pattern::new(r"^(?<prefix>.*?)Test Suites: (?:(?<failed>\d+) failed, )?");
static TESTS: Pattern =
    Pattern::new(r"^Tests:\s+(?:(?<failed>\d+) failed, )?(?:(?<skipped>\d+) skipped, )?(?:\d+ todo, )?(?:(?<passed>\d+) passed, )?");
static FILE: Pattern = Pattern::new(r"^\s*(?:##\[group\])?FAIL\s+(?:.*\s)?(?<path>\S+\.\w+)(?: \(.*\))?$");
/// Bullets that head no failure.
static ASIDE: Pattern =
    Pattern::new(r"^(?:Console$|Deprecation Warning|Multiple configurations|Cannot log after tests are done|.*\bopen handles?\b)");

/// How far above the first bullet its file may be named, and below the last the report may go on.
const REACH: usize = 1_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut from = 0;
    for (index, &at) in marks.iter().enumerate() {
        let text = log.text(at);
        if text.contains("No tests found, exiting with code 1") {
            let why = "Jest found no tests to run.".to_owned();
            reads.push(runner_failure(at, at..at + 1, "No tests were found", why));
            from = index + 1;
        } else if let Some(found) = BULLET.captures(&text).filter(|found| found["name"].starts_with("Validation Error")) {
            let lines = Lines::of(log, at..at + 10, &Prefix::of(&found["prefix"]));
            reads.extend(lines.filled(at + 1..at + 10).map(|line| {
                let why = format!("Jest refuses its configuration: {}.", quote(lines.get(line)));
                runner_failure(line, at..line + 1, "Jest's configuration is not valid", why)
            }));
            from = index + 1;
        } else if let Some(suites) = SUITES.captures(&text) {
            if number(&suites, "failed").is_some() {
                reads.extend(report(log, &marks[from..index], Some((at, &Prefix::of(&suites["prefix"])))));
            }
            from = index + 1;
        }
    }
    // A run that was cut off has no counts.
    reads.extend(report(log, &marks[from..], None));
    reads
}

/// The report of a run by its bullets and its counts.
fn report(log: &JobLog, bullets: &[usize], counts: Option<(usize, &Prefix)>) -> Option<Read> {
    let first = *bullets.first()?;
    let prefix =
        counts.map_or_else(|| Some(Prefix::of(&BULLET.captures(&log.text(first))?["prefix"])), |(_, prefix)| Some(prefix.clone()))?;
    let end = counts.map_or(*bullets.last()? + REACH, |(at, _)| at + 2);
    let lines = Lines::around(log, first, first.saturating_sub(REACH)..end, &prefix);
    let mut failed: Vec<Failed> = Vec::new();
    let mut seen = HashSet::new();
    let mut file: Option<String> = None;
    let mut scanned = lines.range().start;
    for (index, &at) in bullets.iter().enumerate() {
        let named = (scanned..at).rev().find_map(|line| Some(FILE.captures(lines.get(line))?["path"].to_owned()));
        file = named.or(file);
        scanned = at;
        let Some(bullet) = BULLET.captures(lines.get(at)) else { continue };
        let name = bullet["name"].trim_end();
        let next = bullets.get(index + 1).copied().unwrap_or(lines.end());
        if ASIDE.is_match(name) || file.is_none() && counts.is_none() || !seen.insert((file.clone(), name.to_owned())) {
            continue;
        }
        failed.extend(failure(&lines, at, next, name, file.as_deref()));
    }
    let tests = counts.and_then(|_| TESTS.captures(lines.get(end - 1)));
    let count = |group: &str| tests.as_ref().and_then(|tests| number(tests, group));
    let start = failed.first().map_or(first, |failed| failed.head);
    let mut report = Report::new(start.min(first)..counts.map_or(lines.end(), |_| end), failed);
    if counts.is_none() {
        report = report.unfinished();
        report.span.end = report.failed.last().map_or(first, |failed| failed.line.unwrap_or(failed.head)) + 1;
    }
    report.count("failed", count("failed")).count("passed", count("passed")).count("skipped", count("skipped")).read()
}

/// What stands below a bullet.
fn failure(lines: &Lines<'_>, at: usize, next: usize, name: &str, file: Option<&str>) -> Option<Failed> {
    let mut line = lines.filled(at + 1..next)?;
    if lines.get(line).contains("Jest encountered an unexpected token") {
        // Advice for a screen; then the error.
        line = (line..next.min(line + 60)).find(|&line| lines.get(line).contains("SyntaxError: ")).unwrap_or(line);
    }
    let whole_file = name == "Test suite failed to run";
    // The file is what runs the test: a place in a file that it calls would mislead.
    let own = |place: &Place| file.is_none_or(|file| is_same_file(file, place.path.as_deref()));
    let place = match first_frame(lines, line, next) {
        Some(place) if whole_file || own(&place) => place,
        _ => (line..next)
            .find_map(|line| frame(lines.get(line)).filter(own))
            .unwrap_or_else(|| Place { path: file.map(str::to_owned), ..Place::default() }),
    };
    let id = if whole_file { file?.to_owned() } else { name.replace(" › ", " > ") };
    let test = TestFailure { id, message: Some(message(lines, line)), place };
    Some(Failed { test, head: at, line: Some(line) })
}

/// The file after `FAIL` may be relative to another directory than that of a frame.
fn is_same_file(file: &str, path: Option<&str>) -> bool {
    path.is_some_and(|path| path.ends_with(file) || file.ends_with(path.trim_start_matches("../")))
}
