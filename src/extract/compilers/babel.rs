//! Babel's parser.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "babel", literals: &["SyntaxError: "], read };

static ROWS: [Pattern; 1] =
    [Pattern::new(r"SyntaxError: (?<path>\S[^:]*(?::[\\/][^:]*)?\.\w+): (?<message>.+?) \((?<line>\d+):(?<column>\d+)\)$")];

static LISTING: Listing = Listing { tool: "Babel", counted: ("syntax error", "syntax errors"), rows: &ROWS, ..Listing::BUILD };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
