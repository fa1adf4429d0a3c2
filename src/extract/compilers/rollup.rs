//! Rollup alone.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "rollup", literals: &["[!] "], read };

static LISTING: Listing = Listing { tool: "Rollup", counted: ("build error", "build errors"), problem, ..Listing::BUILD };

static HEAD: Pattern = Pattern::new(
    r"^\[!\] (?:\(?(?:plugin )?(?<code>[\w@/-]+)(?: plugin)?\)? )?\w*Error: (?:(?<path>[^\s():]+\.\w+) \((?<line>\d+):(?<column>\d+)\): )?(?<message>\S.*)$",
);
static PLACE: Pattern = Pattern::new(r"^(?<path>\S+\.\w+) \((?<line>\d+):(?<column>\d+)\)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let mut seen = Seen::of(line, &HEAD.captures(line.text)?);
    let more = (1..60)
        .take_while(|&lines| !line.behind(lines).starts_with("##["))
        .take_while(|&lines| !line.behind(lines).trim().is_empty())
        .count();
    if seen.problem.place.path.is_none() {
        seen.problem.place = (1..4).find_map(|lines| PLACE.captures(&line.behind(lines)).map(|found| place(&found))).unwrap_or_default();
    }
    Some(seen.until(line.at + 1 + more))
}
