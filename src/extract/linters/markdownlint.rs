//! markdownlint, by either of its commands.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "markdownlint", literals: &[" MD0"], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+):(?<line>\d+)(?::(?<column>\d+))?:? (?:(?<severity>error|warning) )?(?<code>MD\d{3})(?:/[\w/-]+)? (?<message>.+)$",
)];

static LISTING: Listing = Listing { tool: "markdownlint", rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
