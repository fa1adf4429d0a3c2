//! Stylelint.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "stylelint", literals: &["  ✖  ", "  ⚠  ", " problems (", " problem ("], read };

static ROWS: [Pattern; 1] =
    [Pattern::new(r"^\s*(?<line>\d+):(?<column>\d+)\s+(?<severity>✖|⚠)\s+(?<message>\S.*?)(?:\s{2,}(?<code>[@\w/-]+))?\s*$")];
static ABOVE: [Pattern; 1] = [Pattern::new(r"^\s*(?<path>\S+\.\w+)$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?:✖ )?\d+ problems? \((?<errors>\d+) errors?, (?<warnings>\d+) warnings?\)")];

static LISTING: Listing = Listing { tool: "Stylelint", rows: &ROWS, above: &ABOVE, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
