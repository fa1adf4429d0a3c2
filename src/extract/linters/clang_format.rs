//! clang-format.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "clang-format", literals: &["-Wclang-format-violations"], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+):(?<line>\d+):(?<column>\d+): (?:error|warning): code should be clang-formatted \[-Wclang-format-violations\]$",
)];

static LISTING: Listing = Listing { tool: "clang-format", rows: &ROWS, ..Listing::FORMAT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
