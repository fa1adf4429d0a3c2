//! busted, Lua's test runner.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "busted", literals: &["Failure → ", "Error → ", "Failure -> ", "Error -> "], read };

static HEADS: [Pattern; 1] = [Pattern::new(r"^(?:Failure|Error) (?:→|->) (?<name>(?<path>\S+) @ (?<line>\d+))$")];
static STOPS: [Pattern; 1] = [Pattern::new(r"^(?:Pending|Failure|Error) (?:→|->) |^luarocks|^make")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?<passed>\d+) success(?:es)? / (?<failed>\d+) failures? / (?<errors>\d+) errors? / ")];
static MESSAGE: Pattern = Pattern::new(r"^(?<path>[^\s:]+\.(?:lua|moon)):(?<line>\d+): (?<message>\S.*)$");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    ENTRIES.reports(log, marks).into_iter().filter_map(super::report::Report::read).collect()
}

/// The test's name stands below its place, and below that what is wrong.
fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Option<Told> {
    let name = lines.filled(range.clone())?;
    let line = lines.filled(name + 1..range.end)?;
    let text = lines.get(line).trim();
    let Some(found) = MESSAGE.captures(text) else { return Some(Told { line, message: text.to_owned(), place: test.place.clone() }) };
    let place = Place { path: Some(found["path"].to_owned()), line: found["line"].parse().ok(), column: None };
    Some(Told { line, message: found["message"].to_owned(), place })
}
