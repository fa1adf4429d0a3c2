//! The digest as one issue, whose text is always the newest.

use serde_json::json;

use super::marker::same;
use crate::github::{Client, Error, Repo};

const LABEL: &str = "triage-digest";
const START: &str = "<!-- triage:digest -->";
/// Less than an issue's 65,536 characters.
const LIMIT: usize = 60_000;

/// Writes the digest into our issue, or opens one: its number.
pub async fn post_digest(client: &Client, repo: &Repo, me: u64, text: &str) -> Result<u64, Error> {
    let body = format!("{START}\n\n{}", short(text));
    let issues = client.issues(repo, LABEL).await?;
    let ours = issues.iter().find(|issue| issue.author == Some(me) && issue.open && issue.body.starts_with(START));
    match ours {
        Some(issue) if same(&issue.body, &body) => Ok(issue.number),
        Some(issue) => client.update_issue(repo, issue.number, &json!({"body": body})).await.map(|()| issue.number),
        None => client.create_issue(repo, &json!({"title": "Triage digest", "body": body, "labels": [LABEL]})).await,
    }
}

/// Whole lines, as many as fit: the costliest causes come first.
fn short(text: &str) -> String {
    if text.chars().count() <= LIMIT {
        return text.to_owned();
    }
    let mut length = 0;
    let fits = |line: &&str| {
        length += line.chars().count();
        length <= LIMIT
    };
    text.split_inclusive('\n').take_while(fits).collect::<String>() + "\n\nShortened: `triage digest` prints the whole.\n"
}
