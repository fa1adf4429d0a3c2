//! Spotless, through Gradle and Maven.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "spotless", literals: &["files had format violations"], read };

static LISTING: Listing = Listing { tool: "Spotless", problem, ..Listing::FORMAT };

static HEAD: Pattern = Pattern::new(r"The following files had format violations:");
static FILE: Pattern = Pattern::new(r"^(?:\[ERROR\])?\s+(?<path>[^\s@+-]\S*\.\w+)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if !HEAD.is_match(line.text) {
        return None;
    }
    let text = line.behind(1);
    let mut seen = Seen::of(line, &FILE.captures(&text)?).shallow();
    "not formatted".clone_into(&mut seen.problem.message);
    seen.line = line.at + 1;
    let more = (2..200).take_while(|&lines| line.behind(lines).trim_start_matches("[ERROR]").starts_with("  ")).count();
    Some(seen.until(line.at + 2 + more))
}
