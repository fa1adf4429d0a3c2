//! The runs of a pull request's head, as one report.

use std::collections::BTreeSet;

use super::part::lack;
use super::run::{one_run, run_and_logs};
use crate::bundle::Bundle;
use crate::bundle::api::ListedRun;
use crate::github::all::all;
use crate::github::{Client, Error, Repo, RunId};
use crate::model::{Conclusion, Missing};

/// Failed runs that are triaged together, beside the first.
const MORE: usize = 9;

/// The newest run of each workflow on a pull request's head: the failed ones are fetched. If none failed, the newest.
pub async fn fetch_pull(client: &Client, repo: &Repo, number: u64) -> Result<Bundle, Error> {
    let (body, pull) = client.pull(repo, number).await?;
    let mut bundle = Bundle::new(format!("pr {number}"));
    let Some(sha) = pull.head_sha else { return Err(Error::NoRuns { what: format!("pull request {number} of {repo}") }) };
    let runs = newest_of_each(client.runs_of_commit(repo, &sha).await?);
    let failed = |run: &&ListedRun| run.run.conclusion.as_ref().is_some_and(Conclusion::failed);
    let mut wanted: Vec<&ListedRun> = runs.iter().filter(failed).collect();
    if wanted.is_empty() {
        // One that runs may have failed jobs already; one that was stopped may say why.
        let worth = |run: &&ListedRun| run.run.runs() || run.run.conclusion == Some(Conclusion::Cancelled);
        wanted = runs.iter().filter(worth).take(1).collect();
    }
    if wanted.is_empty() {
        wanted = runs.iter().take(1).collect();
    }
    let Some((first, more)) = wanted.split_first() else {
        return Err(Error::NoRuns { what: format!("pull request {number} of {repo}, whose head is {}", short(&sha)) });
    };
    let further = |id: u64| {
        let (client, repo) = (client.clone(), repo.clone());
        async move { (id, run_and_logs(&client, &repo, RunId::from(id)).await) }
    };
    let more = all(more.iter().take(MORE).map(|run| run.run.id), further);
    let (first_run, more) = tokio::join!(Box::pin(one_run(client, repo, RunId::from(first.run.id), &mut bundle)), more);
    first_run?;
    for (id, parts) in more {
        match parts {
            Ok(parts) => parts.into_iter().for_each(|part| part.of_run(id, &mut bundle)),
            Err(error) => bundle.lack(lack(&format!("run {id}"), &error)),
        }
    }
    for run in runs.iter().filter(|run| run.run.runs() && run.run.id != first.run.id) {
        bundle.lack(Missing {
            what: format!("run {} ({})", run.run.id, run.run.workflow.as_deref().unwrap_or("no name")),
            why: "it has not ended".to_owned(),
            hint: Some("triage it again once it has ended".to_owned()),
        });
    }
    bundle.put("pull.json", body);
    Ok(bundle)
}

/// Of each workflow the newest run, in the order in which GitHub lists them: newest first. A push and a pull request may start one workflow twice.
pub(in crate::github) fn newest_of_each(runs: Vec<ListedRun>) -> Vec<ListedRun> {
    let mut seen = BTreeSet::new();
    let key = |run: &ListedRun| (run.workflow_id, run.run.event.clone());
    runs.into_iter().filter(|run| seen.insert(key(run))).collect()
}

fn short(sha: &str) -> &str {
    sha.get(..10).unwrap_or(sha)
}
