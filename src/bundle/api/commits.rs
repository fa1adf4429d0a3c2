//! `GET /repos/{o}/{r}/compare/{base}...{head}` and `GET /repos/{o}/{r}/commits/{sha}`.

use serde::Deserialize;

use super::ApiError;
use super::error::read;
use super::time::{time, word};
use crate::model::{ChangedFile, Commit};

#[derive(Deserialize)]
struct CompareJson {
    total_commits: Option<u64>,
    commits: Option<Vec<CommitJson>>,
}

#[derive(Deserialize)]
pub(super) struct CommitJson {
    sha: String,
    html_url: Option<String>,
    commit: Option<GitCommitJson>,
    // Only where one commit was asked for.
    files: Option<Vec<FileJson>>,
}

#[derive(Deserialize)]
struct GitCommitJson {
    message: Option<String>,
    author: Option<SignatureJson>,
}

#[derive(Deserialize)]
struct SignatureJson {
    date: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct FileJson {
    filename: Option<String>,
    // Absent for binary and very large files.
    patch: Option<String>,
}

/// The commits that `head` has and `base` has not, oldest first as GitHub sorts them, without their files;
/// and how many there are: one answer holds 250 at most.
pub fn compare(bytes: &[u8]) -> Result<(u64, Vec<Commit>), ApiError> {
    let compare: CompareJson = read("comparison", bytes)?;
    let commits: Vec<Commit> = compare.commits.unwrap_or_default().into_iter().map(|json| Commit { files: None, ..json.into() }).collect();
    Ok((compare.total_commits.unwrap_or(commits.len() as u64), commits))
}

/// What `GET /repos/{o}/{r}/commits?sha={head}` answers: the commits that a head has, newest first, without their files.
pub fn history(bytes: &[u8]) -> Result<Vec<Commit>, ApiError> {
    let commits: Vec<CommitJson> = read("list of commits", bytes)?;
    Ok(commits.into_iter().map(|json| Commit { files: None, ..json.into() }).collect())
}

/// One commit with the files it changed: 300 at most in one answer.
pub fn commit(bytes: &[u8]) -> Result<Commit, ApiError> {
    let commit: Commit = read::<CommitJson>("commit", bytes)?.into();
    Ok(Commit { files: Some(commit.files.unwrap_or_default()), ..commit })
}

/// What a pull request changes, `GET /repos/{o}/{r}/pulls/{n}/files`, a page of it.
pub fn files(bytes: &[u8]) -> Result<Vec<ChangedFile>, ApiError> {
    Ok(read::<Vec<FileJson>>("list of files", bytes)?.into_iter().filter_map(changed).collect())
}

impl From<CommitJson> for Commit {
    fn from(json: CommitJson) -> Self {
        let (message, author) = json.commit.map_or((None, None), |commit| (commit.message, commit.author));
        Self {
            sha: json.sha,
            message: message.unwrap_or_default(),
            authored_at: time(author.and_then(|author| author.date)),
            url: word(json.html_url),
            files: json.files.map(|files| files.into_iter().filter_map(changed).collect()),
            ..Self::default()
        }
    }
}

pub(super) fn changed(file: FileJson) -> Option<ChangedFile> {
    Some(ChangedFile { path: file.filename?, patch: file.patch })
}
