//! commitlint.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "commitlint", literals: &["✖   "], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*✖   (?<message>\S.*) \[(?<code>[\w-]+)\]$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*✖   found (?<errors>\d+) problems?, (?<warnings>\d+) warnings?")];

static LISTING: Listing = Listing {
    tool: "commitlint",
    counted: ("problem in commit messages", "problems in commit messages"),
    rows: &ROWS,
    counts: &COUNTS,
    ..Listing::LINT
};

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
