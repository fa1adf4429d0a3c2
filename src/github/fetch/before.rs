//! Runs to compare with: the base's from before this one, other pull requests', the same commit again. What of them cannot be had is no
//! lack of this run's report: it then says that it does not know whose the failure is.

use std::collections::BTreeSet;

use super::base;
use super::part::Part;
use crate::diagnose::{base_branch, of_a_trunk, queued, tests_its_commit};
use crate::github::workflow_runs::Told;
use crate::github::{Client, Repo, RunId};
use crate::model::{Conclusion, Run, encoded, encoded_path};

/// Runs of the base that are worth a look: the newest, and the newest that passed.
const OF_BASE: usize = 2;
/// Other pull requests, likewise.
const SIBLINGS: usize = 2;

/// What there is to compare with.
#[derive(Default)]
pub(super) struct Listed {
    /// The run's own change.
    pub(super) change: Part,
    pub(super) base: Vec<Told>,
    pub(super) siblings: Vec<Told>,
    pub(super) again: Option<Told>,
    /// What a pull request goes into.
    pub(super) into: Option<String>,
}

/// Lists what there is. Nothing is asked about a run that did not fail.
pub(super) async fn listed(client: &Client, repo: &Repo, id: RunId, run: &Run) -> Listed {
    if !run.conclusion.as_ref().is_some_and(Conclusion::failed) {
        return Listed::default();
    }
    let into = base_branch(run).map(str::to_owned);
    let branch = into.clone().or_else(|| run.branch.clone().filter(|_| of_a_trunk(run)));
    let of_a_pull = into.is_some() && run.branch.as_deref().and_then(queued).is_none();
    let base = async {
        // A batch may be put on another one, whose branch is not the base's.
        let filter = match (run.branch.as_deref().and_then(queued), &branch) {
            (Some(queued), _) => format!("head_sha={}&status=completed", encoded_path(queued.onto)),
            (None, Some(branch)) => format!("branch={}&status=completed", encoded(branch)),
            (None, None) => return Vec::new(),
        };
        client.runs_before(repo, run, &filter).await.unwrap_or_default()
    };
    let siblings = async {
        if !of_a_pull {
            return Vec::new();
        }
        client.runs_before(repo, run, "event=pull_request&status=completed").await.unwrap_or_default()
    };
    let early = into.is_some().then(|| base::range(run, &[])).flatten();
    let known = early.is_some();
    let (mut base, siblings, again, mut change) =
        tokio::join!(base, siblings, again(client, repo, id, run), base::change(client, repo, early));
    base.retain(|told| is_of_base(run, &told.run));
    if !known {
        change = base::change(client, repo, base::range(run, &base)).await;
    }
    Listed { change, base: of_base(base), siblings: newest_siblings(run, siblings), again, into }
}

/// A later attempt of the run, where an earlier one is triaged.
async fn again(client: &Client, repo: &Repo, id: RunId, run: &Run) -> Option<Told> {
    let asked = id.attempt?;
    let (json, (newest, _)) = client.whole_run(repo, RunId { id: run.id, attempt: None }).await.ok()?;
    newest.attempt.is_some_and(|attempt| attempt > asked).then_some(Told { run: newest, json })
}

/// Whether a run of a branch is the branch's own: not that of a fork's branch of the same name, and none that may have taken other code.
fn is_of_base(own: &Run, run: &Run) -> bool {
    let alike = tests_its_commit(run) || run.event == own.event && !own.of_pull_request();
    run.fork != Some(true) && alike && conclusive(run)
}

fn conclusive(run: &Run) -> bool {
    run.conclusion == Some(Conclusion::Success) || run.conclusion.as_ref().is_some_and(Conclusion::failed)
}

/// The newest runs, and the newest that passed.
fn of_base(runs: Vec<Told>) -> Vec<Told> {
    let green = runs.iter().position(|told| told.run.conclusion == Some(Conclusion::Success));
    runs.into_iter().enumerate().filter(|(at, _)| *at < OF_BASE || Some(*at) == green).map(|(_, told)| told).collect()
}

/// The newest run of each other pull request; the failed ones first.
fn newest_siblings(run: &Run, runs: Vec<Told>) -> Vec<Told> {
    let mut seen = BTreeSet::new();
    let own = |other: &Run| {
        other.branch == run.branch && other.fork.unwrap_or(false) == run.fork.unwrap_or(false) || other.head_sha == run.head_sha
    };
    let mut others: Vec<Told> = runs
        .into_iter()
        .filter(|told| !own(&told.run) && conclusive(&told.run))
        .filter(|told| seen.insert((told.run.fork, told.run.branch.clone())))
        .collect();
    others.sort_by_key(|told| told.run.conclusion == Some(Conclusion::Success));
    others.truncate(SIBLINGS);
    others
}
