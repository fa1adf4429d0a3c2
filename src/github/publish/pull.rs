//! A pull request's head and all its runs, as they are now: what a comment is a function of.

use serde::Deserialize;

use super::json::parsed;
use crate::bundle::api::{ApiError, HeadRepo, ListedRun};
use crate::diagnose;
use crate::github::fetch::newest_of_each;
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

/// What a merge queue's branch tells: the pull request, and the commit that it was put onto.
fn queued(branch: &str) -> Option<(u64, &str)> {
    let queued = diagnose::queued(branch)?;
    let hex = queued.onto.len() >= 7 && queued.onto.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex.then_some((queued.pull, queued.onto))
}

/// The pull requests that a merge queue's branch holds: its own, and those before it in the queue, onto which it was put.
fn members(queue: &[ListedRun], branch: &str) -> Vec<u64> {
    /// More do not wait in one queue.
    const MOST: usize = 100;
    let mut numbers = Vec::new();
    let mut next = Some(branch);
    while let Some((number, base)) = next.and_then(queued).filter(|_| numbers.len() < MOST) {
        if numbers.contains(&number) {
            break;
        }
        numbers.push(number);
        let before = |listed: &&ListedRun| listed.run.head_sha.as_deref().is_some_and(|sha| sha.starts_with(base));
        next = queue.iter().find(before).and_then(|listed| listed.run.branch.as_deref());
    }
    numbers
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
        let runs = head_runs(self.runs_of_commit(repo, &sha).await?);
        let earlier = match (head.r#ref, head.repo.and_then(|repo| repo.full_name)) {
            // It is told of where it can be had; nothing rests on it.
            (Some(branch), Some(of)) => earlier(self.runs_of_branch(repo, &branch).await.unwrap_or_default(), &of, &sha),
            _ => Vec::new(),
        };
        // Where there is no queue there are none.
        let queue = self.runs_of_queue(repo).await.unwrap_or_default();
        let own = queue.iter().filter(|listed| members(&queue, listed.run.branch.as_deref().unwrap_or_default()).contains(&number));
        let queued = head_runs(own.cloned().collect()).pop();
        let labels = pull.labels.unwrap_or_default().into_iter().filter_map(|label| label.name).collect();
        Ok(PullHead { number, sha, open: pull.state.as_deref() != Some("closed"), labels, runs, earlier, queued })
    }

    /// The newest runs of merge queues: one page of 50.
    async fn runs_of_queue(&self, repo: &Repo) -> Result<Vec<ListedRun>, Error> {
        let path = format!("/repos/{repo}/actions/runs?event=merge_group&per_page=50");
        let mut runs = self.read(&format!("the merge queue's runs in {repo}"), &path, crate::bundle::api::runs).await?;
        runs.retain(|listed| listed.run.of_merge_queue());
        Ok(runs)
    }

    /// The pull requests that a merge queue's branch holds.
    pub async fn pulls_in_queue(&self, repo: &Repo, branch: &str) -> Result<Vec<u64>, Error> {
        Ok(members(&self.runs_of_queue(repo).await?, branch))
    }
}

/// The newest run of each workflow, the oldest first.
fn head_runs(mut listed: Vec<ListedRun>) -> Vec<HeadRun> {
    listed.sort_by_key(|listed| std::cmp::Reverse(listed.run.id));
    newest_of_each(listed).into_iter().rev().map(head_run).collect()
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
    let of_pull = |listed: &ListedRun| listed.run.of_pull_request();
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
    heads.into_iter().map(|(sha, runs)| (sha, head_runs(runs))).collect()
}

#[cfg(test)]
mod tests {
    use super::members;
    use crate::bundle::api::runs;

    #[test]
    fn a_queue_puts_pull_requests_onto_each_other() {
        let (base, first) = ("c".repeat(40), "a".repeat(40));
        let list = format!(
            r#"{{"workflow_runs": [
                {{"id": 9, "event": "merge_group", "head_branch": "gh-readonly-queue/main/pr-25-{first}", "head_sha": "{}"}},
                {{"id": 8, "event": "merge_group", "head_branch": "gh-readonly-queue/main/pr-24-{base}", "head_sha": "{first}"}}
            ]}}"#,
            "b".repeat(40)
        );
        let queue = runs(list.as_bytes()).unwrap();
        assert_eq!(members(&queue, &format!("gh-readonly-queue/main/pr-25-{first}")), [25, 24]);
        assert_eq!(members(&queue, &format!("gh-readonly-queue/main/pr-24-{base}")), [24]);
        for branch in ["main", "gh-readonly-queue/main/pr-x-aaaaaaa", "gh-readonly-queue/main/pr-24", "gh-readonly-queue/main/pr-24-zz"] {
            assert!(members(&queue, branch).is_empty(), "{branch}");
        }
    }
}
