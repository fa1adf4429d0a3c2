//! ty and Pyrefly.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ty", literals: &["error[", "ERROR "], read };

static ROWS: [Pattern; 2] =
    [Pattern::new(r"^\s*error\[(?<code>[a-z-]+)\]: (?<message>.+)$"), Pattern::new(r"^\s*ERROR (?<message>.+) \[(?<code>[a-z-]+)\]$")];
static BELOW: [Pattern; 1] = [Pattern::new(r"^\s*--> (?<path>\S+\.pyi?):(?<line>\d+):(?<column>\d+)$")];

static LISTING: Listing = Listing { tool: "ty", counted: ("type error", "type errors"), rows: &ROWS, below: &BELOW, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
