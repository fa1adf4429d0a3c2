//! `XCTest`, as xcodebuild and `swift test` print it, and as xcbeautify and xcpretty show it; Swift Testing.

use std::collections::HashMap;

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "xctest", literals: &[": error: -[", ": error: ", "    ✖ ", "    ✗ "], read };

pub(super) const SWIFT_TESTING: Extractor =
    Extractor { name: "swift-testing", literals: &[" recorded an issue "], read: read_swift_testing };

/// `/app/Tests/ShopTests.swift:12: error: -[ShopTests.BasketTests testAdds] : XCTAssertEqual failed: …`, on Linux `error: BasketTests.testAdds : …`.
static ASSERTION: Pattern = Pattern::new(
    r"(?:^|\s|\])(?<path>(?:[A-Za-z]:)?[^\s:\[\]]+\.(?:swift|mm?|cc|cpp)):(?<line>\d+)(?::\d+)?: error: (?:-\[(?<class>[\w.]+) (?<method>\w+)\]|(?<dotted>\w+\.\w+)) : (?<message>.+)$",
);
/// xcbeautify: `    ✖ testAdds, XCTAssertEqual failed: …`; xcpretty: `    ✗ testAdds, XCTAssertEqual failed: …`
static SHOWN: Pattern = Pattern::new(
    r"^\s{2,}[✖✗] (?:-\[(?<class>[\w.]+) (?<full>\w+)\]|(?<method>\w+(?:\(\))?)),? (?:on '[^']*' )?(?:\([\d.]+ seconds\) )?-? ?(?<message>\S.*)$",
);
/// Their list of failures below: the message, then the place.
static SUITE: Pattern = Pattern::new(r"^(?:Test Suite |Test suite ')?(?<class>[A-Z]\w*Tests?)(?:'? started.*)?$");
static PLACE: Pattern = Pattern::new(r"^\s{2,}(?<path>/?[^\s:]+\.(?:swift|mm?)):(?<line>\d+)$");
static EXECUTED: Pattern = Pattern::new(r"^\s*Executed (?<tests>\d+) tests?, with (?:\d+ tests? skipped and )?(?<failed>\d+) failures?");

/// The count stands at most so far below the last failure.
const BELOW: usize = 3_000;
const SUITE_ABOVE: usize = 500;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        reads.extend(report(log, marked).and_then(Report::read));
    }
    reads
}

fn report(log: &JobLog, marks: &[usize]) -> Option<Report> {
    let mut failed: Vec<Failed> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for &at in marks {
        let text = log.text(at);
        let Some(test) = assertion(&text).or_else(|| shown(log, at, bare(&text))) else { continue };
        // A test may fail at several places, and be shown again.
        let simple = test.id.rsplit(['.', '/']).next().unwrap_or(&test.id).to_owned();
        if known.insert(simple, at).is_none() {
            failed.push(Failed { test, head: at, line: Some(at) });
        }
    }
    let (first, last) = (failed.first()?.head, failed.last()?.head);
    let lines = Lines::of(log, last..last + BELOW, &Prefix::of(""));
    let count = (last + 1..lines.end()).rev().find(|&at| EXECUTED.is_match(bare(lines.get(at))));
    let report = Report::new(first..count.unwrap_or(last) + 1, failed);
    Some(match count.and_then(|at| EXECUTED.captures(bare(lines.get(at)))) {
        Some(found) => report.count("tests", number(&found, "tests")),
        None => report.unfinished(),
    })
}

fn assertion(text: &str) -> Option<TestFailure> {
    let found = ASSERTION.captures(text)?;
    let id = match (found.name("class"), found.name("method"), found.name("dotted")) {
        // `-only-testing` takes target, class and method.
        (Some(class), Some(method), _) => format!("{}/{}", class.as_str().replace('.', "/"), method.as_str()),
        (_, _, Some(dotted)) => dotted.as_str().to_owned(),
        _ => return None,
    };
    Some(TestFailure { id, message: Some(found["message"].trim().to_owned()), place: place(&found) })
}

fn shown(log: &JobLog, at: usize, text: &str) -> Option<TestFailure> {
    let found = SHOWN.captures(text)?;
    if let (Some(class), Some(full)) = (found.name("class"), found.name("full")) {
        let id = format!("{}/{}", class.as_str().replace('.', "/"), full.as_str());
        return Some(TestFailure { id, message: Some(found["message"].to_owned()), ..TestFailure::default() });
    }
    let method = found["method"].trim_end_matches("()");
    let class = (at.saturating_sub(SUITE_ABOVE)..at).rev().find_map(|line| {
        let text = log.text(line);
        SUITE.captures(bare(&text).trim()).map(|found| found["class"].to_owned())
    });
    let (Some(class), true) = (class, method.starts_with("test")) else { return None };
    let below = log.text(at + 1);
    let place = PLACE.captures(&below).map(|found| place(&found)).unwrap_or_default();
    Some(TestFailure { id: format!("{class}/{method}"), message: Some(found["message"].to_owned()), place })
}

/// `✘ Test "adds" recorded an issue at BasketTests.swift:12:5: Expectation failed: (total → 9) == 10`; in Xcode's log the mark is one of its symbols.
static ISSUE: Pattern = Pattern::new(
    r"Test (?:case passing .*? to )?(?<name>\x22.*\x22|\S+?\(.*?\)|\S+) recorded an issue (?:with .*? )?at (?<path>[^\s:]+\.swift):(?<line>\d+):(?<column>\d+): (?<message>.+)$",
);
static ALONE: Pattern = Pattern::new(r"Test (?<name>\x22.*\x22|\S+?\(.*?\)|\S+) recorded an issue: (?<message>.+)$");
/// The comment of an expectation stands below it.
static COMMENT: Pattern = Pattern::new(r"^(?:↳|\u{100135}) (?<comment>.+)$");
static RUN: Pattern = Pattern::new(
    r"Test run with (?<tests>\d+) tests?(?: in \d+ suites?)? (?<how>failed|passed) after [\d.]+ seconds(?: with (?<issues>\d+) issues?)?",
);
static KNOWN: Pattern = Pattern::new(r"recorded a known issue|recorded a warning");

fn read_swift_testing(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let mut failed: Vec<Failed> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for &at in marked {
            let text = log.text(at);
            let Some(found) = ISSUE.captures(&text).or_else(|| ALONE.captures(&text)).filter(|_| !KNOWN.is_match(&text)) else { continue };
            let mut message = found["message"].trim().to_owned();
            let below = log.text(at + 1);
            if let Some(comment) = COMMENT.captures(bare(&below).trim()) {
                message = format!("{message} ({})", comment["comment"].trim());
            }
            let id = found["name"].trim_matches('"').to_owned();
            if known.insert(id.clone(), at).is_none() {
                failed.push(Failed { test: TestFailure { id, message: Some(message), place: place(&found) }, head: at, line: Some(at) });
            }
        }
        let Some((first, last)) = failed.first().map(|first| first.head).zip(marked.last().copied()) else { continue };
        let lines = Lines::of(log, last..last + BELOW, &Prefix::of(""));
        let run = lines.range().find(|&at| RUN.is_match(lines.get(at)));
        let report = Report::new(first..run.unwrap_or(last) + 1, failed);
        let report = match run.and_then(|at| RUN.captures(lines.get(at))) {
            Some(found) => report.count("tests", number(&found, "tests")),
            None => report.unfinished(),
        };
        reads.extend(report.read());
    }
    reads
}
