//! luacheck, whose warnings fail a run as its errors do.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "luacheck", literals: &[".lua:", ".luacheckrc:", ".rockspec:"], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"^\s{4}(?<path>[^\s:]+\.(?:lua|luacheckrc|rockspec)):(?<line>\d+):(?<column>\d+)(?:-\d+)?: (?:\((?<code>[WE]\d+)\) )?(?<message>.+)$",
)];
static LISTING: Listing = Listing { tool: "luacheck", rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
