//! hspec, Haskell's test runner: numbered failures, each with the command that runs it again.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "hspec", literals: &["To rerun use: --match "], read };

static AGAIN: Pattern = Pattern::new(r#"^(?<prefix>.*?)  To rerun use: --match "(?<id>.*?)"(?: --seed.*)?$"#);
static HEAD: Pattern = Pattern::new(r"^\s+\d+\) \S");
static PLACE: Pattern = Pattern::new(r"^\s+(?<path>[^\s:]+\.l?hs):(?<line>\d+):(?<column>\d+): ?$");
static COUNTS: Pattern = Pattern::new(r"^(?<examples>\d+) examples?, (?<failed>\d+) failures?");

/// One failure has at most so many lines.
const LONG: usize = 200;
/// The counts stand so near below the last.
const BELOW: usize = 12;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut failed: Vec<Failed> = Vec::new();
    for &at in marks {
        let text = log.text(at);
        let Some(found) = AGAIN.captures(&text) else { continue };
        let lines = Lines::around(log, at, at.saturating_sub(LONG)..at + BELOW, &Prefix::of(&found["prefix"]));
        let Some(head) = (lines.range().start..at).rev().find(|&line| HEAD.is_match(lines.get(line))) else { continue };
        let line = lines.filled(head + 1..at);
        let message = line.map(|line| lines.get(line).trim().to_owned());
        let there = PLACE.captures(lines.get(head.saturating_sub(1))).map_or_else(Place::default, |found| place(&found));
        let test = TestFailure { id: found["id"].trim_matches('/').to_owned(), message, place: there };
        failed.push(Failed { test, head, line });
        if let Some((end, counts)) = (at..lines.end()).find_map(|line| Some((line, COUNTS.captures(lines.get(line))?))) {
            let start = failed.first().map_or(head, |first| first.head);
            let report = Report::new(start..end + 1, std::mem::take(&mut failed));
            reads.extend(report.count("failed", number(&counts, "failed")).count("run", number(&counts, "examples")).read());
        }
    }
    let ends = failed.first().map(|first| first.head).zip(failed.last().map(|last| last.head + 1));
    reads.extend(ends.and_then(|(start, end)| Report::new(start..end, failed).unfinished().read()));
    reads
}
