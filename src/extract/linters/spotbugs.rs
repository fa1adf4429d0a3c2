//! `SpotBugs`, through Maven or Gradle.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "spotbugs", literals: &[":[line ", ":[lines "], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(
        r"^\s*(?:\[ERROR\] )?(?:High|Medium|Low): (?<message>.+?)(?: \[[^\]]*\])?(?: \w+ at \S+:\[lines? [^\]]*\])?\s?(?:At|In) (?<path>[\w.]+\.\w+):\[lines? (?<line>\d+)[^\]]*\](?: (?<code>[A-Z_]+))?$",
    ),
    Pattern::new(r"^\s*[MHL] [A-Z] (?<code>[A-Z_]+): (?<message>.+?)\s+At (?<path>[\w.]+\.\w+):\[lines? (?<line>\d+)"),
];

static LISTING: Listing = Listing { tool: "SpotBugs", counted: ("bug found", "bugs found"), rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
