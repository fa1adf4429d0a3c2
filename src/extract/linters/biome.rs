//! Biome.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "biome", literals: &["━━━━", "Found "], read };

static COUNTS: [Pattern; 1] = [Pattern::new(r"^\s*Found (?<errors>\d+) errors?\.$")];

static LISTING: Listing = Listing { tool: "Biome", counted: ("problem", "problems"), problem, counts: &COUNTS, ..Listing::LINT };

static HEAD: Pattern = Pattern::new(
    r"^\s*(?<path>[^\s:━]+?)(?::(?<line>\d+):(?<column>\d+))? (?:(?<code>lint/\S+|suppressions/\S+|assist/\S+)|(?<kind>format|parse|organizeImports|configuration|deserialize))\S* .*━{4,}",
);
static MESSAGE: Pattern = Pattern::new(r"^\s*(?<severity>[×✖!⚠i]) (?<message>\S.*)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    // Links that the terminal would follow may stand in the head.
    let text = line.text.replace("]8;;", " ");
    let head = HEAD.captures(&text)?;
    let (lines, below) = (1..4).map(|lines| (lines, line.behind(lines))).find(|(_, text)| !text.trim().is_empty())?;
    let found = MESSAGE.captures(&below)?;
    let mut seen = Seen::of(line, &head).until(line.at + lines + 1);
    if matches!(&found["severity"], "!" | "⚠" | "i") {
        seen.grade = crate::extract::listing::Grade::Warning;
    }
    found["message"].trim().clone_into(&mut seen.problem.message);
    seen.line = line.at + lines;
    if head.name("kind").is_some_and(|kind| kind.as_str() == "format") {
        seen = seen.shallow();
        "not formatted".clone_into(&mut seen.problem.message);
        seen.line = line.at;
    }
    Some(seen)
}
