//! Node's own test runner: its spec reporter's list of failing tests, and its TAP.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::javascript::{first_frame, message};
use super::lines::{Lines, Prefix};
use super::report::{number, place};
use super::tap::read_of;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "node-test", literals: &["✖ failing tests:", "not ok "], read };

static LIST: Pattern = Pattern::new(r"^✖ failing tests:$");
static HEADS: [Pattern; 1] = [Pattern::new(r"^\s*✖ (?<name>.*?) \([\d.]+ms\)$")];
static STOPS: [Pattern; 1] = [Pattern::new(r"^\s*(?:test at (?<path>.+?):(?<line>\d+):(?<column>\d+)|✖ .* # (?:TODO|SKIP).*)$")];
static COUNT: Pattern = Pattern::new(r"^ℹ (?:pass (?<passed>\d+)|fail (?<failed>\d+)|skipped (?<skipped>\d+))$");
/// They say that something inside failed, or nothing.
static SILENT: Pattern = Pattern::new(r"^\s*'?(?:\d+ subtests? failed|test failed)'?$");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, ..Entries::PLAIN };

/// The counts stand right above the list.
const COUNTS: usize = 14;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut tap = Vec::new();
    for (index, &at) in marks.iter().enumerate() {
        let text = log.text(at);
        let own = bare(&text);
        if !LIST.is_match(own) {
            tap.push(at);
            continue;
        }
        let end = marks.get(index + 1).copied().unwrap_or(log.len()).min(at + 20_000);
        let prefix = Prefix::of(&text[..text.len() - own.len()]);
        let lines = Lines::around(log, at, at.saturating_sub(COUNTS)..end, &prefix);
        let heads: Vec<usize> = (at + 1..lines.end())
            .take_while(|&at| !lines.get(at).starts_with("##["))
            .filter(|&at| HEADS[0].is_match(lines.get(at)))
            .collect();
        for mut report in ENTRIES.reports(log, &heads) {
            report.failed.retain(|failed| failed.line.is_some() || failed.test.message.is_none());
            report.confidence = crate::model::Confidence::High;
            report.span.start = report.span.start.min(at);
            for line in at.saturating_sub(COUNTS)..at {
                if let Some(found) = COUNT.captures(lines.get(line)) {
                    for what in ["passed", "failed", "skipped"] {
                        report = report.count(what, number(&found, what));
                    }
                }
            }
            reads.extend(report.read());
        }
    }
    reads.extend(read_of(log, &tap, true));
    reads
}

fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let head = range.start.saturating_sub(1);
    let mut at = STOPS[0].captures(lines.get(head.saturating_sub(1))).map(|found| place(&found)).unwrap_or_default();
    let line = lines.filled(range.clone())?;
    if SILENT.is_match(lines.get(line)) {
        return None;
    }
    if let Some(frame) = first_frame(lines, line, range.end) {
        at = frame;
    }
    Some(Told { line, message: message(lines, line), place: at })
}
