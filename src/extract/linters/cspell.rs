//! `CSpell`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "cspell", literals: &["Unknown word (", "CSpell: Files checked"], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"(?:^|\s)(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+):(?<line>\d+):(?<column>\d+) - (?<message>(?:Unknown|Forbidden) word \([^)]*\).*)$",
)];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^CSpell: Files checked: \d+, Issues found: (?<errors>\d+)")];

static LISTING: Listing =
    Listing { tool: "CSpell", counted: ("unknown word", "unknown words"), rows: &ROWS, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
