//! The TypeScript compiler, plain and pretty, and what prints as it does: `vue-tsc`, `ts-node`, `astro check`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, Tally, number};
use crate::extract::pattern::Pattern;
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "tsc", literals: &["error TS", "error ts(", "Found "], read };

static LISTING: Listing = Listing { tool: "tsc", counted: ("type error", "type errors"), problem, summary, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(concat!(
    r"(?:(?:^|\s)",
    super::file!(),
    r"(?:\((?<line>\d+),(?<column>\d+)\): |:(?<row>\d+):(?<col>\d+) - ))?error (?:TS|ts\()(?<code>\d{4,6})\)?: (?<message>.+)$"
));
static COUNT: Pattern = Pattern::new(r"^\s*Found (?<errors>\d+) errors?(?:\.| in )");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn summary(text: &str) -> Option<Tally> {
    let count = COUNT.captures(text)?;
    match number(&count, "errors") {
        Some(0) => Some(Tally::Clean),
        errors => Some(Tally::Failed(errors, None)),
    }
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = PROBLEM.captures(line.text)?;
    let mut seen = Seen::of(line, &found);
    seen.problem.code = Some(format!("TS{}", &found["code"]));
    seen.problem.place.line = seen.problem.place.line.or_else(|| number(&found, "row"));
    seen.problem.place.column = seen.problem.place.column.or_else(|| number(&found, "col"));
    // The rest of a long message is indented.
    let more = (1..12).take_while(|&lines| line.behind(lines).starts_with("  ")).count();
    seen.lines.end += more;
    Some(seen)
}
