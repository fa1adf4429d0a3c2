//! editorconfig-checker.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "editorconfig",
    literals: &[
        "Wrong indent",
        "left-padding spaces",
        "Trailing whitespace",
        "Wrong line endings",
        "Final newline expected",
        "Wrong indentation type",
        " errors found",
    ],
    read,
};

static ROWS: [Pattern; 1] = [Pattern::new(r"^\t(?:(?<line>\d+)(?:-\d+)?: )?(?<message>(?:Wrong|Trailing|Final|Not|No) .+)$")];
static ABOVE: [Pattern; 1] = [Pattern::new(r"^(?<path>\S+):$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?<errors>\d+) errors found$")];

static LISTING: Listing = Listing { tool: "editorconfig-checker", rows: &ROWS, above: &ABOVE, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
