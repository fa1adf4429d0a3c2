//! yamllint: standard, parsable, and GitHub's format.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "yamllint", literals: &["    error  ", "    warning  ", "  error    ", ": [error] ", "##[error]"], read };

static ROWS: [Pattern; 3] = [
    Pattern::new(r"^\s*(?<line>\d+):(?<column>\d+)\s+(?<severity>error|warning)\s+(?<message>\S.*?)\s+\((?<code>[a-z-]+)\)$"),
    Pattern::new(r"^(?<path>[^\s:]+):(?<line>\d+):(?<column>\d+): \[(?<severity>error|warning)\] (?<message>.+) \((?<code>[a-z-]+)\)$"),
    Pattern::new(r"^(?<line>\d+):(?<column>\d+) (?:\[(?<code>[a-z-]+)\] (?<message>.+)|(?<error>syntax error: .+) \(syntax\))$"),
];
static ABOVE: [Pattern; 1] = [Pattern::new(r"^(?:##\[group\])?(?<path>\S+)$")];

static LISTING: Listing = Listing { tool: "yamllint", problem, rows: &ROWS, above: &ABOVE, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    // GitHub's format has no level but the tag's.
    if line.text.starts_with(|c: char| c.is_ascii_digit()) && !line.log.text(line.at).starts_with("##[error]") {
        return None;
    }
    let mut seen = by_rows(line)?;
    if seen.problem.message.is_empty() {
        line.text.split_once(' ').map_or("", |(_, message)| message).clone_into(&mut seen.problem.message);
    }
    seen.depth = crate::matching::Depth::Why;
    Some(seen)
}
