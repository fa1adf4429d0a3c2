//! `SQLFluff`: a table of violations under each file's name; long messages go on below.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "sqlfluff", literals: &[" | P: "], read };

static ROWS: [Pattern; 1] = [Pattern::new(r"^L:\s*(?<line>\d+) \| P:\s*(?<column>\d+) \|\s*(?<code>[A-Z]+\d*) \| (?<message>\S.*)$")];
static MORE: Pattern = Pattern::new(r"^\s+\| (?<message>\S.*)$");
static ABOVE: [Pattern; 1] = [Pattern::new(r"^== \[(?<path>[^\]]+)\] FAIL$")];

static LISTING: Listing =
    Listing { tool: "SQLFluff", counted: ("violation", "violations"), problem, rows: &ROWS, above: &ABOVE, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let mut seen = by_rows(line)?;
    for lines in 1..20 {
        let text = line.behind(lines);
        let Some(more) = MORE.captures(&text) else { break };
        seen.problem.message.push(' ');
        seen.problem.message.push_str(more["message"].trim());
        seen.lines.end = line.at + lines + 1;
    }
    Some(seen)
}
