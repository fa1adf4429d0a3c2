//! zizmor.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "zizmor",
    literals: &["error[", "warning[", "help[", "info[", "note[", " findings (", " finding (", " findings:"],
    read,
};

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*(?<severity>error|warning|help|info|note)\[(?<code>[a-z-]+)\]: (?<message>.+)$")];
static BELOW: [Pattern; 1] = [Pattern::new(r"^\s*--> (?<path>\S+\.ya?ml):(?<line>\d+):(?<column>\d+)$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*(?<errors>\d+) findings?(?: \(|:)")];

static LISTING: Listing = Listing {
    tool: "zizmor",
    counted: ("finding in workflows", "findings in workflows"),
    rows: &ROWS,
    below: &BELOW,
    counts: &COUNTS,
    ..Listing::LINT
};

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
