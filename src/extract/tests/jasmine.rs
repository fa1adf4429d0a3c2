//! Jasmine on Node.js: numbered failures with their message and stack.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::javascript::first_frame;
use super::lines::Lines;
use super::report::{Failed, Report, number};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "jasmine", literals: &["  Message:"], read };

static MESSAGE: Pattern = Pattern::new(r"^  Message:$");
static HEADS: [Pattern; 1] = [Pattern::new(r"^\d+\) (?<name>\S.*)$")];
static STOPS: [Pattern; 1] = [Pattern::new(r"^(?:Pending:|Incomplete: |Finished in |Ran \d+ of )")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?<specs>\d+) specs?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending specs?)?")];

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    // A head says too little to start at: its message stands on the next line.
    let heads: Vec<usize> = marks.iter().filter(|&&at| MESSAGE.is_match(bare(&log.text(at)))).filter_map(|at| at.checked_sub(1)).collect();
    ENTRIES.reports(log, &heads).into_iter().filter_map(Report::read).collect()
}

fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let label = range.clone().take(2).find(|&at| MESSAGE.is_match(lines.get(at)))?;
    let line = lines.filled(label + 1..range.end)?;
    let place = first_frame(lines, line, range.end).unwrap_or_default();
    Some(Told { line, message: lines.get(line).trim().to_owned(), place })
}

pub(super) const KARMA: Extractor = Extractor { name: "karma", literals: &[" FAILED", ") ERROR"], read: read_karma };

/// `Chrome Headless 120.0.0.0 (Linux x86_64) shop discounts FAILED`
static KARMA_HEAD: Pattern = Pattern::new(r"^(?:\x1b\[\w+)*(?<browser>[A-Z][\w ]* [\d.]+ \([^)]*\)):? (?<name>\S.*?) FAILED$");
static KARMA_ERROR: Pattern = Pattern::new(r"^(?:[A-Z][\w ]* [\d.]+ \([^)]*\)) ERROR$");
static KARMA_COUNT: Pattern = Pattern::new(
    r"Executed (?<done>\d+) of (?<tests>\d+) ?(?:\((?<failed>\d+) FAILED\))?(?: \(?(?:skipped (?<skipped>\d+))\)?)?(?: ERROR)?",
);

fn read_karma(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let mut failed: Vec<Failed> = Vec::new();
        let mut counted = None;
        for &at in marked {
            let text = log.text(at);
            let own = bare(&text);
            if let Some(found) = KARMA_COUNT.captures(own) {
                counted = number(&found, "failed").or(counted);
                if !own.ends_with(" FAILED") && !own.ends_with(" ERROR") {
                    continue;
                }
            }
            let name = match KARMA_HEAD.captures(own) {
                Some(found) => found["name"].to_owned(),
                None if KARMA_ERROR.is_match(own) => String::new(),
                None => continue,
            };
            let lines = Lines::of(log, at..at + 40, &super::lines::Prefix::of(&text[..text.len() - own.len()]));
            failed.extend(karma_entry(&lines, at, name));
        }
        let mut seen = std::collections::HashSet::new();
        failed.retain(|failed| seen.insert(failed.test.id.clone()));
        let Some((first, last)) = failed.first().zip(failed.last()).map(|(first, last)| (first.head, last.line.unwrap_or(last.head)))
        else {
            continue;
        };
        let end = marked.last().map_or(last, |&at| at.max(last)) + 1;
        reads.extend(Report::new(first..end, failed).count("failed", counted).read());
    }
    reads
}

/// A test and its message, indented by a tab; or a script that does not load.
fn karma_entry(lines: &Lines<'_>, at: usize, name: String) -> Option<Failed> {
    let mut line = lines.filled(at + 1..at + 4).filter(|&line| lines.get(line).starts_with(['\t', ' ']))?;
    if lines.get(line).trim_start().starts_with("An error was thrown in ") {
        line = lines.filled(line + 1..line + 3)?;
    }
    let message = lines.get(line).trim().to_owned();
    let end = (line + 1..lines.end()).find(|&next| !lines.get(next).starts_with(['\t', ' '])).unwrap_or(lines.end());
    let place = first_frame(lines, line, end).unwrap_or_default();
    let id = if name.is_empty() { place.path.clone().unwrap_or_else(|| "load".to_owned()) } else { name };
    Some(Failed { test: TestFailure { id, message: Some(message), place }, head: at, line: Some(line) })
}
