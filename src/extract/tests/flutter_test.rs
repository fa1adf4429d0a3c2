//! `dart test` and `flutter test`: each test that failed with what it says, the framework's own block above it for widgets, and the count.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::report::{Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Confidence, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "flutter-test", literals: &[" [E]", "❌ "], read };

/// `00:01 +2 -1: test/shop_test.dart: shop discounts [E]`; on GitHub `❌ test/shop_test.dart: shop discounts (failed)`.
static HEADS: [Pattern; 2] = [
    Pattern::new(r"^\d+:\d\d \+\d+(?: ~\d+)? -\d+: (?<name>\S.*?) \[E\]\s*$"),
    Pattern::new(r"^(?:##\[group\])?❌ (?<name>\S.*?) \(failed\)$"),
];
static STOPS: [Pattern; 2] = [
    Pattern::new(r"^(?:\d+:\d\d \+\d+|✅ |❌ |❎ |To run this test again: |Failing tests:|══╡ EXCEPTION CAUGHT)"),
    Pattern::new(r"^(?:\d+:\d\d \+\d+.*: )?(?:Some tests failed\.|All tests passed!)$"),
];
static COUNTS: [Pattern; 3] = [
    Pattern::new(r"^\d+:\d\d \+(?<passed>\d+)(?: ~(?<skipped>\d+))? -(?<failed>\d+): Some tests failed\.$"),
    Pattern::new(r"^🎉 \d+ tests? passed|^(?<passed>\d+) tests? passed, (?<failed>\d+) failed(?:, (?<skipped>\d+) skipped)?\.?$"),
    Pattern::new(r"^Error: (?<passed>\d+) tests? passed, (?<failed>\d+) failed"),
];
static PLACES: [Pattern; 2] = [
    Pattern::new(r"^\s*(?<path>(?:test|integration_test)/\S+\.dart) (?<line>\d+):(?<column>\d+)\s"),
    Pattern::new(r"\((?:file://)?(?<path>/\S*(?:test|integration_test)/\S+\.dart):(?<line>\d+):(?<column>\d+)\)"),
];
/// Only that a block above says why.
static ABOVE: Pattern = Pattern::new(r"^\s*Test failed\. See exception logs above\.");
static BLOCK: Pattern = Pattern::new(r"══╡ EXCEPTION CAUGHT BY ");
/// Only that there are several blocks.
static SEVERAL: Pattern = Pattern::new(r"^Multiple exceptions \(\d+\) were detected during the running of the current test");
static THROWN: Pattern = Pattern::new(r"^The following .* (?:was thrown|object was thrown)");
static VALUE: Pattern = Pattern::new(r"^(?:Expected|Actual|Which): ");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, places: &PLACES, stops: &STOPS, counts: &COUNTS, id, ..Entries::PLAIN };

/// A block of the framework stands at most so far above the test's name.
const BLOCK_ABOVE: usize = 600;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for mut report in ENTRIES.reports(log, marks) {
        for failed in &mut report.failed {
            let silent = failed.line.is_none_or(|line| ABOVE.is_match(&log.text(line)));
            if let Some(told) = block(log, failed.head).filter(|_| silent) {
                (failed.line, failed.test.message) = (Some(told.line), Some(told.message));
                failed.test.place = told.place;
                report.span.start = report.span.start.min(told.line);
            }
        }
        if report.details.counts.is_empty() {
            report.confidence = Confidence::Medium;
        }
        reads.extend(Report::read(report));
    }
    reads
}

/// What the framework says in its block above a test's name.
fn block(log: &JobLog, head: usize) -> Option<Told> {
    let top = head.saturating_sub(BLOCK_ABOVE);
    let block = |below: usize| (top..below).rev().find(|&at| BLOCK.is_match(&log.text(at)));
    let mut start = block(head)?;
    if (start..head).any(|at| SEVERAL.is_match(&log.text(at))) {
        // The last block only counts those above it, up to the test before; the first of them counts.
        let test = (top..start).rev().find(|&at| STOPS[0].is_match(&log.text(at)) && !BLOCK.is_match(&log.text(at))).unwrap_or(top);
        start = (test..start).find(|&at| BLOCK.is_match(&log.text(at))).unwrap_or(start);
    }
    let lines = Lines::of(log, start..head, &super::lines::Prefix::of(""));
    let thrown = (start..head).find(|&at| THROWN.is_match(lines.get(at)))?;
    let line = lines.filled(thrown + 1..head)?;
    let place = PLACES.iter().find_map(|pattern| (line..head).find_map(|at| pattern.captures(lines.get(at)).map(|found| place(&found))));
    Some(Told { line, message: values(&lines, line, head), place: place.unwrap_or_default() })
}

fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let on_github = lines.get(range.start.saturating_sub(1)).contains('❌');
    let line = lines.filled(range.clone()).filter(|&line| lines.get(line).starts_with(' ') || on_github)?;
    let message = values(lines, line, range.end);
    Some(Told { line, message, place: entries.place(lines, range) })
}

/// A line, and where it compares, the values below.
fn values(lines: &Lines<'_>, line: usize, end: usize) -> String {
    let text = |at: usize| lines.get(at).split_whitespace().collect::<Vec<_>>().join(" ");
    let more = (line + 1..end.min(line + 4)).map(text).take_while(|more| VALUE.is_match(more));
    let first = text(line);
    if VALUE.is_match(&first) { std::iter::once(first).chain(more).collect::<Vec<_>>().join(", ") } else { first }
}

/// A name without its file: `--plain-name` takes it so.
fn id(name: &str) -> String {
    let name = name.strip_prefix('/').map_or(name, |path| path);
    match name.split_once(".dart: ") {
        Some((_, name)) => name.trim_start_matches("[VM, Kernel] ").to_owned(),
        None => name.to_owned(),
    }
}
