//! `GET /repos/{o}/{r}/pulls?state=all`: pull requests as the commits that they are, or would be.

use serde::Deserialize;

use super::ApiError;
use super::error::read;
use super::time::{time, word};
use crate::model::{Commit, CommitPlace};

#[derive(Deserialize)]
struct MentionJson {
    number: u64,
    title: Option<String>,
    body: Option<String>,
    html_url: Option<String>,
    state: Option<String>,
    updated_at: Option<String>,
    merged_at: Option<String>,
    merge_commit_sha: Option<String>,
    author_association: Option<String>,
    head: Option<HeadJson>,
}

#[derive(Deserialize)]
struct HeadJson {
    sha: Option<String>,
}

/// The open and the merged pull requests of a list, without their files; those that were closed otherwise change nothing.
pub fn mentions(bytes: &[u8]) -> Result<Vec<Commit>, ApiError> {
    Ok(read::<Vec<MentionJson>>("list of pull requests", bytes)?.into_iter().filter_map(mention).collect())
}

fn mention(json: MentionJson) -> Option<Commit> {
    let merged = word(json.merged_at);
    if merged.is_none() && json.state.as_deref() != Some("open") {
        return None;
    }
    // Of an open one GitHub tells a trial merge under this name.
    let merge = word(json.merge_commit_sha).filter(|_| merged.is_some());
    Some(Commit {
        sha: merge.or_else(|| word(json.head?.sha))?,
        message: format!("{}\n\n{}", json.title.unwrap_or_default(), json.body.unwrap_or_default()),
        place: CommitPlace::Pull {
            number: json.number,
            merged: merged.is_some(),
            trusted: matches!(json.author_association.as_deref(), Some("OWNER" | "MEMBER" | "COLLABORATOR")),
        },
        authored_at: time(merged.or(json.updated_at)),
        url: word(json.html_url),
        files: None,
    })
}
