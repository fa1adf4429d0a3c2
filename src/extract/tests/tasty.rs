//! tasty, Haskell's tree of tests: each that failed says how it is run again.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "tasty", literals: &["to rerun this test only."], read };

static AGAIN: Pattern = Pattern::new(r"^(?<prefix>\S+> )?(?<indent> *)Use -p '(?<id>.*)' to rerun this test only\.$");
/// `    round trips:       FAIL (0.02s)`
static HEAD: Pattern = Pattern::new(r"^ *(?<name>\S.*?): +FAIL(?: \(\d[\d.]*m?s\))?$");
/// `test/Codec.hs:41:` stands above what an assertion says.
static PLACE: Pattern = Pattern::new(r"^ *(?<path>[^\s:]+\.l?hs):(?<line>\d+):(?:(?<column>\d+):?)?$");
static COUNT: Pattern = Pattern::new(r"^(?<failed>\d+) out of (?<tests>\d+) tests failed");

/// A failure has at most so many lines.
const LONGEST: usize = 200;
/// The count stands at most so far behind the last failure.
const COUNTED: usize = 5_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let Some(&last) = marked.last() else { continue };
        let failed: Vec<Failed> = marked.iter().filter_map(|&at| failure(log, at)).collect();
        let Some(start) = failed.first().map(|failed| failed.head) else { continue };
        let lines = Lines::of(log, last..last + COUNTED, &prefix(log, last));
        let end = (last..lines.end()).find(|&at| COUNT.is_match(lines.get(at)));
        let mut report = Report::new(start..end.unwrap_or(last) + 1, failed);
        if let Some(found) = end.and_then(|at| COUNT.captures(lines.get(at))) {
            report = report.count("failed", number(&found, "failed")).count("tests", number(&found, "tests"));
        }
        reads.extend(report.read());
    }
    reads
}

fn prefix(log: &JobLog, at: usize) -> Prefix {
    let text = log.text(at);
    let found = AGAIN.captures(&text);
    Prefix::of(found.as_ref().and_then(|found| found.name("prefix")).map_or("", |prefix| prefix.as_str()))
}

fn failure(log: &JobLog, again: usize) -> Option<Failed> {
    let text = log.text(again);
    let found = AGAIN.captures(&text)?;
    let indent = found["indent"].len();
    let lines = Lines::around(log, again, again.saturating_sub(LONGEST)..again, &prefix(log, again));
    let head = lines.range().rev().find(|&at| {
        let text = lines.get(at);
        HEAD.is_match(text) && text.len() - text.trim_start().len() < indent
    })?;
    let name = HEAD.captures(lines.get(head))?["name"].to_owned();
    let at = (head + 1..again).find_map(|at| PLACE.captures(lines.get(at)).map(|found| place(&found)));
    let mut told = (head + 1..again).filter(|&at| !lines.get(at).trim().is_empty() && !PLACE.is_match(lines.get(at)));
    let line = told.next();
    let message = line.map(|line| {
        let text = |at: usize| lines.get(at).split_whitespace().collect::<Vec<_>>().join(" ");
        let got = told.next().map(text).filter(|more| more.starts_with("but got:"));
        got.map_or_else(|| text(line), |got| format!("{}, {got}", text(line)))
    });
    let place = at.unwrap_or_else(Place::default);
    Some(Failed { test: TestFailure { id: name, message, place }, head, line })
}
