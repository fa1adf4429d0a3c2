//! actionlint.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "actionlint", literals: &[".yml:", ".yaml:"], read };

static ROWS: [Pattern; 1] =
    [Pattern::new(r"(?:^|\s)(?<path>[^\s:]+\.ya?ml):(?<line>\d+):(?<column>\d+): (?<message>[^\[].+) \[(?<code>[a-z][a-z-]+)\]$")];

static LISTING: Listing =
    Listing { tool: "actionlint", counted: ("problem in workflows", "problems in workflows"), rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
