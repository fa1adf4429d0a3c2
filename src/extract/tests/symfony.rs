//! Symfony's bridge to `PHPUnit`: deprecations fail a run whose tests passed.

use super::report::runner_failure;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "symfony-deprecations", literals: &["deprecation notices ("], read };

static NOTICES: Pattern =
    Pattern::new(r"^(?<kind>Remaining (?:self|direct|indirect)|Unsilenced|Other|Legacy) deprecation notices \(\d+\)$");
static TOTALS: Pattern = Pattern::new(r"^(?:OK \(\d+ tests?, |OK, but |Tests: \d+, Assertions: )");
static FAILED: Pattern = Pattern::new(r"^(?:FAILURES|ERRORS)!|, (?:Failures|Errors): [1-9]");

/// What the run counted stands at most so far above.
const ABOVE: usize = 400;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        // The first section is of the worst kind; the others may be let pass.
        let Some(&at) = marked.iter().find(|&&at| NOTICES.is_match(log.text(at).trim())) else { continue };
        let above = at.saturating_sub(ABOVE)..at;
        let counted = above.clone().rev().any(|at| TOTALS.is_match(&log.text(at)));
        if !counted || above.into_iter().any(|at| FAILED.is_match(&log.text(at))) {
            continue;
        }
        let why = format!("The tests passed, and deprecations failed the run: {}.", quote(log.text(at).trim()));
        let mut read = runner_failure(at, at..marked.last().map_or(at, |&last| last) + 1, "Deprecations fail the tests", why);
        read.confidence = Confidence::Medium;
        reads.push(read);
    }
    reads
}
