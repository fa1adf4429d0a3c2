//! Staticcheck and revive.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "staticcheck",
    literals: &["(SA1", "(SA2", "(SA3", "(SA4", "(SA5", "(SA6", "(SA9", "(ST1", "(S10", "(QF1", "(U1000"],
    read,
};

static ROWS: [Pattern; 1] =
    [Pattern::new(r"(?:^|\s)(?<path>[^\s:(]+\.go):(?<line>\d+):(?<column>\d+): (?<message>.+) \((?<code>(?:SA|S|ST|QF|U)\d{4})\)$")];

static LISTING: Listing = Listing { tool: "staticcheck", rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
