//! Runs after the one that is triaged.

use serde_json::Value;

use super::logs::texts;
use super::part::Part;
use super::run::one_run;
use crate::bundle::api::{self, HeadRepo, ListedRun};
use crate::bundle::{Bundle, latest};
use crate::github::all::all;
use crate::github::jobs::Executions;
use crate::github::{Client, Error, Repo, RunId};
use crate::model::{Conclusion, Job, Run};

/// Later runs that are looked at: the newest, and the first of all.
const RUNS: usize = 2;
/// Logs of theirs that are asked for.
const LOGS: usize = 3;

/// A run, and the commits that its head has since another one's: what a report of the earlier run is held against.
pub async fn fetch_later(client: &Client, repo: &Repo, run: impl Into<RunId>, since: Option<&str>) -> Result<Bundle, Error> {
    let id = run.into();
    let mut bundle = Bundle::new(format!("run {}", id.id));
    one_run(client, repo, id, &mut bundle).await?;
    let head = bundle.get("run.json").and_then(|body| api::run(body).ok()).and_then(|run| run.head_sha);
    if let (Some(since), Some(head)) = (since, head)
        && since != head
    {
        between(client, repo, since, &head).await.into_bundle(&mut bundle);
    }
    Ok(bundle)
}

/// The commits between two heads, newest first, as a list of commits has them.
async fn between(client: &Client, repo: &Repo, since: &str, head: &str) -> Part {
    const WHAT: &str = "commits between the runs";
    let mut part = Part::default();
    match client.compare(repo, since, head).await {
        Ok((body, _)) => {
            let commits = serde_json::from_slice::<Value>(&body).ok().and_then(|mut json| match json["commits"].take() {
                Value::Array(mut commits) => {
                    commits.reverse();
                    Some(Value::Array(commits))
                }
                _ => None,
            });
            if let Some(commits) = commits {
                part.put("history.json", commits.to_string().into_bytes());
            }
        }
        Err(error) => part.lack(WHAT, &error),
    }
    part
}

/// A later run and its jobs, before their logs.
pub(super) struct LaterRun {
    id: u64,
    part: Part,
    jobs: Vec<Job>,
}

/// The runs of the same workflow and branch that were created after a failed one and have ended. Nothing rests on them but what is
/// said of a fix: where they cannot be had, nothing is said.
pub(super) async fn later_runs(client: &Client, repo: &Repo, run: &Run, head_repo: &HeadRepo) -> Vec<LaterRun> {
    let failed = run.conclusion.as_ref().is_some_and(Conclusion::failed);
    let (Some(branch), true) = (&run.branch, failed) else { return Vec::new() };
    let Ok((body, listed)) = client.listed_of_branch(repo, branch).await else { return Vec::new() };
    let bodies = serde_json::from_slice::<Value>(&body).map(|mut json| json["workflow_runs"].take()).unwrap_or_default();
    let mut chosen: Vec<(&ListedRun, &Value)> = listed.iter().zip(bodies.as_array().into_iter().flatten()).collect();
    chosen.retain(|(listed, _)| is_later(&listed.run, run) && listed.head_repo == *head_repo && !listed.run.runs());
    // Newest first, as GitHub lists them.
    if chosen.len() > RUNS {
        chosen.drain(RUNS - 1..chosen.len() - 1);
    }
    let ask = |(id, body): (u64, Vec<u8>)| {
        let (client, repo) = (client.clone(), repo.clone());
        async move {
            let list = client.job_list(&repo, RunId::from(id), Executions::Latest).await.ok()?;
            let jobs = api::jobs(&list.json).map(|(_, jobs)| latest(jobs)).unwrap_or_default();
            let mut part = Part::default();
            part.put("run.json", body);
            part.put("jobs.json", list.json);
            Some(LaterRun { id, part, jobs })
        }
    };
    let wanted: Vec<(u64, Vec<u8>)> = chosen.into_iter().map(|(listed, body)| (listed.run.id, body.to_string().into_bytes())).collect();
    all(wanted, ask).await.into_iter().flatten().collect()
}

fn is_later(listed: &Run, run: &Run) -> bool {
    listed.id != run.id
        && listed.path == run.path
        && listed.event == run.event
        && matches!((listed.created_at, run.created_at), (Some(listed), Some(run)) if listed > run)
}

/// Puts later runs into a bundle, with the logs of those jobs that failed there under a name that failed here, too.
pub(super) async fn add_later(client: &Client, repo: &Repo, mut runs: Vec<LaterRun>, bundle: &mut Bundle) {
    let own = bundle.get("jobs.json").and_then(|body| api::jobs(body).ok()).map(|(_, jobs)| latest(jobs)).unwrap_or_default();
    let failed = |job: &Job| job.conclusion.as_ref().is_some_and(Conclusion::failed);
    let red: Vec<&str> = own.iter().filter(|job| failed(job)).map(|job| job.name.as_str()).collect();
    let mut left = LOGS;
    for run in &mut runs {
        let wanted: Vec<&Job> =
            run.jobs.iter().filter(|job| failed(job) && !job.never_started() && red.contains(&job.name.as_str())).take(left).collect();
        left -= wanted.len();
        texts(client, repo, &wanted, None).await.into_part(&mut run.part);
    }
    for run in runs {
        run.part.of_other(run.id, bundle);
    }
}
