//! Black.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "black", literals: &["would reformat ", "error: cannot format ", "would be reformatted"], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(
        r"^error: cannot format (?<path>[^:]+(?::[\\/][^:]*)?): (?<message>Cannot parse[^:]*: (?<line>\d+):(?<column>\d+): .+|.+)$",
    ),
    Pattern::new(r"^would reformat (?<path>\S.*)$"),
];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?<errors>\d+) files? would be reformatted")];

static LISTING: Listing = Listing { tool: "Black", rows: &ROWS, counts: &COUNTS, ..Listing::FORMAT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
