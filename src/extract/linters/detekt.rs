//! detekt.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "detekt", literals: &[".kt:", "weighted issues"], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(r"(?:^|\s)(?<path>[^\s:]+\.kts?):(?<line>\d+):(?<column>\d+): (?<message>.+) \[(?<code>[A-Z]\w+)\]$"),
    // Up to 1.21: `LongMethod - 72/60 - [total] at /src/Basket.kt:12:9`
    Pattern::new(r"^\s+(?<code>[A-Z]\w+) - (?<message>.*\[[^\]]+\]) at (?<path>(?:[A-Z]:)?[^\s:]+\.kts?):(?<line>\d+):(?<column>\d+)$"),
];
static COUNTS: [Pattern; 1] = [Pattern::new(r"Analysis failed with (?<errors>\d+) (?:weighted )?issues")];

static LISTING: Listing = Listing { tool: "detekt", rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
