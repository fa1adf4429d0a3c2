//! Dialyzer, as dialyxir prints it.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "dialyzer", literals: &[".ex:", ".exs:", "done (warnings were emitted)"], read };

/// `lib/basket.ex:3:no_return Function total/1 has no local return.`; else the message stands below.
static ROWS: [Pattern; 1] =
    [Pattern::new(r"^(?<path>[^\s:]+\.exs?):(?<line>\d+):(?:(?<column>\d+):)?(?<code>[a-z]+(?:_[a-z]+)*)(?: (?<message>\S.*))?$")];
const CLOSING: &str = "done (warnings were emitted)";

static LISTING: Listing =
    Listing { tool: "Dialyzer", counted: ("warning of types", "warnings of types"), problem, rows: &ROWS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    if lines.iter().any(|&at| log.text(at).contains(CLOSING)) { LISTING.read(log, lines) } else { Vec::new() }
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let mut seen = by_rows(line)?;
    if seen.problem.message.is_empty() {
        seen.problem.message = line.behind(1);
        seen.line = line.at + 1;
        seen.lines.end = line.at + 2;
    }
    seen.depth = Depth::Why;
    Some(seen)
}
