//! `Test`, Julia's test runner.

use std::ops::Range;

use super::entries::{Entries, Told, first_line};
use super::lines::Lines;
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "julia-test", literals: &[": Test Failed at ", ": Error During Test at "], read };

static HEADS: [Pattern; 2] = [
    Pattern::new(r"^(?<name>\S.*?): Test Failed at (?<path>.+?):(?<line>\d+)$"),
    Pattern::new(r"^(?<name>\S.*?): Error During Test at (?<path>.+?):(?<line>\d+)$"),
];
/// What stands above an exception.
static SKIP: [Pattern; 1] =
    [Pattern::new(r"^\s*(?:Test threw exception|Got exception outside of a @test|Unexpected Pass|Expression: .*)$")];
static STOPS: [Pattern; 2] = [Pattern::new(r"^\s*Stacktrace:$"), Pattern::new(r"^Test Summary:|^ERROR: ")];
static COUNTS: [Pattern; 1] = [Pattern::new(
    r"^(?:ERROR: )?(?:LoadError: )?Some tests did not pass: (?<passed>\d+) passed, (?<failed>\d+) failed, (?<errors>\d+) errored",
)];

static ENTRIES: Entries = Entries { heads: &HEADS, tell, skip: &SKIP, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    ENTRIES.reports(log, marks).into_iter().filter_map(super::report::Report::read).collect()
}

/// Of a test that failed its expression, of one that threw its exception.
fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Option<Told> {
    if HEADS[1].is_match(lines.get(range.start.saturating_sub(1))) {
        return first_line(entries, lines, range, test).map(|told| Told { place: test.place.clone(), ..told });
    }
    let line = lines.filled(range.clone())?;
    let mut message = lines.get(line).trim().trim_start_matches("Expression: ").to_owned();
    if let Some(value) = lines.get(line + 1).trim().strip_prefix("Evaluated: ") {
        message = format!("{message}, evaluated: {value}");
    }
    Some(Told { line, message, place: Place::clone(&test.place) })
}
