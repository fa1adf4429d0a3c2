//! Hadolint.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "hadolint", literals: &[" DL3", " DL4", "hadolint"], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+):(?<line>\d+) (?<code>(?:DL|SC)\d{4}) (?:(?:error|warning|info|style): )?(?<message>.+)$",
)];

static LISTING: Listing = Listing { tool: "hadolint", counted: ("problem", "problems"), rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
