//! `gofmt`, `goimports` and `gofumpt`, where they show what they would change.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "gofmt", literals: &[".go.orig"], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^diff (?:-u )?(?<path>\S+\.go)\.orig \S+$")];

static LISTING: Listing = Listing { tool: "gofmt", rows: &ROWS, ..Listing::FORMAT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
