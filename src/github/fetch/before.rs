//! Runs to compare with: the base's from before this one, other pull requests', the same commit again. What of them cannot be had is no
//! lack of this run's report: it then says that it does not know whose the failure is.

use std::collections::BTreeSet;

use super::base;
use super::part::Part;
use crate::bundle::api;
use crate::diagnose::{base_branch, of_a_trunk, queued};
use crate::github::all::all;
use crate::github::jobs::Executions;
use crate::github::workflow_runs::Told;
use crate::github::{Client, Repo, RunId};
use crate::model::{Conclusion, Job, Run, encoded, encoded_path};

/// Runs of the base whose jobs are asked for: the newest, and the newest that passed.
const OF_BASE: usize = 2;
/// Other pull requests, likewise.
const SIBLINGS: usize = 2;
/// Logs that are asked for, of all of them together.
const LOGS: usize = 4;
/// Logs of jobs that passed there and failed here.
const GREENS: usize = 1;

/// What there is to compare with.
#[derive(Default)]
pub(super) struct Listed {
    /// The run's own change.
    pub(super) change: Part,
    base: Vec<Told>,
    siblings: Vec<Told>,
    again: Option<Told>,
    /// What a pull request goes into.
    into: Option<String>,
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
    base.retain(|told| is_of_base(&told.run));
    if !known {
        change = base::change(client, repo, base::range(run, &base)).await;
    }
    Listed { change, base, siblings, again, into }
}

/// A later attempt of the run, where an earlier one is triaged.
async fn again(client: &Client, repo: &Repo, id: RunId, run: &Run) -> Option<Told> {
    let asked = id.attempt?;
    let (json, (newest, _)) = client.whole_run(repo, RunId { id: run.id, attempt: None }).await.ok()?;
    newest.attempt.is_some_and(|attempt| attempt > asked).then_some(Told { run: newest, json })
}

/// Whether a run of a branch is the branch's own: not that of a fork's branch of the same name.
fn is_of_base(run: &Run) -> bool {
    run.fork != Some(true) && !run.of_pull_request() && conclusive(run)
}

fn conclusive(run: &Run) -> bool {
    run.conclusion == Some(Conclusion::Success) || run.conclusion.as_ref().is_some_and(Conclusion::failed)
}

/// Asks for the jobs of those that can show something, and for the logs of what failed there and here.
pub(super) async fn compared(client: &Client, repo: &Repo, run: &Run, listed: Listed, failed: &[String]) -> Vec<(u64, Part)> {
    if failed.is_empty() {
        return Vec::new();
    }
    let siblings = siblings(run, listed.siblings);
    let ids: BTreeSet<u64> = siblings.iter().map(|told| told.run.id).collect();
    let chosen: Vec<Told> = of_base(listed.base).into_iter().chain(listed.again).chain(siblings).collect();
    let jobs = |told: Told| {
        let (client, repo) = (client.clone(), repo.clone());
        async move {
            let list = client.job_list(&repo, RunId { id: told.run.id, attempt: None }, Executions::Latest).await;
            list.ok().map(|list| (told, list.json))
        }
    };
    let mut left = LOGS;
    let mut greens = GREENS;
    let mut wanted: Vec<Wanted> = Vec::new();
    for (told, list) in all(chosen, jobs).await.into_iter().flatten() {
        let jobs: Vec<Job> = api::jobs(&list).map(|(_, jobs)| jobs).unwrap_or_default();
        let here_too = |job: &&Job| job.conclusion.as_ref().is_some_and(Conclusion::failed) && failed.contains(&job.name);
        let logs: Vec<u64> = jobs.iter().filter(here_too).filter_map(|job| job.id).take(left.min(2)).collect();
        left -= logs.len();
        // What a job that passed was set up with: of the newest run of the base only.
        let passed = |job: &&Job| job.conclusion == Some(Conclusion::Success) && failed.contains(&job.name);
        let most = if ids.contains(&told.run.id) { 0 } else { greens };
        let green: Vec<u64> = jobs.iter().filter(passed).filter_map(|job| job.id).take(most).collect();
        greens -= green.len();
        let logs: Vec<u64> = logs.into_iter().chain(green).collect();
        // A sibling counts only if it owes nothing to this change.
        let range = listed.into.clone().zip(told.run.head_sha.clone()).filter(|_| ids.contains(&told.run.id) && !logs.is_empty());
        wanted.push(Wanted { told, list, logs, range });
    }
    let ask = |Wanted { told, list, logs, range }: Wanted| {
        let (client, repo) = (client.clone(), repo.clone());
        async move {
            let log = |id| {
                let (client, repo) = (client.clone(), repo.clone());
                async move { client.job_log(&repo, id).await.ok().map(|text| (id, text)) }
            };
            let (texts, mut part) = tokio::join!(all(logs, log), base::change(&client, &repo, range));
            part.put("run.json", told.json);
            part.put("jobs.json", list);
            for (id, text) in texts.into_iter().flatten() {
                part.put(format!("jobs/{id}.txt"), text);
            }
            (told.run.id, part)
        }
    };
    all(wanted, ask).await
}

/// A run to compare with, and what is still asked about it.
struct Wanted {
    told: Told,
    /// Its jobs, as GitHub told.
    list: Vec<u8>,
    /// The jobs whose logs are wanted.
    logs: Vec<u64>,
    /// Its own change, where that counts.
    range: Option<(String, String)>,
}

/// The newest runs, and the newest that passed.
fn of_base(runs: Vec<Told>) -> Vec<Told> {
    let green = runs.iter().position(|told| told.run.conclusion == Some(Conclusion::Success));
    runs.into_iter().enumerate().filter(|(at, _)| *at < OF_BASE || Some(*at) == green).map(|(_, told)| told).collect()
}

/// The newest run of each other pull request; the failed ones first.
fn siblings(run: &Run, runs: Vec<Told>) -> Vec<Told> {
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
