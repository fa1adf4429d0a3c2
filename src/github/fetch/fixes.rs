//! Where a fix may be beside the run's branch, and what candidates change.
//!
//! With the branch's commits and the later runs, what is said of a fix takes at most six requests, and one for each of ten commits and pull
//! requests. Nothing rests on what is asked here but that: what cannot be had is done without.

use super::part::Part;
use crate::diagnose::{base_branch, of_a_trunk};
use crate::github::all::all;
use crate::github::{Client, Repo};
use crate::model::{Commit, CommitPlace, Conclusion, Run, rfc3339};

/// Pull requests that are asked for their files.
const PULLS: usize = 4;

/// The pull requests that changed last.
pub(super) async fn pulls(client: &Client, repo: &Repo, run: &Run) -> (Part, Vec<Commit>) {
    let mut part = Part::default();
    if !failed(run) {
        return (part, Vec::new());
    }
    let (body, pulls) = client.recent_pulls(repo).await.unwrap_or_default();
    if !pulls.is_empty() {
        part.put("pulls.json", body);
    }
    (part, pulls)
}

/// Whether a run is worth all this.
pub(super) fn failed(run: &Run) -> bool {
    run.conclusion.as_ref().is_some_and(Conclusion::failed)
}

/// The pull requests and the commits that mention the run, then the newest commits. Both are the newest first.
pub(super) fn shortlist(pulls: Vec<Commit>, commits: Vec<Commit>, run: &Run) -> Vec<Commit> {
    let mentions = |commit: &Commit| commit.message.contains(&run.id.to_string());
    let (loud, silent): (Vec<Commit>, Vec<Commit>) = commits.into_iter().partition(mentions);
    pulls.into_iter().filter(mentions).take(PULLS).chain(loud).chain(silent).collect()
}

/// The branch that a run's own goes into, none for the default one, and since when its commits are of interest: where that branch is another one,
/// and no later run tells more.
pub(super) fn base(run: &Run, later: usize) -> Option<(Option<String>, String)> {
    let wanted = failed(run) && later == 0 && !of_a_trunk(run);
    wanted.then(|| Some((base_branch(run).map(str::to_owned), rfc3339(run.created_at?)))).flatten()
}

/// The commits of that branch.
pub(super) async fn since(client: &Client, repo: &Repo, base: Option<(Option<String>, String)>) -> Option<Vec<u8>> {
    let (branch, since) = base?;
    let (body, commits) = client.commits_since(repo, branch.as_deref(), &since).await.ok()?;
    (!commits.is_empty()).then_some(body)
}

/// The files of commits and pull requests.
pub(super) async fn details(client: &Client, repo: &Repo, wanted: Vec<Commit>) -> Part {
    let ask = |commit: Commit| {
        let (client, repo) = (client.clone(), repo.clone());
        async move {
            let (name, body) = match commit.place {
                CommitPlace::Pull { number, .. } => (format!("pulls/{number}/files.json"), client.pull_files(&repo, number).await.ok()?),
                CommitPlace::Branch | CommitPlace::Base => {
                    (format!("commits/{}.json", commit.sha), client.whole_commit(&repo, &commit.sha).await.ok()?.0)
                }
            };
            Some((name, body))
        }
    };
    let mut part = Part::default();
    for (name, body) in all(wanted, ask).await.into_iter().flatten() {
        part.put(name, body);
    }
    part
}
