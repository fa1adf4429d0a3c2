//! The Dart analyzer and compiler, and Flutter's.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "dart", literals: &[".dart:", " issues found", " issue found", "(changed)", "Changed "], read };

static ROWS: [Pattern; 4] = [
    Pattern::new(
        r"^\s*(?<severity>error|warning|info) [•-] (?<message>.+) [•-] (?<path>[^\s•]+\.dart):(?<line>\d+):(?<column>\d+) [•-] (?<code>\w+)$",
    ),
    Pattern::new(
        r"^\s*(?<severity>error|warning|info) - (?<path>[^\s:]+\.dart):(?<line>\d+):(?<column>\d+) - (?<message>.+) - (?<code>\w+)$",
    ),
    Pattern::new(r"^\s*(?<path>[^\s:]+\.dart):(?<line>\d+):(?<column>\d+): Error: (?<message>.+)$"),
    Pattern::new(r"^Changed (?<path>\S+\.dart)$"),
];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*(?<errors>\d+) issues? found")];

static LISTING: Listing =
    Listing { tool: "Dart", counted: ("problem", "problems"), silent: "not formatted", rows: &ROWS, counts: &COUNTS, ..Listing::BUILD };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
