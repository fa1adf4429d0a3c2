//! `GET /repos/{o}/{r}/compare/{base}...{head}`, as what the head brings.

use serde::Deserialize;

use super::ApiError;
use super::commits::{CommitJson, FileJson, changed};
use super::error::read;
use super::time::word;
use crate::model::{Change, Commit};

/// GitHub lists no more files than this.
const MOST_FILES: usize = 300;

#[derive(Deserialize)]
struct ChangeJson {
    merge_base_commit: Option<ShaJson>,
    total_commits: Option<u64>,
    commits: Option<Vec<CommitJson>>,
    files: Option<Vec<FileJson>>,
}

#[derive(Deserialize)]
struct ShaJson {
    sha: Option<String>,
}

/// What `head` has and `base` has not, with the files that differ from where they parted.
pub fn change(bytes: &[u8]) -> Result<Change, ApiError> {
    let json: ChangeJson = read("comparison", bytes)?;
    let commits: Vec<Commit> = json.commits.unwrap_or_default().into_iter().map(|json| Commit { files: None, ..json.into() }).collect();
    let told = json.files.is_some();
    let files: Vec<FileJson> = json.files.unwrap_or_default();
    let whole = told && files.len() < MOST_FILES && json.total_commits.is_none_or(|total| total <= commits.len() as u64);
    Ok(Change {
        merge_base: json.merge_base_commit.and_then(|commit| word(commit.sha)),
        commits,
        files: files.into_iter().filter_map(changed).collect(),
        whole,
    })
}
