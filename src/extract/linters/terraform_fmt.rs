//! `terraform fmt -check`, which prints names and nothing else, or a difference.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "terraform-fmt", literals: &["exited with code 3", "Process completed with exit code 3", "--- old/"], read };

static LISTING: Listing = Listing { tool: "terraform fmt", problem, ..Listing::FORMAT };

static FILE: Pattern = Pattern::new(r"^(?<path>\S+\.(?:tf|tfvars|tofu|tftest\.hcl))$");
static OLD: Pattern = Pattern::new(r"^--- old/(?<path>\S+\.(?:tf|tfvars|tofu))$");

/// So many names are looked at.
const NAMES: usize = 200;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let mut seen = if let Some(found) = OLD.captures(line.text) {
        Seen::of(line, &found)
    } else {
        // Exit code 3 is its own for "not formatted"; the names stand above.
        let names = |at: &usize| {
            let text = line.log.text(*at);
            text.trim().is_empty() || FILE.is_match(&text)
        };
        let first = (line.at.saturating_sub(NAMES)..line.at)
            .rev()
            .skip_while(|at| line.log.text(*at).starts_with("##[error]"))
            .take_while(names)
            .filter(|&at| FILE.is_match(&line.log.text(at)))
            .last()?;
        let mut seen = Seen::of(line, &FILE.captures(&line.log.text(first))?);
        seen.line = first;
        seen.lines.start = first;
        seen
    };
    "not formatted".clone_into(&mut seen.problem.message);
    Some(seen.shallow())
}
