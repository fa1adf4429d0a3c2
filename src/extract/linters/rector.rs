//! Rector, run dry.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "rector", literals: &[".php:", "(dry-run) by Rector"], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\d+\) (?<path>\S+\.php):(?<line>\d+)$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"(?<errors>\d+) files? (?:would have been|have been) changed \(dry-run\) by Rector")];

static LISTING: Listing = Listing { tool: "Rector", rows: &ROWS, counts: &COUNTS, silent: "Rector would change it", ..Listing::FORMAT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let closed = lines.iter().any(|&at| log.text(at).contains("(dry-run) by Rector"));
    if closed { LISTING.read(log, lines) } else { Vec::new() }
}
