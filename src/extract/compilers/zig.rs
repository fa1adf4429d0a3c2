//! The Zig compiler.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "zig", literals: &[".zig:"], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"(?:^|\s)(?<path>[^\s:]+\.zig):(?<line>\d+):(?<column>\d+): error: (?<message>.+)$")];

static LISTING: Listing = Listing { tool: "zig", rows: &ROWS, ..Listing::BUILD };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
