//! gfortran: the place, the source with a mark below it, and then what is wrong.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "gfortran", literals: &["Error: "], read };

static LISTING: Listing = Listing { tool: "gfortran", problem, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(r"^(?:Fatal )?Error: (?<message>.+?)(?: \[(?<code>-W[\w+=-]+)\])?$");
/// Before version 5 a point stood between line and column.
static PLACE: Pattern =
    Pattern::new(r"^(?:.*\s)?(?<path>[^\s:]+\.(?i:f|for|ftn|f\d\d|fpp|fypp|inc|h)):(?<line>\d+)[.:](?<column>\d+)(?:-\d+)?:$");

/// A place stands at most so far above what is wrong there: the source, perhaps of two places.
const ABOVE: usize = 9;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = PROBLEM.captures(line.text)?;
    let mut seen = Seen::of(line, &found);
    for at in (line.at.saturating_sub(ABOVE)..line.at).rev() {
        let text = line.log.text(at);
        if let Some(found) = PLACE.captures(bare(&text)) {
            seen.problem.place = place(&found);
            seen.lines.start = at;
            return Some(seen);
        }
    }
    None
}
