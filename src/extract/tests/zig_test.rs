//! `zig test`, by itself and under `zig build test`.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::report::{Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "zig-test", literals: &[".test.", " test.", "' failed: "], read };

/// `2/3 test.discounts... expected 10, found 9`, then `FAIL (TestExpectedEqual)`; the build runner: `error: 'shop.test.discounts' failed: expected 10, found 9`.
static HEADS: [Pattern; 2] = [
    Pattern::new(r"^(?:Test \[)?\d+/\d+\]? (?<name>\S*test[.\s]\S.*?)\.\.\. ?(?<said>[^O\s].*)$"),
    Pattern::new(r"^error: '(?<name>\S*test\S.*?)' failed: (?<said>.*)$"),
];
static STOPS: [Pattern; 1] = [Pattern::new(r"^(?:Test \[)?\d+/\d+\]? |^error: ")];
static COUNTS: [Pattern; 1] =
    [Pattern::new(r"^(?:(?<passed>\d+) passed; (?<skipped>\d+) skipped; (?<failed>\d+) failed\.|error: while executing test '.*)$")];
static FAIL: Pattern = Pattern::new(r"FAIL(?: \((?<error>\w+)\)| \[?)");
static FRAME: Pattern = Pattern::new(r"^(?<path>\S+\.zig):(?<line>\d+):(?<column>\d+): 0x[0-9a-f]+ in ");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, id, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reports = ENTRIES.reports(log, marks);
    for report in &mut reports {
        report.failed.retain(|failed| failed.line.is_some());
    }
    Report::joined(reports, |_| false).into_iter().filter_map(Report::read).collect()
}

fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let head = range.start.saturating_sub(1);
    let found = entries.heads.iter().find_map(|pattern| pattern.captures(lines.get(head)))?;
    let said = found["said"].trim().to_owned();
    let fail = (head..range.end.min(head + 30)).find_map(|at| FAIL.captures(lines.get(at)));
    let built = lines.get(head).starts_with("error: ");
    if fail.is_none() && !built {
        return None;
    }
    let error = fail.and_then(|fail| fail.name("error").map(|error| error.as_str().to_owned()));
    let message = match error {
        Some(error) if said.starts_with("FAIL") => error,
        Some(error) => format!("{said} ({error})"),
        None => said,
    };
    let frames = range.filter(|&at| FRAME.is_match(lines.get(at)));
    let own = frames
        .filter_map(|at| FRAME.captures(lines.get(at)).map(|found| place(&found)))
        .find(|place| place.path.as_deref().is_some_and(|path| !path.contains("/lib/std/")));
    Some(Told { line: head, message, place: own.unwrap_or_default() })
}

/// `--test-filter` takes the name behind the module's.
fn id(name: &str) -> String {
    name.split_once("test.").map_or(name, |(_, name)| name).to_owned()
}
