//! Credo, for Elixir.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::Listing;
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "credo", literals: &["] → ", "] ↗ ", "] ↑ ", "] ↘ ", "] ↓ ", "mods/funs, found "], read };

/// `┃ [F] → Function is too complex`; in the short form, `[F] → lib/basket.ex:3:7 Function …`
static ROWS: [Pattern; 2] = [
    Pattern::new(r"^(?:┃\s+)?(?:\[[A-Z]\] )?[→↗↑↘↓] (?<path>[^\s:]+\.exs?):(?<line>\d+)(?::(?<column>\d+))? (?<message>\S.*)$"),
    Pattern::new(r"^(?:┃\s+)?(?:\[[A-Z]\] )?[→↗↑↘↓] (?<message>\S.*)$"),
];
static BELOW: [Pattern; 1] = [Pattern::new(r"^(?:┃)?\s+(?<path>[^\s:]+\.exs?):(?<line>\d+)(?::(?<column>\d+))?")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\d+ mods/funs, found (?:no issues|(?<errors>\d+) )")];

static LISTING: Listing =
    Listing { tool: "Credo", counted: ("issue", "issues"), rows: &ROWS, below: &BELOW, counts: &COUNTS, ..Listing::LINT };

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}
