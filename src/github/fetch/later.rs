//! Runs after the one that is triaged.

use serde_json::Value;

use super::part::Part;
use super::run::one_run;
use crate::bundle::Bundle;
use crate::github::{Client, Error, Repo, RunId};

/// A run, and the commits that its head has since another one's: what a report of the earlier run is held against.
pub async fn fetch_later(client: &Client, repo: &Repo, run: impl Into<RunId>, since: Option<&str>) -> Result<Bundle, Error> {
    let id = run.into();
    let mut bundle = Bundle::new(format!("run {}", id.id));
    one_run(client, repo, id, &mut bundle).await?;
    let head = bundle.get("run.json").and_then(|body| crate::bundle::api::run(body).ok()).and_then(|run| run.head_sha);
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
        Ok(body) => {
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
