//! The Scala compilers, through sbt, Maven, Mill or alone.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "scalac", literals: &[".scala:", "errors found", "error found"], read };

static ROWS: [Pattern; 2] = [
    Pattern::new(
        r"^\s*(?:\[error\]|\[ERROR\])?\s*(?:-- )?(?:\[error\] )?\S*?(?<path>[^\s:\[\]]+\.(?:scala|sbt|sc)):(?<line>\d+):(?:(?<column>\d+):?)? (?:error: )?(?<message>[^-\s].*)$",
    ),
    Pattern::new(r"^\s*(?:\[error\] )?-- (?:\[(?<code>E\d+)\] )?(?<message>[\w ]*Error): (?<path>[^\s:]+):(?<line>\d+):(?<column>\d+)"),
];
static COUNTS: [Pattern; 1] =
    [Pattern::new(r"^\s*(?:\[error\] )?(?:(?<errors>\d+)|one|two|three|four|five|six|seven|eight|nine|ten|\w+) errors? found$")];

static LISTING: Listing = Listing { tool: "scalac", problem, rows: &ROWS, counts: &COUNTS, ..Listing::BUILD };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

/// Scala 3 names the kind of error on the first line, and says what is wrong under the source.
static TOLD: Pattern = Pattern::new(r"^\s*(?:\[error\] )?\s*\|\s*(?<message>[^\s^|].*)$");

fn problem(line: &Line<'_>) -> Option<Seen> {
    let mut seen = by_rows(line)?;
    if seen.problem.message.ends_with(" Error")
        && let Some((lines, text)) = (1..6).map(|lines| (lines, line.behind(lines))).find(|(_, text)| TOLD.is_match(text))
        && let Some(found) = TOLD.captures(&text)
    {
        found["message"].trim().clone_into(&mut seen.problem.message);
        seen.line = line.at + lines;
        seen.lines.end = line.at + lines + 1;
    }
    Some(seen)
}
