//! Runs after the one that is triaged.

use serde_json::Value;

use super::fixes::details;
use super::part::Part;
use super::run::one_run;
use crate::bundle::Bundle;
use crate::bundle::api::{self, HeadRepo};
use crate::github::workflow_runs::{Told, told};
use crate::github::{Client, Error, Repo, RunId};
use crate::model::{Conclusion, Run};

/// Later runs that are looked at: the newest, and the first of all.
const RUNS: usize = 2;
/// Commits between two runs that are asked for their files, where the branch was rewritten.
const REWRITTEN: usize = 10;

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
        Ok((body, (_, listed))) => {
            if serde_json::from_slice::<Value>(&body).is_ok_and(|json| json["status"] == "diverged") {
                part.append(details(client, repo, listed.into_iter().rev().take(REWRITTEN).collect()).await);
            }
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

/// The runs of the same workflow and branch that were created after a failed one and have ended, the newest first. Nothing rests on them
/// but what is said of a fix: where they cannot be had, nothing is said.
pub(super) async fn later_runs(client: &Client, repo: &Repo, run: &Run, head_repo: &HeadRepo) -> Vec<Told> {
    let failed = run.conclusion.as_ref().is_some_and(Conclusion::failed);
    let (Some(branch), true) = (&run.branch, failed) else { return Vec::new() };
    let Ok((body, _)) = client.listed_of_branch(repo, branch).await else { return Vec::new() };
    let own = |told: &Told| api::head_repo(&told.json).is_ok_and(|of_it| of_it == *head_repo);
    let mut chosen: Vec<Told> = told(&body).into_iter().filter(|told| is_later(&told.run, run) && !told.run.runs() && own(told)).collect();
    // Newest first, as GitHub lists them.
    if chosen.len() > RUNS {
        chosen.drain(RUNS - 1..chosen.len() - 1);
    }
    chosen
}

fn is_later(listed: &Run, run: &Run) -> bool {
    listed.id != run.id
        && listed.path == run.path
        && listed.event == run.event
        && matches!((listed.created_at, run.created_at), (Some(listed), Some(run)) if listed > run)
}
