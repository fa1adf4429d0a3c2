//! typos.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "typos", literals: &["` should be `"], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*(?:error: )?(?<message>`[^`]+` should be `.+)$")];
static BELOW: [Pattern; 1] = [Pattern::new(r"^\s*(?:-->|╭▸) (?<path>(?:[A-Za-z]:[\\/])?[^\s:]+):(?<line>\d+):(?<column>\d+)$")];

static LISTING: Listing = Listing { tool: "typos", counted: ("misspelling", "misspellings"), rows: &ROWS, below: &BELOW, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
