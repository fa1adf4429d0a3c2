//! The TypeScript compiler, plain and pretty, and what prints as it does: `vue-tsc`, `ts-node`, `astro check`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, Tally, number, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "tsc", literals: &["error TS", "error ts(", "Found ", " [ERROR]: "], read };

static LISTING: Listing = Listing { tool: "tsc", counted: ("type error", "type errors"), problem, summary, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(concat!(
    r"(?:(?:^|\s)",
    super::file!(),
    r"(?:\((?<line>\d+),(?<column>\d+)\): |:(?<row>\d+):(?<col>\d+) - ))?error (?:TS|ts\()(?<code>\d{4,6})\)?: (?<message>.+)$"
));
/// As Deno prints them, the place below.
static DENO: Pattern = Pattern::new(r"^(?:error: )?TS(?<code>\d{4,6}) \[ERROR\]: (?<message>.+)$");
static DENO_PLACE: Pattern = Pattern::new(r"^\s+at (?:file://)?(?<path>\S+?):(?<line>\d+):(?<column>\d+)$");
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
    if let Some(found) = DENO.captures(line.text) {
        let mut seen = Seen::of(line, &found);
        seen.problem.code = Some(format!("TS{}", &found["code"]));
        if let Some((lines, at)) = (1..8).find_map(|lines| Some((lines, place(&DENO_PLACE.captures(&line.behind(lines))?)))) {
            seen.problem.place = at;
            seen.lines.end = line.at + lines + 1;
        }
        return Some(seen);
    }
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
