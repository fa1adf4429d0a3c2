//! A cause against other runs: whether it stood there, or the jobs passed.

use std::collections::BTreeSet;

use super::touch::is_manifest;
use crate::diagnose::others::{Likeness, OtherJob, OtherRun, Role, Trace, same_work};
use crate::model::Change;

/// A cause of this run, in each job that it broke.
pub(super) type Occurrences<'a> = [(&'a str, Trace)];

/// What another run shows of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// All of its jobs that ran failed the same way.
    Same,
    /// They failed so, but a job with other values, or with words too few to tell.
    Alike,
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
        let likeness = |wanted: Likeness| job.traces.iter().any(|theirs| trace.likeness(theirs) == wanted);
        let here = match job.read {
            false => Stand::Unread,
            true if likeness(Likeness::Same) => Stand::Same,
            true if likeness(Likeness::Alike) => Stand::Alike,
            true => Stand::Otherwise,
        };
        worst = if weight(here) > weight(worst) { here } else { worst };
    }
    worst
}

/// The more it weighs, the more it speaks against sameness.
fn weight(stand: Stand) -> u8 {
    match stand {
        Stand::Silent => 0,
        Stand::Same => 1,
        Stand::Alike => 2,
        Stand::Otherwise => 3,
        Stand::Unread => 4,
        Stand::Passed => 5,
    }
}

/// What the same commit shows when it ran again: passed only if every job did that ran.
pub(super) fn again(own: &Occurrences<'_>, other: &OtherRun) -> Stand {
    let broken: Vec<(&str, Trace)> =
        own.iter().filter(|(name, _)| other.job(name).is_some_and(OtherJob::failed)).map(|(name, trace)| (*name, trace.clone())).collect();
    if broken.is_empty() { stand(own, other) } else { stand(&broken, other) }
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
    /// The newest run of a push in which the jobs passed, where only runs of another kind failed since.
    pub(super) of_push: Option<&'a OtherRun>,
    /// Runs left out because they hold work of this change.
    pub(super) held: bool,
    /// The newest run, where none of the jobs ran to an end in it, and it is newer than what shows anything.
    pub(super) silent: Option<&'a OtherRun>,
}

/// Reads the runs of the base, newest first; `onto` is the commit of it that was tested, where the log tells.
pub(super) fn base<'a>(own: &Occurrences<'_>, runs: &[(&'a OtherRun, Role)], onto: Option<&str>) -> Base<'a> {
    let held = runs.iter().filter(|(_, role)| *role == Role::Holds).filter_map(|(run, _)| run.run.created_at).min();
    let freed = runs.iter().filter(|(_, role)| *role == Role::TakesBack).filter_map(|(run, _)| run.run.created_at).max();
    let holds = |run: &OtherRun| {
        let at = run.run.created_at;
        let free = freed.filter(|freed| held.is_none_or(|held| *freed > held));
        match free {
            Some(free) => at.is_none_or(|at| at < free),
            None => held.is_some_and(|held| at.is_none_or(|at| at >= held)) || freed.is_some_and(|freed| at.is_none_or(|at| at < freed)),
        }
    };
    let of_base = || {
        runs.iter()
            .filter(|(_, role)| matches!(role, Role::Base | Role::TakesBack))
            .map(|(run, _)| *run)
            .map(|run| (run, stand(own, run)))
            .filter(|(_, stand)| *stand != Stand::Silent)
    };
    // What came to the base later than what was tested shows nothing.
    let tested = onto.and_then(|onto| of_base().position(|(run, _)| run.run.head_sha.as_deref() == Some(onto))).unwrap_or(0);
    let mut found = Base::default();
    let mut unbroken = true;
    for (run, stand) in of_base().skip(tested) {
        if holds(run) {
            found.held = true;
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
    // Where the only runs are such, there was something to compare with, and it shows nothing.
    found.held |= runs.iter().any(|(run, role)| *role == Role::Holds && stand(own, run) != Stand::Silent);
    let newest = found.newest.map(|(run, _)| run.run.created_at);
    let silent = runs.iter().filter(|(_, role)| *role == Role::Base).map(|(run, _)| *run).find(|run| stand(own, run) == Stand::Silent);
    found.silent = silent.filter(|run| newest.is_some_and(|newest| run.run.created_at > newest));
    found.of_push = found.contradicted(of_base().skip(tested));
    found
}

impl<'a> Base<'a> {
    /// The run of a push that passed, though runs of the clock or by hand fail: those do other work, or with other inputs.
    fn contradicted(&self, mut runs: impl Iterator<Item = (&'a OtherRun, Stand)>) -> Option<&'a OtherRun> {
        let pushed = |run: &OtherRun| matches!(run.run.event.as_deref(), Some("push" | "merge_group") | None);
        let (newest, _) = self.newest?;
        if pushed(newest) {
            return None;
        }
        runs.find(|(run, _)| pushed(run)).filter(|(_, stand)| *stand == Stand::Passed).map(|(run, _)| run)
    }
}

/// The siblings, newest first, that fail the same way since the job last passed anywhere else: an older failure may be mended.
pub(super) fn fresh<'a>(known: &[(&'a OtherRun, Stand)], green: Option<&OtherRun>) -> Vec<&'a OtherRun> {
    let passed = known.iter().filter(|(_, stand)| *stand == Stand::Passed).map(|(run, _)| *run).chain(green);
    let since = passed.filter_map(|run| run.run.created_at).max();
    let after = |run: &OtherRun| since.is_none_or(|since| run.run.created_at.is_some_and(|at| at > since));
    known.iter().filter(|(run, stand)| *stand == Stand::Same && after(run)).map(|(run, _)| *run).collect()
}

/// Whether a sibling owes nothing to this change: no commit, no revert, no file in common, nor lists of dependencies on both sides. What is not known may be in common.
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
                // A pick keeps when its commit was written, and may say which one it is.
                let picked = ours.authored_at.is_some() && ours.authored_at == commit.authored_at;
                let names = commit.message.contains(&ours.sha) || ours.message.contains(&commit.sha);
                picked || names || same_work(ours.subject(), commit.subject())
            })
    });
    // Two that raise the same dependency in two places fail alike, each by itself.
    let shared = |path: &str| is_manifest(path) || path.starts_with(".github/");
    let both = own.files.iter().any(|file| shared(&file.path)) && theirs.files.iter().any(|file| shared(&file.path));
    !related && !both && !theirs.files.iter().any(|file| files.contains(file.path.as_str()))
}
