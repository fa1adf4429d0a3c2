//! Psalm.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "psalm", literals: &["https://psalm.dev/", "errors found"], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"^\s*ERROR: (?<code>\w+) - (?<path>[^\s:]+):(?<line>\d+):(?<column>\d+) - (?<message>.+?)(?: \(see https://psalm\.dev/\d+\))?$",
)];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*(?<errors>\d+) errors found$")];

static LISTING: Listing = Listing { tool: "Psalm", rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
