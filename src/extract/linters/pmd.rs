//! PMD, through Maven or alone.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "pmd", literals: &["PMD Failure: ", ".java:"], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(r"PMD Failure: (?<path>\S+?):(?<line>\d+) Rule:(?<code>\w+) Priority:\d (?<message>.+?)\.?$"),
    Pattern::new(r"^\s*(?<path>[^\s:]+\.java):(?<line>\d+):\t(?<code>[A-Z]\w+):\t(?<message>.+)$"),
];

static LISTING: Listing = Listing { tool: "PMD", counted: ("violation", "violations"), rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
