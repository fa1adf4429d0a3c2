//! `PHP_CodeSniffer`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "phpcs", literals: &[" | ERROR | ", " | ERROR   | ", "FOUND "], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*(?<line>\d+) \| (?<severity>ERROR|WARNING)\s* \| (?:\[[x ]\] )?(?<message>.+)$")];
static ABOVE: [Pattern; 1] = [Pattern::new(r"^FILE: (?<path>\S.*)$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^FOUND (?<errors>\d+) ERRORS?(?: AND (?<warnings>\d+) WARNINGS?)? AFFECTING")];

static LISTING: Listing = Listing { tool: "phpcs", rows: &ROWS, above: &ABOVE, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
