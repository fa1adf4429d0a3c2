//! djLint: findings under each file's name, and a count; the heads of its differences are not read.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Listing, by_rows};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "djlint", literals: &["Linted "], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^(?<code>[A-Z]\d{3}) (?<line>\d+):(?<column>\d+) (?<message>\S.*)$")];
static ABOVE: [Pattern; 1] = [Pattern::new(r"^(?<path>[^\s─]+\.\w+)$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^Linted \d+ files?, found (?<errors>\d+) errors?\.$")];

static LISTING: Listing = Listing { tool: "djLint", problem: by_rows, rows: &ROWS, above: &ABOVE, counts: &COUNTS, ..Listing::LINT };

/// A list is read so far above its count.
const LONG: usize = 3_000;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut said = Vec::new();
    for &at in lines {
        if !COUNTS[0].is_match(log.text(at).trim()) {
            continue;
        }
        let start = log.step_of(at).map_or(0, |step| log.steps[step].lines.start).max(at.saturating_sub(LONG));
        let first = said.last().map_or(start, |last: &usize| (last + 1).max(start));
        said.extend((first..=at).filter(|&line| !log.is_echo(line)));
    }
    LISTING.read(log, &said)
}
