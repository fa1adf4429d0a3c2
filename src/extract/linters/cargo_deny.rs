//! cargo-deny.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "cargo-deny", literals: &["error[", "warning["], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*(?<severity>error|warning)\[(?<code>[a-z-]+|[ABLS]\d{3})\]: (?<message>.+)$")];
static BELOW: [Pattern; 1] = [Pattern::new(r"^\s*┌─ (?<path>\S[^:]*):(?<line>\d+):(?<column>\d+)")];

static LISTING: Listing = Listing { tool: "cargo-deny", counted: ("violation", "violations"), rows: &ROWS, below: &BELOW, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
