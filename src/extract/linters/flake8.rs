//! Flake8 and pycodestyle.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Listing, Tally};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "flake8", literals: python_literals!["Found "], read };

static ROWS: [Pattern; 1] = [Pattern::new(
    r"^\s*(?<path>(?:[A-Za-z]:[\\/])?[^\s:]+\.pyi?):(?<line>\d+):(?<column>\d+): (?<code>[A-Z]{1,3}\d{3,4}) (?<message>[^\[\s].*)$",
)];

static LISTING: Listing = Listing { tool: "flake8", rows: &ROWS, summary, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

/// Ruff's rows look the same, but it counts.
fn summary(text: &str) -> Option<Tally> {
    static RUFF: Pattern = Pattern::new(r"^Found \d+ errors?(?: \(\d+ fixed, \d+ remaining\))?\.");
    RUFF.is_match(text).then_some(Tally::Clean)
}
