//! oxlint: its default format and GitHub's.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Grade, Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "oxlint",
    literals: &[
        "eslint(",
        "oxc(",
        "typescript(",
        "unicorn(",
        "react(",
        "jsx-a11y(",
        "import(",
        "##[error]",
        " error.",
        " errors.",
        "rules using",
    ],
    read,
};

static COUNTS: [Pattern; 1] = [Pattern::new(r"^Found (?<warnings>\d+) warnings? and (?<errors>\d+) errors?\.$")];

static LISTING: Listing = Listing { tool: "oxlint", problem, counts: &COUNTS, ..Listing::LINT };

static RULE: Pattern = Pattern::new(r"^\s*(?<sign>[×x⚠!]) (?<code>[\w-]+\([\w/-]+\)): (?<message>.+)$");
static PLACE: Pattern = Pattern::new(r"^\s*(?:╭─|,-)\[(?<path>\S[^:\]]*):(?<line>\d+):(?<column>\d+)\]$");
static ANNOTATED: Pattern = Pattern::new(r"^(?<path>[^\s:]+\.[cm]?[jt]sx?):(?<line>\d+):(?<column>\d+): (?<message>.+)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    // Only its own count tells its annotations from others'.
    let mut reads = LISTING.read(log, lines);
    reads.retain(|read| read.details.counts.contains_key("errors"));
    reads
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = RULE.captures(line.text) {
        let at = place(&PLACE.captures(&line.behind(1))?);
        let mut seen = Seen::of(line, &found).until(line.at + 2);
        seen.problem.place = at;
        if matches!(&found["sign"], "⚠" | "!") {
            seen.grade = Grade::Warning;
        }
        return Some(seen);
    }
    line.log.text(line.at).contains("##[error]").then(|| ANNOTATED.captures(line.text).map(|found| Seen::of(line, &found)))?
}
