//! Prose that still waits for its author.

use super::Desk;
use crate::rules::draft::UNSAID;
use crate::rules::{Prose, Runbook};

/// What nobody leaves in a finished page.
const MARKS: [&str; 3] = [UNSAID, "TODO", "FIXME"];

pub(super) fn check(desk: &mut Desk<'_>) {
    let rule = desk.rule;
    let runbooks = std::iter::once(&rule.runbook).chain(rule.variants.iter().map(|variant| &variant.runbook));
    for prose in runbooks.flat_map(sections) {
        if let Some(mark) = MARKS.iter().find(|mark| prose.markdown().contains(**mark)) {
            let line = prose.markdown().lines().find(|line| line.contains(mark)).unwrap_or_default();
            desk.wrong(desk.find(line), "this waits for its author", "say it, or leave it out");
        }
    }
}

/// The prose of a runbook.
pub(super) fn sections(runbook: &Runbook) -> impl Iterator<Item = &Prose> {
    runbook.root_cause.iter().chain(&runbook.fix).chain(&runbook.investigate).chain(&runbook.verify)
}
