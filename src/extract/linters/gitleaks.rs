//! Gitleaks, which prints a block for each secret it finds.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, Tally, number};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "gitleaks", literals: &["Finding: ", "leaks found: ", "no leaks found"], read };

static LISTING: Listing = Listing { tool: "Gitleaks", counted: ("secret found", "secrets found"), problem, summary, ..Listing::LINT };

static HEAD: Pattern = Pattern::new(r"^Finding: +(?<message>\S.*)$");
static FIELD: Pattern = Pattern::new(r"^(?<name>RuleID|File|Line): +(?<value>\S.*)$");
static COUNT: Pattern = Pattern::new(r"\bleaks found: (?<errors>\d+)$");

/// A block has no more lines.
const BLOCK: usize = 14;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn summary(text: &str) -> Option<Tally> {
    if text.ends_with("no leaks found") {
        return Some(Tally::Clean);
    }
    let count = COUNT.captures(text.trim_end())?;
    Some(Tally::Failed(number(&count, "errors"), None))
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = HEAD.captures(line.text)?;
    let mut seen = Seen::of(line, &found);
    // The secret itself is no news, and better not told.
    "a secret is in the repository".clone_into(&mut seen.problem.message);
    for more in 1..BLOCK {
        let text = line.behind(more);
        if HEAD.is_match(&text) {
            break;
        }
        let Some(field) = FIELD.captures(&text) else { continue };
        let value = field["value"].trim().to_owned();
        match &field["name"] {
            "RuleID" => seen.problem.code = Some(value),
            "File" => seen.problem.place.path = Some(value),
            _ => seen.problem.place.line = value.parse().ok(),
        }
        seen.lines.end = line.at + more + 1;
    }
    seen.problem.place.path.is_some().then_some(seen)
}
