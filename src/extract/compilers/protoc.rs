//! The Protocol Buffers compiler, and buf.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "protoc", literals: &[".proto:"], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(r"(?:^|\s)(?:Failure: )?(?<path>[^\s:]+\.proto):(?<line>\d+):(?<column>\d+):\s?(?<message>(?:[^w]|w[^a]).+)$"),
    Pattern::new(r"(?:^|\s)(?<path>[^\s:]+\.proto): (?<message>(?:File not found|Import .* was not found).*)$"),
];

static LISTING: Listing = Listing { tool: "The Protobuf compiler", rows: &ROWS, ..Listing::BUILD };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
