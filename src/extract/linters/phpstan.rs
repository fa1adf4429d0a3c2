//! `PHPStan`: its table, raw lines and GitHub's format.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "phpstan", literals: &["[ERROR] Found ", "  Line   ", ".php:"], read };

static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*\[ERROR\] Found (?<errors>\d+) errors?")];

static LISTING: Listing = Listing { tool: "PHPStan", problem, counts: &COUNTS, ..Listing::LINT };

static HEAD: Pattern = Pattern::new(r"^\s*Line\s+(?<path>\S.*?\.php)(?: \(in context of .*\))?\s*$");
static ROW: Pattern = Pattern::new(r"^\s*(?<line>\d+)\s{2,}(?<message>\S.*?)\s*$");
static RAW: Pattern = Pattern::new(r"^(?<path>/[^\s:]+\.php):(?<line>\d+):(?<message>[A-Z].+?)(?: \[identifier=(?<code>[\w.]+)\])?$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = RAW.captures(line.text) {
        return Some(Seen::of(line, &found));
    }
    let at = place(&HEAD.captures(line.text)?);
    // A rule of dashes, then the rows; the first says enough, the count tells how many.
    let (lines, text) = (1..4).map(|lines| (lines, line.behind(lines))).find(|(_, text)| ROW.is_match(text))?;
    let mut seen = Seen::of(line, &ROW.captures(&text)?).until(line.at + lines + 1);
    seen.problem.place.path = at.path;
    seen.line = line.at + lines;
    Some(seen)
}
