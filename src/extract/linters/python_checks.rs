//! Smaller checks of Python sources: bandit, vulture, pydocstyle.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, by_rows};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const BANDIT: Extractor = Extractor { name: "bandit", literals: &[">> Issue: ["], read: read_bandit };
pub(super) const VULTURE: Extractor = Extractor { name: "vulture", literals: &["% confidence)"], read: read_vulture };
pub(super) const PYDOCSTYLE: Extractor =
    Extractor { name: "pydocstyle", literals: &[" at module level:", " in public ", " in private "], read: read_pydocstyle };

static ISSUE: [Pattern; 1] = [Pattern::new(r"^>> Issue: \[(?<code>B\d+)(?::[\w-]+)?\] (?<message>\S.*)$")];
static LOCATION: [Pattern; 1] = [Pattern::new(r"^\s+Location: (?<path>[^\s:]+):(?<line>\d+)(?::(?<column>\d+))?$")];
static DEAD: [Pattern; 1] =
    [Pattern::new(r"^(?<path>[^\s:]+\.pyi?):(?<line>\d+): (?<message>(?:unused|unreachable|unsatisfiable) .* \(\d+% confidence.*\))$")];
static DOCSTRING: [Pattern; 1] =
    [Pattern::new(r"^(?<path>[^\s:]+\.pyi?):(?<line>\d+) (?:at module level|in (?:public|private) \w+(?: \w+)? `.*`):$")];
static CODE: Pattern = Pattern::new(r"^\s+(?<code>D\d{3}): (?<message>\S.*)$");

static BANDIT_LISTING: Listing = Listing { tool: "Bandit", counted: ("issue", "issues"), rows: &ISSUE, below: &LOCATION, ..Listing::LINT };
static VULTURE_LISTING: Listing =
    Listing { tool: "vulture", counted: ("piece of dead code", "pieces of dead code"), rows: &DEAD, ..Listing::LINT };
static PYDOCSTYLE_LISTING: Listing = Listing { tool: "pydocstyle", problem: docstring, rows: &DOCSTRING, ..Listing::LINT };

fn read_bandit(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    BANDIT_LISTING.read(log, lines)
}

fn read_vulture(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    VULTURE_LISTING.read(log, lines)
}

fn read_pydocstyle(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    PYDOCSTYLE_LISTING.read(log, lines)
}

/// The place stands above what is wrong there.
fn docstring(line: &Line<'_>) -> Option<Seen> {
    let mut seen = by_rows(line)?;
    let below = line.behind(1);
    let found = CODE.captures(&below)?;
    seen.problem.code = Some(found["code"].to_owned());
    found["message"].trim().clone_into(&mut seen.problem.message);
    seen.depth = crate::matching::Depth::Why;
    seen.line = line.at + 1;
    Some(seen.until(line.at + 2))
}
