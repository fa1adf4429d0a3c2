//! Perl's `Test::More`, and what prove says of scripts that end too early.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::report::{Failed, Report};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "prove", literals: &["#   Failed test ", "Dubious, test returned ", "Test Summary Report"], read };

static HEADS: [Pattern; 2] = [
    Pattern::new(r"^\s*#   Failed test '(?<name>.*)'(?: at (?<path>\S+) line (?<line>\d+)\.)?$"),
    Pattern::new(r"^\s*#   Failed test at (?<path>\S+) line (?<line>\d+)\.$"),
];
static PLACES: [Pattern; 1] = [Pattern::new(r"^\s*#   (?:in .*)?at (?<path>\S+) line (?<line>\d+)\.$")];
static STOPS: [Pattern; 2] = [Pattern::new(r"^\s*# Looks like you |^\S+ \.{2,} |^\s*(?:not )?ok \d+"), Pattern::new(r"^\s*$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*Result: (?:FAIL|PASS|NOTESTS)$")];
static VALUES: Pattern = Pattern::new(r"^\s*#\s+(?<value>\S.*)$");
/// What only leads to the values.
static INTRODUCTION: Pattern = Pattern::new(r"^\s*#\s+(?:Structures begin differing at:|Tried to (?:use|require) '.*'\.)$");
/// `t/store.t (Wstat: 65280 (exited 255) Tests: 1 Failed: 0)`
static SCRIPT: Pattern = Pattern::new(r"^(?<path>\S+)\s+\(Wstat: \d+.*Tests: \d+ Failed: (?<failed>\d+)\)$");
static DUBIOUS: Pattern = Pattern::new(r"^(?:Dubious, test returned \d+|No subtests run|Failed \d+/\d+ subtests)");
static DIED: Pattern = Pattern::new(r"^(?<message>.*?)(?: at (?<path>\S+) line (?<line>\d+)\.?)?$");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, places: &PLACES, stops: &STOPS, counts: &COUNTS, longest: 40, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let mut report: Option<Report> = None;
        for found in ENTRIES.reports(log, marked) {
            match &mut report {
                Some(report) => {
                    report.span.end = found.span.end;
                    report.failed.extend(found.failed);
                }
                None => report = Some(found),
            }
        }
        let summary = marked.iter().copied().rfind(|&at| bare(&log.text(at)).starts_with("Test Summary Report"));
        let died: Vec<Failed> = summary.map(|at| scripts(log, marked, at)).unwrap_or_default();
        let start = report.as_ref().map(|report| report.span.start).or(died.first().and_then(|failed| failed.line)).or(summary);
        let Some(start) = start else { continue };
        let mut report = report.unwrap_or_else(|| Report::new(start..start + 1, Vec::new()));
        report.failed.extend(died);
        if let Some(at) = summary {
            report.span.end = report.span.end.max(at + 1);
            report.confidence = crate::model::Confidence::High;
        }
        for failed in &mut report.failed {
            if failed.test.id.is_empty() {
                let Place { path, line, .. } = &failed.test.place;
                failed.test.id = format!("{}:{}", path.as_deref().unwrap_or_default(), line.unwrap_or_default());
            }
        }
        reads.extend(report.read());
    }
    reads
}

/// The scripts of the summary that failed without a failed test.
fn scripts(log: &JobLog, marks: &[usize], summary: usize) -> Vec<Failed> {
    let mut failed = Vec::new();
    for at in summary + 1..summary + 200 {
        let text = log.text(at);
        let own = bare(&text);
        if own.starts_with("Result: ") || own.starts_with("Files=") {
            break;
        }
        let Some(script) = SCRIPT.captures(own).filter(|script| &script["failed"] == "0") else { continue };
        let path = script["path"].to_owned();
        let told = marks.iter().copied().filter(|&mark| mark < summary).find_map(|mark| died(log, mark, &path));
        let (line, message) = told.unzip();
        let place = Place { path: Some(path.clone()), ..Place::default() };
        failed.push(Failed { test: TestFailure { id: path, message, place }, head: at, line });
    }
    failed
}

/// What a script said before it ended: above prove's line for it.
fn died(log: &JobLog, dubious: usize, path: &str) -> Option<(usize, String)> {
    if !DUBIOUS.is_match(bare(&log.text(dubious))) {
        return None;
    }
    let named = (dubious.saturating_sub(40)..dubious).rev().find(|&at| {
        let text = log.text(at);
        let own = bare(&text);
        own.starts_with(path) && own[path.len()..].trim_start().starts_with("..")
    })?;
    (named.saturating_sub(8)..named).rev().find_map(|at| {
        let text = log.text(at);
        let own = bare(&text).trim();
        let said = !own.is_empty() && !own.starts_with('#') && !own.starts_with("ok ") && !own.contains(" .. ") && DIED.is_match(own);
        said.then(|| (at, own.to_owned()))
    })
}

/// The values below a test, or that it is not true.
fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let place = entries.place(lines, range.clone());
    let values: Vec<(usize, String)> = range
        .filter_map(|at| {
            let text = lines.get(at);
            if PLACES[0].is_match(text) || INTRODUCTION.is_match(text) {
                return None;
            }
            let value = VALUES.captures(text)?["value"].split_whitespace().collect::<Vec<_>>().join(" ");
            Some((at, value))
        })
        .take(3)
        .collect();
    let line = values.first()?.0;
    let message = values.into_iter().map(|(_, value)| value).collect::<Vec<_>>().join(", ");
    Some(Told { line, message, place })
}
