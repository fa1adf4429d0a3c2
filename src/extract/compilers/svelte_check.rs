//! `svelte-check`, for people and for machines.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "svelte-check", literals: &["Error: ", " ERROR \"", "svelte-check found", " COMPLETED "], read };

static COUNTS: [Pattern; 2] = [
    Pattern::new(r"^svelte-check found (?<errors>\d+) errors? and (?<warnings>\d+) warnings?"),
    Pattern::new(r"^\d+ COMPLETED \d+ FILES (?<errors>\d+) ERRORS (?<warnings>\d+) WARNINGS"),
];

static LISTING: Listing =
    Listing { tool: "svelte-check", counted: ("type error", "type errors"), problem, counts: &COUNTS, ..Listing::BUILD };

static PLACE: Pattern = Pattern::new(r"^\s*(?<path>\S[^:]*(?::[\\/][^:]*)?\.\w+):(?<line>\d+):(?<column>\d+)$");
static MESSAGE: Pattern = Pattern::new(r"^Error: (?<message>.+?)\s*(?: \((?<code>ts|js|css|svelte)\))?\s*$");
static MACHINE: Pattern = Pattern::new(r#"^\d+ ERROR "(?<path>[^"]+)" (?<line>\d+):(?<column>\d+) "(?<message>.+)"$"#);

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = MACHINE.captures(line.text) {
        return Some(Seen::of(line, &found));
    }
    let found = MESSAGE.captures(line.text)?;
    let above = line.log.text(line.at.checked_sub(1)?);
    let at = place(&PLACE.captures(crate::extract::lead::bare(&above))?);
    let mut seen = Seen::of(line, &found);
    seen.problem.place = at;
    seen.lines.start = line.at - 1;
    Some(seen)
}
