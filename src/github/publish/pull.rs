//! A pull request's head and all its runs, as they are now: what a comment is a function of.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::json::parsed;
use crate::bundle::api::{ApiError, HeadRepo, ListedRun};
use crate::github::{Client, Error, Repo};

/// Earlier heads that are told of.
const HEADS: usize = 5;

/// What a pull request is at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullHead {
    /// Its number.
    pub number: u64,
    /// The commit at its tip.
    pub sha: String,
    /// Whether it is open.
    pub open: bool,
    /// Its labels.
    pub labels: Vec<String>,
    /// The newest run of each workflow on the head, oldest first.
    pub runs: Vec<HeadRun>,
    /// The same of earlier heads, the newest first.
    pub earlier: Vec<(String, Vec<HeadRun>)>,
    /// The newest run of it in the merge queue.
    pub queued: Option<HeadRun>,
}

impl PullHead {
    /// The merge queue's run, where that failed and nothing was pushed or run since.
    pub fn failed_in_queue(&self) -> Option<&HeadRun> {
        self.queued.as_ref().filter(|queued| queued.failed && self.runs.iter().all(|run| run.id < queued.id))
    }
}

/// The pull request that a merge queue's branch is for: `gh-readonly-queue/main/pr-24-8f30b34…`.
pub fn queued_pull(branch: &str) -> Option<u64> {
    let (number, sha) = branch.strip_prefix("gh-readonly-queue/")?.rsplit_once("/pr-")?.1.split_once('-')?;
    sha.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| number.parse().ok())?
}

/// A run, as far as a list tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRun {
    /// GitHub's id.
    pub id: u64,
    /// Counts from 1.
    pub attempt: u32,
    /// The workflow's name, as its file or its author says. Raw text.
    pub workflow: String,
    /// What all runs of a workflow for one kind of event share.
    pub key: (Option<u64>, String),
    /// Whether it has yet to end.
    pub running: bool,
    /// Whether it failed.
    pub failed: bool,
    /// Whether it succeeded.
    pub green: bool,
    /// Its page.
    pub url: Option<String>,
}

#[derive(Deserialize)]
struct PullJson {
    state: Option<String>,
    head: Option<HeadJson>,
    labels: Option<Vec<LabelJson>>,
}

#[derive(Deserialize)]
struct HeadJson {
    r#ref: Option<String>,
    sha: Option<String>,
    repo: Option<RepoJson>,
}

#[derive(Deserialize)]
struct RepoJson {
    full_name: Option<String>,
}

#[derive(Deserialize)]
struct LabelJson {
    name: Option<String>,
}

fn pull_json(body: &[u8]) -> Result<PullJson, ApiError> {
    parsed("pull request", body)
}

impl Client {
    /// A pull request's head and its runs.
    pub async fn pull_head(&self, repo: &Repo, number: u64) -> Result<PullHead, Error> {
        let pull = self.read(&format!("pull request {number} of {repo}"), &format!("/repos/{repo}/pulls/{number}"), pull_json).await?;
        let head = pull.head.unwrap_or(HeadJson { r#ref: None, sha: None, repo: None });
        let Some(sha) = head.sha else { return Err(Error::NoRuns { what: format!("pull request {number} of {repo}") }) };
        let runs = newest_of_each(self.runs_of_commit(repo, &sha).await?);
        let earlier = match (head.r#ref, head.repo.and_then(|repo| repo.full_name)) {
            // It is told of where it can be had; nothing rests on it.
            (Some(branch), Some(of)) => earlier(self.runs_of_branch(repo, &branch).await.unwrap_or_default(), &of, &sha),
            _ => Vec::new(),
        };
        // Where there is no queue there are none.
        let queue = self.runs_of_queue(repo).await.unwrap_or_default();
        let queued = newest_of_each(queue.into_iter().filter(|listed| of_queue(listed, number)).collect()).pop();
        let labels = pull.labels.unwrap_or_default().into_iter().filter_map(|label| label.name).collect();
        Ok(PullHead { number, sha, open: pull.state.as_deref() != Some("closed"), labels, runs, earlier, queued })
    }

    /// The newest runs of merge queues: one page of 50.
    async fn runs_of_queue(&self, repo: &Repo) -> Result<Vec<ListedRun>, Error> {
        let path = format!("/repos/{repo}/actions/runs?event=merge_group&per_page=50");
        self.read(&format!("the merge queue's runs in {repo}"), &path, crate::bundle::api::runs).await
    }
}

fn of_queue(listed: &ListedRun, number: u64) -> bool {
    let branch = listed.run.branch.as_deref().unwrap_or_default();
    listed.run.event.as_deref() == Some("merge_group") && queued_pull(branch) == Some(number)
}

fn newest_of_each(mut listed: Vec<ListedRun>) -> Vec<HeadRun> {
    listed.sort_by_key(|listed| std::cmp::Reverse(listed.run.id));
    let mut seen = BTreeSet::new();
    let mut runs: Vec<HeadRun> = listed.into_iter().map(head_run).filter(|run| seen.insert(run.key.clone())).collect();
    runs.sort_by_key(|run| run.id);
    runs
}

fn head_run(listed: ListedRun) -> HeadRun {
    let run = listed.run;
    let conclusion = run.conclusion.as_ref();
    HeadRun {
        id: run.id,
        attempt: run.attempt.unwrap_or(1),
        key: (listed.workflow_id, run.event.clone().unwrap_or_default()),
        running: run.runs(),
        failed: conclusion.is_some_and(crate::model::Conclusion::failed),
        green: conclusion == Some(&crate::model::Conclusion::Success),
        workflow: run.workflow.or(run.path).unwrap_or_default(),
        url: run.url,
    }
}

/// Runs of the branch on other commits, by commit. A fork's branch of that name is another one; what a push started is not the pull request's.
fn earlier(listed: Vec<ListedRun>, of: &str, head: &str) -> Vec<(String, Vec<HeadRun>)> {
    let ours = |listed: &ListedRun| match &listed.head_repo {
        HeadRepo::Named(name) => name.eq_ignore_ascii_case(of),
        HeadRepo::Gone | HeadRepo::Unsaid => false,
    };
    let of_pull = |listed: &ListedRun| listed.run.event.as_deref().is_some_and(|event| event.starts_with("pull_request"));
    let mut heads: Vec<(String, Vec<ListedRun>)> = Vec::new();
    let mut listed: Vec<ListedRun> = listed.into_iter().filter(|run| ours(run) && of_pull(run)).collect();
    listed.sort_by_key(|listed| std::cmp::Reverse(listed.run.id));
    for run in listed {
        let Some(sha) = run.run.head_sha.clone().filter(|sha| sha != head) else { continue };
        match heads.iter_mut().find(|(known, _)| *known == sha) {
            Some((_, runs)) => runs.push(run),
            None => heads.push((sha, vec![run])),
        }
    }
    heads.truncate(HEADS);
    heads.into_iter().map(|(sha, runs)| (sha, newest_of_each(runs))).collect()
}
