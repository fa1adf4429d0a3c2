//! Deno's test runner: the errors, each under its test's name and place, and the count.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::javascript::first_frame;
use super::lines::Lines;
use super::report::Report;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "deno-test", literals: &[" ERRORS ", " => ./", " => file://"], read };

static ERRORS: Pattern = Pattern::new(r"^\s*ERRORS\s*$");
static HEADS: [Pattern; 1] = [Pattern::new(r"^(?<name>\S.*?) => (?:file://)?(?<path>\.?/\S+?):(?<line>\d+):(?<column>\d+)$")];
static STOPS: [Pattern; 1] = [Pattern::new(r"^\s*FAILURES\s*$|^error: Test failed$")];
static COUNTS: [Pattern; 1] = [Pattern::new(
    r"^FAILED \| (?<passed>\d+) passed(?: \([^)]*\))? \| (?<failed>\d+) failed(?: \([^)]*\))?(?: \| (?<skipped>\d+) (?:ignored|filtered out))?",
)];
static ERROR: Pattern = Pattern::new(r"^error: (?<message>.*)$");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    if !marks.iter().any(|&at| ERRORS.is_match(bare(&log.text(at)))) {
        return Vec::new();
    }
    ENTRIES.reports(log, marks).into_iter().filter_map(Report::read).collect()
}

fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let line = range.clone().take(3).find(|&at| ERROR.is_match(lines.get(at)))?;
    let mut message = ERROR.captures(lines.get(line))?["message"].to_owned();
    let mut differences = (line + 1..range.end.min(line + 20))
        .map(|at| lines.get(at).trim())
        .filter(|text| text.starts_with("-   ") || text.starts_with("+   "));
    if message.ends_with("Values are not equal.") {
        message = std::iter::once(message).chain(differences.by_ref().take(2).map(str::to_owned)).collect::<Vec<_>>().join(" ");
    }
    Some(Told { line, message, place: first_frame(lines, line, range.end).unwrap_or_default() })
}
