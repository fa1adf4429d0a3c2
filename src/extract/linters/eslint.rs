//! `ESLint`: its stylish, compact and unix formats, also as `next lint` and Create React App print it.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Grade, Line, Listing, Seen, Tally, number};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "eslint",
    literals: &[
        "  error  ",
        "  warning  ",
        " problem",
        ", Error - ",
        "[Error",
        "  Error: ",
        "  Line ",
        "ESLint: ",
        "ESLint found too many warnings",
        "Parsing error",
    ],
    read,
};

static LISTING: Listing = Listing { tool: "ESLint", problem, summary, alone: true, ..Listing::LINT };

/// Stylish: the file above, then a row a problem; rule and message stand two spaces apart.
static ROW: Pattern =
    Pattern::new(r"^\s*(?<line>\d+):(?<column>\d+)\s+(?<severity>error|warning)\s+(?<message>\S.*?)(?:\s{2,}(?<code>[@\w/.-]+))?\s*$");
static NEXT: Pattern =
    Pattern::new(r"^\s*(?<line>\d+):(?<column>\d+)\s+(?<severity>Error|Warning): (?<message>\S.*?)(?:\s{2,}(?<code>[@\w/.-]+))?\s*$");
static REACT: Pattern = Pattern::new(r"^\s+Line (?<line>\d+):(?<column>\d+):\s+(?<message>\S.*?)(?:\s{2,}(?<code>[@\w/.-]+))?\s*$");
static COMPACT: Pattern = Pattern::new(
    r"^(?<path>\S.*?): line (?<line>\d+), col (?<column>\d+), (?<severity>Error|Warning) - (?<message>.+?)(?: \((?<code>[@\w/.-]+)\))?$",
);
static UNIX: Pattern = Pattern::new(
    r"^(?<path>\S[^:]*(?::[\\/][^:]*)?):(?<line>\d+):(?<column>\d+): (?<message>.+) \[(?<severity>Error|Warning)(?:/(?<code>[@\w/.-]+))?\]$",
);
static COUNT: Pattern = Pattern::new(r"^\s*✖ \d+ problems? \((?<errors>\d+) errors?, (?<warnings>\d+) warnings?\)");
static BARE_COUNT: Pattern = Pattern::new(r"^\d+ problems?$");
static TOO_MANY: Pattern = Pattern::new(r"^ESLint found too many warnings");
/// It could not start: the reason stands below its version.
static VERSION: Pattern = Pattern::new(r"^ESLint: \d+\.\d+");

/// A file has at most so many rows between its name and one of them.
const ROWS: usize = 400;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn summary(text: &str) -> Option<Tally> {
    if TOO_MANY.is_match(text) {
        return Some(Tally::Failed(None, None));
    }
    if BARE_COUNT.is_match(text) {
        return Some(Tally::Failed(None, None));
    }
    let count = COUNT.captures(text)?;
    match (number(&count, "errors"), number(&count, "warnings")) {
        // Warnings alone fail only past `--max-warnings`, which it says on a line of its own.
        (Some(0), _) => None,
        (errors, warnings) => Some(Tally::Failed(errors, warnings)),
    }
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = COMPACT.captures(line.text).or_else(|| UNIX.captures(line.text)) {
        return Some(Seen::of(line, &found));
    }
    if VERSION.is_match(line.text) {
        return broken(line);
    }
    let found = [&ROW, &NEXT, &REACT].into_iter().find_map(|pattern| pattern.captures(line.text))?;
    // yamllint's rows, whose rule stands in parentheses.
    if found.name("code").is_none() && line.text.trim_end().ends_with(')') && line.text.contains("  (") {
        return None;
    }
    let mut seen = Seen::of(line, &found);
    let (path, from) = match line.before {
        Some(before) if before.lines.end == line.at => (before.problem.place.path.clone(), line.at),
        _ => match heading(line.log, line.at) {
            Some((path, from)) => (Some(path), from),
            None => (None, line.at),
        },
    };
    seen.problem.place.path = path;
    seen.lines.start = from;
    Some(seen)
}

/// The file that a row belongs to: the nearest line above that is no row.
fn heading(log: &JobLog, at: usize) -> Option<(String, usize)> {
    for above in (at.saturating_sub(ROWS)..at).rev() {
        let text = log.text(above);
        let text = bare(&text);
        if ROW.is_match(text) || NEXT.is_match(text) || REACT.is_match(text) || text.starts_with("   ") {
            continue;
        }
        let path = text.trim();
        let named = path.contains('.') && !path.contains("  ") && (path.contains(['/', '\\']) || !path.contains(' '));
        return named.then(|| (path.to_owned(), above));
    }
    None
}

/// `Oops! Something went wrong! :(`, the version, a blank line, the reason.
fn broken(line: &Line<'_>) -> Option<Seen> {
    let reason = (1..4).find(|&lines| !line.behind(lines).trim().is_empty())?;
    let message = line.behind(reason).trim().to_owned();
    Some(Seen {
        problem: crate::model::Problem { message, ..crate::model::Problem::default() },
        grade: Grade::Error,
        depth: Depth::Why,
        line: line.at + reason,
        lines: line.at.saturating_sub(2)..line.at + reason + 1,
    })
}
