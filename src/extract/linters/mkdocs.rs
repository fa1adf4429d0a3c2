//! `MkDocs`, whose warnings fail the build where it runs with `--strict`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Listing, Tally};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "mkdocs", literals: &["Aborted with "], read };

static LISTING: Listing =
    Listing { tool: "MkDocs", counted: ("documentation problem", "documentation problems"), summary, rows: &ROWS, ..Listing::LINT };

static ROWS: [Pattern; 1] = [Pattern::new(r"^(?:WARNING|ERROR) +- +(?:\[[\d:]+\] )?(?<message>\S.*)$")];
static ABORTED: Pattern = Pattern::new(r"^Aborted with \d+ (?:warnings?|configuration errors?)(?: in strict mode)?!$");

/// Its words stand at most so far above.
const ABOVE: usize = 2_000;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for &at in lines.iter().filter(|&&at| ABORTED.is_match(bare(&log.text(at)).trim())) {
        let start = log.step_of(at).map_or(0, |step| log.steps[step].lines.start).max(at.saturating_sub(ABOVE));
        let said: Vec<usize> = (start..=at).filter(|&at| !log.is_echo(at)).collect();
        reads.extend(LISTING.read(log, &said));
    }
    reads
}

fn summary(text: &str) -> Option<Tally> {
    ABORTED.is_match(text.trim()).then_some(Tally::Failed(None, None))
}
