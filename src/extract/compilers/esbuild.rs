//! esbuild, and what prints as it does: Angular's builder, Wrangler.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "esbuild", literals: &["✘ [ERROR] ", "X [ERROR] ", ": error: ", " errors", "1 error"], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(r"^\s*(?:✘|X) \[ERROR\] (?<message>.+?)(?: \[plugin (?<code>[^\]]+)\])?$"),
    // Before 0.14.
    Pattern::new(r"^\s*> (?<path>[^\s:]+):(?<line>\d+):(?<column>\d+): error: (?<message>.+)$"),
];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^(?:(?<warnings>\d+) warnings? and )?(?<errors>\d+) errors?$")];

static LISTING: Listing = Listing { tool: "esbuild", problem, rows: &ROWS, counts: &COUNTS, ..Listing::BUILD };

static PLACE: Pattern = Pattern::new(r"^\s+(?<path>[^\s:]+):(?<line>\d+):(?<column>\d+):$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let mut seen = by_rows(line)?;
    if seen.problem.place.path.is_none()
        && let Some((lines, at)) = (1..4).find_map(|lines| PLACE.captures(&line.behind(lines)).map(|found| (lines, place(&found))))
    {
        seen.problem.place = at;
        seen.lines.end = line.at + lines + 1;
    }
    Some(seen)
}
