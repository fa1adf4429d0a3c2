//! Pyright and basedpyright.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "pyright", literals: &[" - error: ", " - warning: ", " errors, ", " error, "], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"^\s*(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+\.pyi?):(?<line>\d+):(?<column>\d+) - (?<severity>error|warning): (?<message>.+?)(?: \((?<code>report\w+)\))?$",
)];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?<errors>\d+) errors?, (?<warnings>\d+) warnings?, \d+ (?:informations?|notes?)")];

static LISTING: Listing =
    Listing { tool: "pyright", counted: ("type error", "type errors"), rows: &ROWS, counts: &COUNTS, alone: true, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
