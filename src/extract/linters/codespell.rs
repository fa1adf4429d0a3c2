//! codespell.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "codespell", literals: &[" ==> "], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+):(?<line>\d+): (?<message>\S+ ==> .+)$")];

static LISTING: Listing = Listing { tool: "codespell", counted: ("misspelling", "misspellings"), rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
