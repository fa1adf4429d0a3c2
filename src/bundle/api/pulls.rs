//! `GET /repos/{o}/{r}/pulls/{n}`, and the list of them.

use serde::Deserialize;

use super::ApiError;
use super::error::read;
use super::time::word;
use crate::model::PullRequest;

/// A pull request, as far as its runs can be found by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pull {
    /// Its number.
    pub number: u64,
    /// The commit at its tip, 40 hex digits.
    pub head_sha: Option<String>,
    /// The branch it wants to change.
    pub base: Option<String>,
}

#[derive(Deserialize)]
struct PullJson {
    number: u64,
    head: Option<EndJson>,
    base: Option<EndJson>,
}

#[derive(Deserialize)]
struct EndJson {
    r#ref: Option<String>,
    sha: Option<String>,
}

/// One pull request.
pub fn pull(bytes: &[u8]) -> Result<Pull, ApiError> {
    read::<PullJson>("pull request", bytes).map(Pull::from)
}

/// A list of them, in GitHub's order.
pub fn pulls(bytes: &[u8]) -> Result<Vec<Pull>, ApiError> {
    Ok(read::<Vec<PullJson>>("list of pull requests", bytes)?.into_iter().map(Pull::from).collect())
}

impl From<PullJson> for Pull {
    fn from(pull: PullJson) -> Self {
        Self { number: pull.number, head_sha: pull.head.and_then(|head| word(head.sha)), base: pull.base.and_then(|base| word(base.r#ref)) }
    }
}

impl From<Pull> for PullRequest {
    fn from(pull: Pull) -> Self {
        Self { number: pull.number, base: pull.base }
    }
}
