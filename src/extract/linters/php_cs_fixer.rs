//! PHP CS Fixer, and Pint.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "php-cs-fixer", literals: &["   1) ", "  2) ", "  3) ", " files that can be fixed in", "⨯ "], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(r"^\s+\d+\) (?<path>\S+\.php)(?: \((?<code>[\w/, ]+)\))?$"),
    Pattern::new(r"^\s*⨯ (?<path>\S+\.php)\s+(?<code>[\w, ]+?)\s*$"),
];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*Found (?<errors>\d+) of \d+ files that can be fixed")];

static LISTING: Listing = Listing { tool: "PHP CS Fixer", rows: &ROWS, counts: &COUNTS, ..Listing::FORMAT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
