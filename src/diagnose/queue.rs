//! What a merge queue tests: a batch of pull requests on top of a base.

use std::collections::BTreeSet;

use crate::model::{Change, Run};

/// The branch that a merge queue made for a batch: `gh-readonly-queue/<base>/pr-<number>-<sha>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued<'a> {
    /// The branch that the batch goes into.
    pub base: &'a str,
    /// The last pull request of the batch.
    pub pull: u64,
    /// The commit that the batch was put on.
    pub onto: &'a str,
}

/// What the name of a queue's branch says; none for any other branch.
pub fn queued(branch: &str) -> Option<Queued<'_>> {
    let (base, last) = branch.strip_prefix("gh-readonly-queue/")?.rsplit_once('/')?;
    let (number, onto) = last.strip_prefix("pr-")?.split_once('-')?;
    Some(Queued { base, pull: number.parse().ok()?, onto })
}

/// The pull requests of a queue's run, in order of number: the one that the branch names, and those whose commits are in the batch.
pub fn pulls(run: &Run, change: Option<&Change>) -> Vec<u64> {
    let Some(queued) = run.branch.as_deref().and_then(queued) else { return Vec::new() };
    let subjects = change.into_iter().flat_map(|change| &change.commits).filter_map(|commit| pull_of(commit.subject()));
    subjects.chain([queued.pull]).collect::<BTreeSet<u64>>().into_iter().collect()
}

/// The pull request that a merge's subject names: `Merge pull request #7 from …`, or `… (#7)` of a squash.
pub(super) fn pull_of(subject: &str) -> Option<u64> {
    if let Some(rest) = subject.strip_prefix("Merge pull request #") {
        return rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
    }
    subject.trim_end().strip_suffix(')')?.rsplit_once("(#")?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Queued, pull_of, queued};

    #[test]
    fn branches_and_subjects() {
        let sha = "c2a90d7f4e1863b5d7720af96e1b3c58042fd6e9";
        let branch = format!("gh-readonly-queue/release/2.0/pr-24-{sha}");
        assert_eq!(queued(&branch), Some(Queued { base: "release/2.0", pull: 24, onto: sha }));
        assert_eq!(queued("main"), None);
        assert_eq!(queued("gh-readonly-queue/main/pr-x-1"), None);
        assert_eq!(pull_of("Merge pull request #7 from o/topic"), Some(7));
        assert_eq!(pull_of("Faster start (#12)"), Some(12));
        assert_eq!(pull_of("Faster start (#12) and more"), None);
    }
}
