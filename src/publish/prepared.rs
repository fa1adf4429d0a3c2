//! What one job has made ready for another to post: the first reads logs and may write nothing, the second writes and reads no log.

use serde::{Deserialize, Serialize};

use super::body::Content;

/// A comment that waits to be posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepared {
    /// Always 1.
    pub version: u32,
    /// `owner/name`.
    pub repo: String,
    /// The pull request's number; to be checked against the head, since it came along with the logs.
    pub pull: u64,
    /// The head that it speaks of.
    pub head_sha: String,
    /// Of the state that it was made of.
    pub digest: String,
    /// The comment's text.
    pub body: String,
    /// Whether it is worth a comment where there is none.
    pub adds: bool,
}

/// A file that is nothing prepared.
#[derive(Debug, thiserror::Error)]
#[error("read what was prepared: {0}")]
pub struct PreparedError(String);

impl Prepared {
    /// Reads a list of them.
    pub fn parse(bytes: &[u8]) -> Result<Vec<Self>, PreparedError> {
        let all: Vec<Self> = serde_json::from_slice(bytes).map_err(|error| PreparedError(error.to_string()))?;
        match all.iter().find(|one| one.version != 1) {
            Some(other) => Err(PreparedError(format!("version {} is not known", other.version))),
            None => Ok(all),
        }
    }

    /// The comment.
    pub fn content(&self) -> Content {
        Content { digest: self.digest.clone(), body: self.body.clone(), adds: self.adds }
    }
}
