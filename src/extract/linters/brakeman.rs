//! Brakeman.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "brakeman", literals: &["Message: ", "Security Warnings: "], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^Message: (?<message>\S.*)$")];
static BELOW: [Pattern; 1] = [Pattern::new(r"^File: (?<path>\S.*)$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^Security Warnings: (?<errors>\d+)")];

static LISTING: Listing = Listing {
    tool: "Brakeman",
    counted: ("security warning", "security warnings"),
    rows: &ROWS,
    below: &BELOW,
    counts: &COUNTS,
    ..Listing::LINT
};

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
