//! isort.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "isort", literals: &["Imports are incorrectly sorted"], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*ERROR: (?<path>\S.*?) (?<message>Imports are incorrectly sorted and/or formatted)\.")];

static LISTING: Listing =
    Listing { tool: "isort", counted: ("file with unsorted imports", "files with unsorted imports"), rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
