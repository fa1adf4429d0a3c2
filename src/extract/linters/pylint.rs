//! Pylint.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "pylint", literals: python_literals!["Your code has been rated at"], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"^\s*(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+\.pyi?):(?<line>\d+):(?<column>\d+): (?<code>(?<severity>[EFWCRI])\d{4}): (?<message>.+?)(?: \([\w-]+\))?$",
)];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^Your code has been rated at")];

static LISTING: Listing = Listing { tool: "pylint", rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
