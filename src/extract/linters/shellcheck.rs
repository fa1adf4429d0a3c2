//! `ShellCheck`: for a terminal, and as GCC prints.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "shellcheck", literals: &["^ SC", "-- SC", " [SC1", " [SC2", " [SC3"], read };

static LISTING: Listing = Listing { tool: "ShellCheck", counted: ("problem", "problems"), problem, ..Listing::LINT };

/// Before 0.7.2 without a level.
static MARK: Pattern = Pattern::new(r"^\s*\^-*-?\^? (?:-- )?(?<code>SC\d{4})(?: \(\w+\))?: (?<message>.+)$");
static PLACE: Pattern = Pattern::new(r"^\s*In (?<path>\S.*) line (?<line>\d+):$");
static GCC: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>[^\s:]+):(?<line>\d+):(?<column>\d+): (?:error|warning|note|info|style): (?<message>.+) \[(?<code>SC\d{4})\]$",
);

/// Several marks may stand under one line.
const MARKS: usize = 12;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = GCC.captures(line.text) {
        return Some(Seen::of(line, &found));
    }
    let mut seen = Seen::of(line, &MARK.captures(line.text)?);
    let (lines, at) = (1..MARKS.min(line.at + 1)).find_map(|lines| {
        let above = line.log.text(line.at - lines);
        PLACE.captures(crate::extract::lead::bare(&above)).map(|found| (lines, place(&found)))
    })?;
    seen.problem.place = at;
    seen.lines.start = line.at - lines;
    Some(seen)
}
