//! `JUnit`'s own runners: version 4 on a console (Bazel runs tests so), the platform's console launcher, and Ant's task.

use std::ops::Range;

use super::entries::Entries;
use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use super::throwable::thrown;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "junit", literals: &["There was 1 failure:", "There were ", "Failures (", "\tFAILED", "\tCaused an ERROR"], read };

static CONSOLE: Pattern = Pattern::new(r"^There (?:was|were) (?<failed>\d+) failures?:$");
static NUMBERED: Pattern = Pattern::new(r"^\d+\) (?<method>[^\s(].*)\((?<class>[\w.$]+)\)$");
static RUN: Pattern = Pattern::new(r"^Tests run: (?<tests>\d+),  Failures: (?<failed>\d+)$");

static LAUNCHER: Pattern = Pattern::new(r"^Failures \((?<failed>\d+)\):$");
static UNIT: Pattern = Pattern::new(r"^  (?:JUnit \w+|[\w ]+):(?<name>\S.*)$");
static SOURCE: Pattern = Pattern::new(r"^    \w+Source \[className = '(?<class>[^']+)'(?:, methodName = '(?<method>[^']+)')?");
static ARROW: Pattern = Pattern::new(r"^    => (?<message>.*)$");
static UNIT_FRAME: Pattern = Pattern::new(r"^\s+(?:[\w.@-]+/)?(?<class>[\w.$]+)\.[^.(\s]+\((?<path>\w+\.\w+):(?<line>\d+)\)$");
static TALLY: Pattern = Pattern::new(r"^\[\s*(?<number>\d+) tests (?<what>successful|failed|skipped)\s*\]$");

static ANT: Pattern = Pattern::new(r"^(?<prefix>.*?)\t(?:FAILED|Caused an ERROR)$");
static TESTCASE: Pattern = Pattern::new(r"^Testcase: (?<name>[^\s(]+)(?:\((?<class>[\w.$]+)\))?:? ?(?:took [\d.]+ sec)?$");
static TESTSUITE: Pattern = Pattern::new(r"^Testsuite: (?<class>[\w.$]+)$");
static TESTCASE_END: Pattern = Pattern::new(r"^(?:Testcase: |Testsuite: |\s*$)");

static ENTRIES: Entries = Entries::PLAIN;

const REACH: usize = 10_000;
/// A suite's name stands at most so far above a test.
const SUITE: usize = 3_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let mut ant = Vec::new();
        for &at in marked {
            let text = log.text(at);
            let own = bare(&text);
            let lines = |prefix| Lines::of(log, at..at + REACH, &Prefix::of(prefix));
            let prefix = &text[..text.len() - own.len()];
            if let Some(found) = CONSOLE.captures(own) {
                reads.extend(console(&lines(prefix)).count("failed", number(&found, "failed")).read());
            } else if let Some(found) = LAUNCHER.captures(own) {
                reads.extend(launcher(&lines(prefix)).count("failed", number(&found, "failed")).read());
            } else if let Some(found) = ANT.captures(&text) {
                ant.extend(testcase(log, at, &found["prefix"]));
            }
        }
        if let Some((first, last)) = ant.first().zip(ant.last()).map(|(first, last): (&Failed, &Failed)| (first.head, last.head)) {
            reads.extend(Report::new(first..last + 4, ant).read());
        }
    }
    reads
}

/// Numbered failures, each with its stack.
fn console(lines: &Lines<'_>) -> Report {
    let start = lines.range().start;
    let end = (start..lines.end()).find(|&at| RUN.is_match(lines.get(at)) || lines.get(at).starts_with("##["));
    let end = end.unwrap_or(lines.end());
    let heads: Vec<usize> = (start..end).filter(|&at| NUMBERED.is_match(lines.get(at))).collect();
    let failed = heads.iter().enumerate().filter_map(|(index, &head)| {
        let found = NUMBERED.captures(lines.get(head))?;
        let test = TestFailure { id: format!("{}.{}", &found["class"], &found["method"]), ..TestFailure::default() };
        let next = heads.get(index + 1).copied().unwrap_or(end);
        Some(with_throwable(lines, head, head + 1..next, test))
    });
    let report = Report::new(start..end + 1, failed.collect());
    if end < lines.end() { report } else { report.unfinished() }
}

fn with_throwable(lines: &Lines<'_>, head: usize, range: Range<usize>, mut test: TestFailure) -> Failed {
    let told = thrown(&ENTRIES, lines, range, &test);
    let line = told.as_ref().map(|told| told.line);
    if let Some(told) = told {
        (test.message, test.place) = (Some(told.message), told.place);
    }
    Failed { test, head, line }
}

/// The failures of the platform's launcher, and its table of counts.
fn launcher(lines: &Lines<'_>) -> Report {
    let start = lines.range().start;
    let mut failed: Vec<Failed> = Vec::new();
    let mut counts = Vec::new();
    let mut end = start + 1;
    for at in start + 1..lines.end() {
        let text = lines.get(at);
        if let Some(found) = TALLY.captures(text) {
            counts.push((found["what"].to_owned(), number(&found, "number")));
            end = at + 1;
        } else if text.starts_with("##[") || !counts.is_empty() && text.trim().is_empty() {
            break;
        } else if let Some(found) = SOURCE.captures(text) {
            if let Some(last) = failed.last_mut() {
                let method = found.name("method").map(|method| format!(".{}", method.as_str())).unwrap_or_default();
                last.test.id = format!("{}{method}", &found["class"]);
            }
        } else if let Some(found) = ARROW.captures(text) {
            if let Some(last) = failed.last_mut().filter(|last| last.line.is_none()) {
                (last.line, last.test.message) = (Some(at), Some(found["message"].to_owned()));
            }
        } else if let Some(found) = UNIT_FRAME.captures(text) {
            if let Some(last) = failed.last_mut().filter(|last| last.test.place.path.is_none() && last.test.id.contains(&found["class"])) {
                last.test.place = place(&found);
            }
        } else if let Some(found) = UNIT.captures(text) {
            failed.push(Failed { test: TestFailure { id: found["name"].to_owned(), ..TestFailure::default() }, head: at, line: None });
            end = at + 1;
        }
    }
    let report = Report::new(start..end, failed);
    counts.into_iter().fold(report, |report, (what, number)| match what.as_str() {
        "successful" => report.count("passed", number),
        "skipped" => report.count("skipped", number),
        _ => report.count("failed", number),
    })
}

/// A test of Ant's task, by the line that says how it ended.
fn testcase(log: &JobLog, at: usize, prefix: &str) -> Option<Failed> {
    let prefix = Prefix::of(prefix);
    let head = at.checked_sub(1)?;
    let lines = Lines::of(log, head..at + 300, &prefix);
    let found = TESTCASE.captures(lines.get(head))?;
    let class = found.name("class").map(|class| class.as_str().to_owned()).or_else(|| {
        (head.saturating_sub(SUITE)..head).rev().find_map(|at| {
            let text = log.text(at);
            TESTSUITE.captures(prefix.strip(&text)).map(|found| found["class"].to_owned())
        })
    });
    let id = class.map_or_else(|| found["name"].to_owned(), |class| format!("{class}.{}", &found["name"]));
    let end = (at + 1..lines.end()).find(|&next| TESTCASE_END.is_match(lines.get(next))).unwrap_or(lines.end());
    // The message stands alone, then with its exception.
    let named = (at + 1..end).find(|&next| lines.get(next + 1).starts_with("\tat ")).unwrap_or(at + 1);
    Some(with_throwable(&lines, head, named..end, TestFailure { id, ..TestFailure::default() }))
}
