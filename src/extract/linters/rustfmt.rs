//! `cargo fmt --check`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "rustfmt", literals: &["Diff in "], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^\s*Diff in (?:\\\\\?\\)?(?<path>\S.*?\.rs)(?::| at line )(?<line>\d+):?$")];

static LISTING: Listing = Listing { tool: "rustfmt", rows: &ROWS, ..Listing::FORMAT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
