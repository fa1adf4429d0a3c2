//! One attempt of a workflow run.

use chrono::{DateTime, Utc};

use super::{Conclusion, Status};

/// A workflow run, as far as `GET /repos/{o}/{r}/actions/runs/{id}` told. Everything GitHub may leave null is optional.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// GitHub's id, e.g. `21565516978`.
    pub id: u64,
    /// The `#901` beside the workflow's name.
    pub number: Option<u64>,
    /// Counts from 1.
    pub attempt: Option<u32>,
    /// `owner/name`.
    pub repo: Option<String>,
    /// The workflow's name, e.g. `CI Pipeline`.
    pub workflow: Option<String>,
    /// The workflow file, e.g. `.github/workflows/ci.yml`.
    pub path: Option<String>,
    /// What started it, e.g. `pull_request`.
    pub event: Option<String>,
    /// The branch of its head.
    pub branch: Option<String>,
    /// Whether its head is in another repository; none: not told.
    pub fork: Option<bool>,
    /// The commit it tested, 40 hex digits.
    pub head_sha: Option<String>,
    /// That commit's message. Raw text.
    pub head_message: Option<String>,
    /// Workflows of other files that it calls, each at its commit.
    pub called: Vec<CalledWorkflow>,
    /// None where nobody said.
    pub status: Option<Status>,
    /// None while it runs.
    pub conclusion: Option<Conclusion>,
    /// Its page.
    pub url: Option<String>,
    /// When it was created.
    pub created_at: Option<DateTime<Utc>>,
    /// The pull requests of its head; empty for forks (actions/runner#3444).
    pub pull_requests: Vec<PullRequest>,
}

impl Run {
    /// Whether it has yet to end.
    pub fn runs(&self) -> bool {
        self.conclusion.is_none() && self.status.as_ref().is_some_and(|status| *status != Status::Completed)
    }
}

/// A reusable workflow that a run called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledWorkflow {
    /// `owner/name/.github/workflows/x.yml@ref`.
    pub path: String,
    /// The commit that the ref was, 40 hex digits.
    pub sha: String,
}

/// A pull request a run belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequest {
    /// Its number.
    pub number: u64,
    /// The branch it wants to change.
    pub base: Option<String>,
}
