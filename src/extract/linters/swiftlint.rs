//! `SwiftLint`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "swiftlint", literals: &[".swift:", "Done linting! "], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?<path>[^\s:][^:]*\.swift):(?<line>\d+):(?:(?<column>\d+):)? (?<severity>error|warning): (?<message>.+) \((?<code>[a-z_]+)\)$",
)];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^Done linting! Found \d+ violations?, (?<errors>\d+) serious")];

static LISTING: Listing = Listing { tool: "SwiftLint", rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
