//! mypy.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, Tally, number};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "mypy", literals: python_literals!["Found ", "Success: no issues found", "mypy: error: ", "mypy: can't read"], read };

static LISTING: Listing = Listing { tool: "mypy", counted: ("type error", "type errors"), problem, summary, ..Listing::LINT };

static ROW: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+\.pyi?):(?<line>\d+):(?:(?<column>\d+):)?(?:\d+:\d+:)? error: (?<message>.+?)(?:  ?\[(?<code>[a-z][\w-]+)\])?\s*$",
);
static GLOBAL: Pattern =
    Pattern::new(r"^(?:mypy: (?:error: )?|error: )(?<message>(?:can't read|Cannot find|No |unrecognized|Source file found twice).+)$");
static COUNT: Pattern = Pattern::new(r"^Found (?<errors>\d+) errors? in \d+ files?");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn summary(text: &str) -> Option<Tally> {
    if text.starts_with("Success: no issues found") {
        return Some(Tally::Clean);
    }
    let count = COUNT.captures(text)?;
    Some(Tally::Failed(number(&count, "errors"), None))
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = ROW.captures(line.text).or_else(|| GLOBAL.captures(line.text))?;
    Some(Seen::of(line, &found))
}
