//! `ScalaTest`, specs2 and munit through sbt, and `ScalaTest`'s own reporter under Maven.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::report::{Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "scalatest", literals: &["*** FAILED ***", "[error]   x ", "[error]   ! ", "==> X "], read };

static HEADS: [Pattern; 3] = [
    // ScalaTest: `[info] - should add *** FAILED *** (12 milliseconds)`
    Pattern::new(r"^(?:\[info\] |\[error\] )?\s*-? ?(?<name>\S.*?) \*\*\* FAILED \*\*\*(?: \(.*\))?\s*$"),
    // specs2: `[error]   x add two prices`
    Pattern::new(r"^\[error\]\s+[x!] (?<name>\S.*)$"),
    // munit: `==> X com.acme.BasketSuite.discounts  0.01s munit.ComparisonFailException: …`
    Pattern::new(r"^(?:\[(?:error|info)\] )?==> X (?<name>\S.*?)\s+[\d.]+m?s(?: (?<message>\S.*))?$"),
];
static STOPS: [Pattern; 2] = [
    Pattern::new(r"^(?:\[info\] |\[error\] )?\s*(?:- \S|\+ \S|Run completed in |[A-Z]\w*(?:Spec|Test|Suite|Specs)s?:?$)"),
    Pattern::new(r"^\[(?:info|error)\] (?:Failed: |Failed tests:|Passed: |Total for |Tests: )"),
];
static COUNTS: [Pattern; 3] = [
    Pattern::new(r"^(?:\[info\] )?Tests: succeeded (?<passed>\d+), failed (?<failed>\d+), canceled \d+, ignored (?<skipped>\d+)"),
    Pattern::new(r"^\[(?:error|info)\] (?:Failed|Error): Total \d+, Failed (?<failed>\d+), Errors (?<errors>\d+), Passed (?<passed>\d+)"),
    Pattern::new(r"^\[(?:error|info)\] \d+ examples?, (?:\d+ expectations?, )?(?<failed>\d+) failures?, (?<errors>\d+) errors?"),
];
static LEVEL: Pattern = Pattern::new(r"^\[(?:info|error)\] ?");
/// `9 did not equal 10 (BasketSpec.scala:14)`, specs2's `9 != 10 (BasketSpec.scala:14)`.
static PLACE: Pattern = Pattern::new(r"\((?<path>[\w./-]+\.scala):(?<line>\d+)\)");

static AT: Pattern = Pattern::new(r"^(?<name>[\w.]+): (?<path>\S+\.scala):(?<line>\d+)$");
static SOURCE: Pattern = Pattern::new(r"^\d+:");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, longest: 60, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    Report::joined(ENTRIES.reports(log, marks), |_| false).into_iter().filter_map(Report::read).collect()
}

fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let plain = |at: usize| {
        let text = lines.get(at);
        LEVEL.find(text).map_or(text, |level| &text[level.end()..])
    };
    let at = range.clone().find_map(|at| PLACE.captures(plain(at)).map(|found| place(&found))).unwrap_or_default();
    let head = range.start.saturating_sub(1);
    if let Some(message) =
        entries.heads.iter().find_map(|pattern| Some(pattern.captures(lines.get(head))?.name("message")?.as_str().to_owned()))
    {
        // munit: what differs stands below the source.
        if let Some(found) = AT.captures(&message)
            && let Some(line) = range.clone().find(|&at| !plain(at).trim().is_empty() && !SOURCE.is_match(plain(at)))
        {
            let message = format!("{}: {}", &found["name"], plain(line).trim());
            return Some(Told { line, message, place: place(&found) });
        }
        return Some(Told { line: head, message, place: at });
    }
    let line = range.clone().find(|&at| !plain(at).trim().is_empty())?;
    let message = PLACE.find(plain(line)).map_or(plain(line), |found| &plain(line)[..found.start()]).trim();
    Some(Told { line, message: message.trim_end_matches(" (").to_owned(), place: at })
}
