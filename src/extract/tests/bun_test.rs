//! Bun's test runner: what is wrong stands above the line that names the test.

use super::javascript::{frame, message};
use super::lines::{Lines, Prefix};
use super::report::{Failed, Report};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "bun-test", literals: &["(fail) ", "✗ "], read };

static FAILED: Pattern = Pattern::new(r"^(?:\(fail\)|✗) (?<name>\S.*?)(?: \[[\d.]+m?s\])?$");
static ENDED: Pattern = Pattern::new(r"^(?:\((?:pass|fail|skip|todo)\)|[✓✗»]) |^\S+\.(?:test|spec)\.\w+:$|^bun test v|_test_\S*:$");
static ERROR: Pattern = Pattern::new(r"^(?:error: .*|\w*Error: .*|error$)$");
static TIMED_OUT: Pattern = Pattern::new(r"^\s+\^ (?<message>this test (?:timed out|is marked).*)$");
static COUNT: Pattern = Pattern::new(r"^ *(?<number>\d+) (?<what>pass|fail|skip|error)s?$");

const ABOVE: usize = 300;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let mut failed: Vec<Failed> = Vec::new();
        for &at in marked {
            let text = log.text(at);
            let own = bare(&text);
            let Some(found) = FAILED.captures(own) else { continue };
            let lines = Lines::around(log, at, at.saturating_sub(ABOVE)..at + 2, &Prefix::of(&text[..text.len() - own.len()]));
            let id = found["name"].to_owned();
            if !failed.iter().any(|known| known.test.id == id) {
                failed.push(entry(&lines, at, id));
            }
        }
        let Some((first, last)) = failed.first().map(|first| first.line.unwrap_or(first.head)).zip(marked.last().copied()) else {
            continue;
        };
        let mut report = Report::new(first..last + 1, failed);
        let mut counted = false;
        for at in last..(last + 60).min(log.len()) {
            let text = log.text(at);
            if let Some(found) = COUNT.captures(bare(&text)) {
                let what = match &found["what"] {
                    "pass" => "passed",
                    "fail" => "failed",
                    "skip" => "skipped",
                    _ => "errors",
                };
                report = report.count(what, found["number"].parse().ok());
                report.span.end = at + 1;
                counted = true;
            }
        }
        if !counted {
            report = report.unfinished();
        }
        // The mark alone is that of many tools.
        let own = log.text(last).contains("(fail) ");
        reads.extend(report.read().filter(|read| counted || own && read.depth == Depth::Why));
    }
    reads
}

fn entry(lines: &Lines<'_>, at: usize, id: String) -> Failed {
    let start =
        (lines.range().start..at).rev().find(|&above| ENDED.is_match(lines.get(above))).map_or(lines.range().start, |above| above + 1);
    let mut test = TestFailure { id, ..TestFailure::default() };
    if let Some(found) = TIMED_OUT.captures(lines.get(at + 1)) {
        test.message = Some(found["message"].to_owned());
        return Failed { test, head: at, line: Some(at + 1) };
    }
    let line = (start..at).find(|&above| ERROR.is_match(lines.get(above)));
    if let Some(line) = line {
        let said = lines.get(line).strip_prefix("error: ").filter(|said| said.starts_with("expect("));
        test.message = Some(match said {
            Some(_) => values(lines, line, at),
            None => message(lines, line),
        });
        test.place = (line..at).find_map(|at| frame(lines.get(at))).unwrap_or_else(Place::default);
    }
    Failed { test, head: at, line }
}

/// An expectation with its values below.
fn values(lines: &Lines<'_>, line: usize, end: usize) -> String {
    let found = (line + 1..end.min(line + 8))
        .map(|at| lines.get(at))
        .filter(|text| text.starts_with("Expected") || text.starts_with("Received"))
        .take(2);
    std::iter::once(lines.get(line).trim_start_matches("error: ")).chain(found).collect::<Vec<_>>().join("; ")
}
