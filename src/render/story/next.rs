//! What to do now, where other runs tell more than the fixes do; what separates red from green; what changed since the last green run.

use super::facts::Facts;
use crate::render::page::{Block, Inline, Line, code, link, raw, words};
use crate::report::{Cause, NextKind, Verdict};

/// The first thing to do. What is to be pushed or run again is said by the forecasts.
pub(super) fn step(facts: &Facts<'_>) -> Option<Line> {
    let next = facts.report.next.as_ref()?;
    let told = facts.report.causes.iter().any(|cause| matches!(cause.ownership.verdict, Verdict::Yours | Verdict::Base));
    let worth = match next.kind {
        NextKind::Maintainer | NextKind::Setting | NextKind::ReQueue | NextKind::Rebase => true,
        NextKind::Fix => told,
        NextKind::ReRun | NextKind::Push => false,
    };
    if !worth {
        return None;
    }
    let mut line = vec![Inline::Prose(next.text.clone())];
    if let Some(command) = next.reproduce.as_deref().filter(|_| next.kind == NextKind::Fix) {
        line.extend([words("; see it fail with "), code(command)]);
    }
    Some(line)
}

/// What separates the jobs of a cause from those that passed.
pub(super) fn separated(cause: &Cause) -> Option<Block> {
    let separation = cause.separation.as_ref()?;
    Some(Block::Para(vec![Inline::Strong(vec![words("Only there.")]), words(" "), Inline::Prose(separation.text.clone()), words(".")]))
}

/// What is not as it was when the job last passed.
pub(super) fn moved(cause: &Cause) -> Vec<Block> {
    let Some(changed) = &cause.changed_since_green else { return Vec::new() };
    let mut line = vec![Inline::Strong(vec![words("Since it last passed,")]), words(" in ")];
    line.extend(link(vec![words(format!("run {}", changed.run))], changed.url.as_deref()));
    line.extend([words(" ("), raw(&changed.job), words("), beside the code:")]);
    let parts = changed.moved.iter().map(|part| vec![Inline::Prose(part.text.clone())]).collect();
    vec![Block::Para(line), Block::Bullets(parts)]
}
