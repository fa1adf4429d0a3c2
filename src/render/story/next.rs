//! What to do now, where other runs tell more than the fixes do; what separates red from green; what changed since the last green run.

use super::facts::{Facts, listed, transient, unexplained};
use crate::model::of_pull_request;
use crate::render::page::{Block, Inline, Line, code, link, raw, words};
use crate::report::{Cause, ChangedSinceGreen, NextKind, Verdict, from_outside};

/// The first thing to do. What is to be pushed or run again is said by the forecasts.
pub(super) fn step(facts: &Facts<'_>) -> Option<Line> {
    let next = facts.report.next.as_ref()?;
    let told = facts.report.causes.iter().any(|cause| matches!(cause.ownership.verdict, Verdict::Yours | Verdict::Base));
    let worth = match next.kind {
        NextKind::Maintainer | NextKind::Setting | NextKind::ReQueue | NextKind::Rebase => true,
        NextKind::NewerRun => true,
        NextKind::Fix => told || facts.report.causes.iter().any(doubtful) && of_pull_request(facts.report.run.event.as_deref()),
        NextKind::ReRun => facts.report.causes.iter().any(from_outside),
        NextKind::Push => false,
    };
    if !worth {
        return None;
    }
    let mut line = vec![Inline::Prose(next.text.clone())];
    if let Some(command) = next.reproduce.as_deref().filter(|_| next.kind == NextKind::Fix) {
        let which = if facts.report.causes.len() == 1 { "it" } else { "one" };
        line.extend([words(format!("; see {which} fail with ")), code(command)]);
    }
    Some(line)
}

/// Whether it is explained, and nobody knows whose it is.
fn doubtful(cause: &Cause) -> bool {
    cause.ownership.verdict == Verdict::Unknown && !unexplained(cause) && !transient(cause)
}

/// What separates the jobs of a cause from those that passed.
pub(super) fn separated(cause: &Cause) -> Option<Block> {
    let separation = cause.separation.as_ref()?;
    Some(Block::Para(vec![Inline::Strong(vec![words("Only there.")]), words(" "), Inline::Prose(separation.text.clone()), words(".")]))
}

/// What is not as it was when the job last passed: what the failure names, apart from what only moved in the same window.
pub(super) fn moved(cause: &Cause) -> Vec<Block> {
    let Some(changed) = &cause.changed_since_green else { return Vec::new() };
    let texts =
        |named: bool| changed.moved.iter().filter(move |part| part.named == named).map(|part| vec![Inline::Prose(part.text.clone())]);
    let named: Vec<Line> = texts(true).collect();
    let mut loose: Vec<Line> = texts(false).collect();
    loose.extend(counted(changed).map(|more| vec![words(more)]));
    let mut line = vec![Inline::Strong(vec![words("Since it last passed,")]), words(" in ")];
    line.extend(link(vec![words(format!("run {}", changed.run))], changed.url.as_deref()));
    let only = if named.is_empty() {
        "this moved in the same window, beside the code; nothing in the failure names it:"
    } else {
        "beside the code:"
    };
    line.extend([words(" ("), raw(&changed.job), words("), "), words(only)]);
    let mut blocks = vec![Block::Para(line)];
    if !named.is_empty() {
        blocks.push(Block::Bullets(named));
        if loose.is_empty() {
            return blocks;
        }
        blocks.push(Block::Para(vec![words("Also moved in the same window, and nothing in the failure names it:")]));
    }
    blocks.push(Block::Bullets(loose));
    blocks
}

/// `198 npm packages and 14 crates more`
fn counted(changed: &ChangedSinceGreen) -> Option<String> {
    let mut kinds: Vec<_> = changed.more.iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let of_kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if of_kinds.is_empty() {
        return None;
    }
    let all = listed(&of_kinds);
    Some(if changed.moved.is_empty() { all } else { format!("{all} more") })
}
