//! `VitePress`: links that lead nowhere.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "vitepress", literals: &["Found dead link ", "dead link(s) found"], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*\(!\) (?<message>Found dead link .+) in file (?<path>\S+)$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"(?<errors>\d+) dead link\(s\) found")];
static LISTING: Listing =
    Listing { tool: "VitePress", counted: ("dead link", "dead links"), rows: &ROWS, counts: &COUNTS, ..Listing::BUILD };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
