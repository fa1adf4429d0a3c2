//! SWC, alone or inside Next.js and Parcel.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "swc", literals: &["╭─[", " ,-["], read };

static LISTING: Listing = Listing { tool: "SWC", counted: ("syntax error", "syntax errors"), problem, ..Listing::BUILD };

static PLACE: Pattern = Pattern::new(r"^\s*(?:╭─|,-)\[(?<path>\S[^:\]]*(?::[\\/][^:\]]*)?):(?<line>\d+):(?<column>\d+)\]$");
static MESSAGE: Pattern = Pattern::new(r"^\s*[×x] (?<message>\S.*)$");
/// oxlint's, which name their rule.
static RULE: Pattern = Pattern::new(r"^[\w-]+\([\w/-]+\): ");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let at = place(&PLACE.captures(line.text)?);
    let above = line.log.text(line.at.checked_sub(1)?);
    let found = MESSAGE.captures(crate::extract::lead::bare(&above))?;
    if RULE.is_match(&found["message"]) {
        return None;
    }
    let mut seen = Seen::of(line, &found);
    seen.problem.place = at;
    seen.line = line.at - 1;
    seen.lines = line.at - 1..line.at + 1;
    Some(seen)
}
