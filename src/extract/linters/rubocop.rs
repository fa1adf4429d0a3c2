//! `RuboCop` and Standard Ruby.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "rubocop",
    literals: &[": C: ", ": W: ", ": E: ", ": F: ", ": R: ", "C:  ", "W:  ", "E:  ", "F:  ", "offenses detected", "offense detected"],
    read,
};

static ROWS: [Pattern; 2] = [
    Pattern::new(
        r"^\s*(?<path>\S[^:]*):(?<line>\d+):(?<column>\d+): (?<severity>[CWEFRI]): (?:\[Corrected\] (?<fixed>.)|\[[\w ]+\] )?(?<code>[A-Z][\w/]+): (?<message>.+)$",
    ),
    Pattern::new(r"^\s*(?<severity>[CWEFRI]):\s+(?<line>\d+):\s+(?<column>\d+): (?:\[[\w ]+\] )?(?<code>[A-Z][\w/]+): (?<message>.+)$"),
];
static ABOVE: [Pattern; 1] = [Pattern::new(r"^== (?<path>\S.*) ==$")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\d+ files? inspected, (?<errors>\d+) offenses? detected")];

static LISTING: Listing =
    Listing { tool: "RuboCop", counted: ("offense", "offenses"), problem, rows: &ROWS, above: &ABOVE, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    // What it corrected itself is no offense any more.
    (!line.text.contains(": [Corrected] ")).then(|| by_rows(line))?
}
