//! ansible-lint: a rule and its message, and the place on the next line; all on one line in its `pep8` format.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Listing, by_rows};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ansible-lint", literals: &[" violation(s) that are fatal"], read };

static ROWS: [Pattern; 3] = [
    Pattern::new(
        r"^(?<path>[^\s:]+\.\w+):(?<line>\d+)(?::(?<column>\d+))?: (?:\[?(?<code>E?\d{3}|[a-z][\w-]*(?:\[[\w-]+\])?)\]?)(?:\[/\])?:? (?<message>.+)$",
    ),
    Pattern::new(r"^(?<code>[a-z][\w-]*(?:\[[\w -]+\])?): (?<message>\S.*)$"),
    Pattern::new(r"^\[(?<code>E?\d{3})\] (?<message>\S.*)$"),
];
static BELOW: [Pattern; 1] = [Pattern::new(r"^(?<path>[^\s:]+\.\w+):(?<line>\d+)(?::(?<column>\d+))?(?: .*)?$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?:Failed|Finished)\b.*?[: ](?<errors>\d+) failure\(s\), (?<warnings>\d+) warning\(s\)")];

static LISTING: Listing = Listing {
    tool: "ansible-lint",
    counted: ("violation", "violations"),
    problem: by_rows,
    rows: &ROWS,
    below: &BELOW,
    counts: &COUNTS,
    ..Listing::LINT
};

/// A list is read so far.
const LONG: usize = 3_000;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut said = Vec::new();
    for &at in lines {
        let end = log.step_of(at).map_or(log.len(), |step| log.steps[step].lines.end).min(at + LONG);
        for line in (at + 1..end).take_while(|&line| !lines.contains(&line)) {
            said.push(line);
            if COUNTS[0].is_match(bare(&log.text(line))) {
                break;
            }
        }
    }
    LISTING.read(log, &said)
}
