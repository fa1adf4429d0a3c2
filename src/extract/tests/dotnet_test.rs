//! `dotnet test`: the failed tests of all generations of its console, `MSBuild`'s test errors, and Microsoft's testing platform.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::report::{Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "dotnet-test", literals: &["  Failed ", "Failed   ", "  X ", "failed ", "): Error Message: "], read };

static HEADS: [Pattern; 4] = [
    Pattern::new(r"^\s{1,4}(?:Failed|X) (?<name>[^\s:].*?) \[(?:< )?[\d.,]+ ?\w+(?: \d+ ?\w+)*\]\s*$"),
    // Until SDK 2.2 without the time.
    Pattern::new(r"^Failed   (?<name>[A-Za-z_][\w`+]*\.\S.*?)\s*$"),
    Pattern::new(r"^failed (?<name>\S.*?) \((?:\d+(?:ms|s|m|h) ?)+\)$"),
    Pattern::new(
        r"^\s*(?:(?:\d+>)?(?:(?<path>(?:[A-Za-z]:)?[^\s:(][^:(]*)\((?<line>\d+)(?:,\d+)?\): )?error TESTERROR:\s*)?(?<name>\S.*?) \((?:< )?[\d.,]+ ?\w+(?: \d+ ?\w+)*\): Error Message: (?<message>.*?)(?: \[\S+proj(?:::\S+)?\])?$",
    ),
];
static STOPS: [Pattern; 4] = [
    Pattern::new(r"^\s{0,4}(?:Passed|Skipped|passed|skipped|V|!) \S"),
    Pattern::new(r"^(?:Test Run (?:Failed|Aborted)|Test summary: |Test run summary: |Results File: |\S.* failed with \d+ error)"),
    Pattern::new(r"^\[xUnit\.net \d"),
    Pattern::new(r"^\s*(?:\d+>)?\S.*: error TESTERROR:"),
];
static COUNTS: [Pattern; 5] = [
    Pattern::new(
        r"^(?:Failed|Passed|Skipped)! +- Failed: +(?<failed>\d+), Passed: +(?<passed>\d+), Skipped: +(?<skipped>\d+), Total: +\d+",
    ),
    Pattern::new(r"^Total tests: \d+(?:\. Passed: (?<passed>\d+)\. Failed: (?<failed>\d+)\. Skipped: (?<skipped>\d+)\.)?"),
    Pattern::new(r"^\s+(?:Passed: (?<passed>\d+)|Failed: (?<failed>\d+)|Skipped: (?<skipped>\d+))\s*$"),
    Pattern::new(r"^Test summary: total: \d+, failed: (?<failed>\d+), succeeded: (?<passed>\d+), skipped: (?<skipped>\d+)"),
    Pattern::new(r"^\s{2}(?:failed: (?<failed>\d+)|succeeded: (?<passed>\d+)|skipped: (?<skipped>\d+))$"),
];
static MESSAGE: Pattern = Pattern::new(r"^\s*Error Message:\s*(?<message>.*)$");
static STACK: Pattern = Pattern::new(
    r"^\s*(?:Stack Trace:|(?:at|bei|en|à) \S.*\(|--- End of stack trace|Standard Output Messages:|Standard Error Messages:|----- Inner Stack Trace)",
);
static FRAME: Pattern = Pattern::new(r" in (?<path>(?:[A-Za-z]:)?[^:]+):(?:line )?(?<line>\d+)\s*$");
/// Lines of the platform between a head and its message.
static FROM: Pattern = Pattern::new(r"^\s*from \S.*\.(?:dll|exe)\b");
/// What only announces the values below.
static BARE: Pattern = Pattern::new(
    r"Failure(?:: Values differ|: Strings differ|: Collections differ)?$|Expected:? [^.]*$|(?:failed\.|:)$|should be$|^\s*Multiple failures",
);

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reports = ENTRIES.reports(log, marks);
    reports.retain(|report| report.failed.iter().any(|failed| failed.line.is_some()));
    Report::joined(reports, |_| false).into_iter().filter_map(Report::read).collect()
}

fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Option<Told> {
    let head = range.start.saturating_sub(1);
    let place = own_frame(lines, range.clone(), test);
    // On the head itself, in MSBuild's words.
    if let Some(found) = entries.heads.last().and_then(|head_pattern| head_pattern.captures(lines.get(head))) {
        let values = values(lines, head + 1, range.end);
        return Some(Told { line: head, message: joined(&found["message"], &values), place });
    }
    let announced = range.clone().take(12).find(|&at| MESSAGE.is_match(lines.get(at)));
    let (line, first) = if let Some(at) = announced {
        let said = MESSAGE.captures(lines.get(at))?["message"].trim().to_owned();
        if said.is_empty() {
            let next = lines.filled(at + 1..range.end).filter(|&next| !STACK.is_match(lines.get(next)))?;
            (next, lines.get(next).trim().to_owned())
        } else {
            (at, said)
        }
    } else {
        // The platform indents what it says.
        let next = range.clone().find(|&at| !lines.get(at).trim().is_empty() && !FROM.is_match(lines.get(at)))?;
        let text = lines.get(next);
        if !text.starts_with(' ') || STACK.is_match(text) || !lines.get(head).starts_with("failed ") {
            return None;
        }
        (next, text.trim().to_owned())
    };
    let values = values(lines, line + 1, range.end);
    Some(Told { line, message: joined(&first, &values), place })
}

/// What follows a message's first line, up to the stack.
fn values(lines: &Lines<'_>, from: usize, end: usize) -> Vec<String> {
    (from..end.min(from + 8))
        .map(|at| lines.get(at))
        .take_while(|text| !STACK.is_match(text) && !FROM.is_match(text))
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty() && text != "↓ (pos 0)")
        .take(3)
        .collect()
}

fn joined(first: &str, values: &[String]) -> String {
    let compares = values.first().is_some_and(|value| value.starts_with("Expected"));
    if (BARE.is_match(first) || compares) && !values.is_empty() { format!("{first} {}", values.join(", ")) } else { first.to_owned() }
}

/// The first frame with a place that names the test's class, else the first with one.
fn own_frame(lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Place {
    let frames = || range.clone().filter(|&at| STACK.is_match(lines.get(at)) && FRAME.is_match(lines.get(at)));
    let name = test.id.split('(').next().unwrap_or(&test.id);
    let class = name.rsplit_once('.').map_or(name, |(class, _)| class);
    let own = frames().find(|&at| lines.get(at).contains(class)).or_else(|| frames().next());
    own.and_then(|at| FRAME.captures(lines.get(at)).map(|found| place(&found))).unwrap_or_default()
}
