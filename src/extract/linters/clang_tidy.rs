//! clang-tidy.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "clang-tidy",
    literals: &[
        "-warnings-as-errors]",
        "[clang-diagnostic-",
        "[bugprone-",
        "[readability-",
        "[modernize-",
        "[performance-",
        "[cppcoreguidelines-",
        "[misc-",
        "[clang-analyzer-",
    ],
    read,
};

static ROWS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+):(?<line>\d+):(?<column>\d+): (?<severity>error|warning): (?<message>.+) \[(?<code>[\w.-]+?(?:,[\w.-]+?)*?)(?:,-warnings-as-errors)?\]$",
)];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?<errors>\d+) warnings? treated as errors?$")];

static LISTING: Listing = Listing { tool: "clang-tidy", rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
