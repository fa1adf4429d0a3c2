//! ktlint, by itself, its Gradle plugins or Spotless.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ktlint", literals: &["(standard:", "(no-", "Lint error > "], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(r"^\s*(?:\[ERROR\] )?(?:Lint error > \[(?<code>[\w:-]+)\] (?<message>.+))$"),
    Pattern::new(r"(?:^|\s)(?<path>[^\s:]+\.kts?):(?<line>\d+):(?<column>\d+):? (?<message>.+) \((?<code>[\w-]+(?::[\w-]+)?)\)$"),
];

static LISTING: Listing = Listing { tool: "ktlint", rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
