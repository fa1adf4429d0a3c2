//! A cause against other runs: whether it stood there, or the jobs passed.

use std::collections::BTreeSet;

use crate::diagnose::others::{OtherRun, Role, Trace, undoes};
use crate::model::Change;

/// A cause of this run, in each job that it broke.
pub(super) type Occurrences<'a> = [(&'a str, Trace)];

/// What another run shows of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// All of its jobs that ran failed the same way.
    Same,
    /// One of its jobs passed.
    Passed,
    /// A job failed, by something else at least.
    Otherwise,
    /// A job failed, and its log was not read.
    Unread,
    /// None of its jobs ran to an end.
    Silent,
}

/// What a run shows of a cause.
pub(super) fn stand(own: &Occurrences<'_>, other: &OtherRun) -> Stand {
    let mut worst = Stand::Silent;
    for (name, trace) in own {
        let Some(job) = other.job(name) else { continue };
        if job.passed() {
            return Stand::Passed;
        }
        if !job.failed() {
            continue;
        }
        let same = job.traces.iter().any(|theirs| trace.stood_in(theirs));
        worst = match (worst, job.read, same) {
            (Stand::Unread, ..) | (_, false, _) => Stand::Unread,
            (Stand::Otherwise, ..) | (_, true, false) => Stand::Otherwise,
            (_, true, true) => Stand::Same,
        };
    }
    worst
}

/// What the base shows, from its runs before this one.
#[derive(Debug, Default)]
pub(super) struct Base<'a> {
    /// The newest run that shows anything, and what.
    pub(super) newest: Option<(&'a OtherRun, Stand)>,
    /// Where that is the same cause: the oldest run from which on it was seen without a break.
    pub(super) since: Option<&'a OtherRun>,
    /// The newest run in which the jobs passed.
    pub(super) green: Option<&'a OtherRun>,
    /// The newest run in which the same cause stood.
    pub(super) same: Option<&'a OtherRun>,
}

/// Reads the runs of the base, newest first.
pub(super) fn base<'a>(own: &Occurrences<'_>, runs: &[(&'a OtherRun, Role)]) -> Base<'a> {
    let mut found = Base::default();
    let mut unbroken = true;
    for (run, _) in runs.iter().filter(|(_, role)| *role == Role::Base) {
        let stand = stand(own, run);
        if stand == Stand::Silent {
            continue;
        }
        found.newest = found.newest.or(Some((run, stand)));
        match stand {
            Stand::Same => {
                found.same = found.same.or(Some(run));
                if unbroken && found.newest.is_some_and(|(_, newest)| newest == Stand::Same) {
                    found.since = Some(run);
                }
            }
            Stand::Passed => {
                found.green = found.green.or(Some(run));
                unbroken = false;
            }
            _ => unbroken = false,
        }
    }
    found
}

/// Whether a sibling owes nothing to this change: no commit, no revert, no file in common. What is not known may be in common.
pub(super) fn independent(own: Option<&Change>, sibling: &OtherRun) -> bool {
    let (Some(own), Some(theirs)) = (own, &sibling.change) else { return false };
    if !own.whole || !theirs.whole || theirs.commits.is_empty() {
        return false;
    }
    let shas: BTreeSet<&str> = own.commits.iter().map(|commit| commit.sha.as_str()).collect();
    let files: BTreeSet<&str> = own.files.iter().map(|file| file.path.as_str()).collect();
    let related = theirs.commits.iter().any(|commit| {
        shas.contains(commit.sha.as_str())
            || own.commits.iter().any(|ours| {
                let (ours, theirs) = (ours.subject().trim(), commit.subject().trim());
                ours == theirs || undoes(ours, theirs) || undoes(theirs, ours)
            })
    });
    !related && !theirs.files.iter().any(|file| files.contains(file.path.as_str()))
}
