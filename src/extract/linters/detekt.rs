//! detekt.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::extract::pattern::Pattern;
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "detekt", literals: &[".kt:", "weighted issues"], read };

static ROWS: [Pattern; 1] =
    [Pattern::new(r"(?:^|\s)(?<path>[^\s:]+\.kts?):(?<line>\d+):(?<column>\d+): (?<message>.+) \[(?<code>[A-Z]\w+)\]$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"Analysis failed with (?<errors>\d+) (?:weighted )?issues")];

static LISTING: Listing = Listing { tool: "detekt", rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
