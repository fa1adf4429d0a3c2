//! Parcel.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "parcel", literals: &["🚨 Build failed"], read };

static LISTING: Listing = Listing { tool: "Parcel", counted: ("build error", "build errors"), problem, ..Listing::BUILD };

/// `@parcel/core: Failed to resolve './cart' from './src/index.js'`
static MESSAGE: Pattern = Pattern::new(r"^\s*(?<code>@?[\w./-]+): (?<message>\S.*)$");
static PLACE: Pattern = Pattern::new(r"^\s+(?<path>\S+\.\w+):(?<line>\d+):(?<column>\d+)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let (first, text) = (1..5).map(|lines| (lines, line.behind(lines))).find(|(_, text)| !text.trim().is_empty())?;
    let mut seen = Seen::of(line, &MESSAGE.captures(&text)?);
    seen.line = line.at + first;
    seen.lines.end = line.at + first + 1;
    if let Some((more, found)) = (1..5).find_map(|more| Some((more, place(&PLACE.captures(&line.behind(first + more))?)))) {
        seen.problem.place = found;
        seen.lines.end = line.at + first + more + 6;
    }
    Some(seen)
}
