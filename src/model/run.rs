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

/// Whether an event is a pull request's: `pull_request`, `pull_request_target`, `pull_request_review`, …
pub fn of_pull_request(event: Option<&str>) -> bool {
    event.is_some_and(|event| event.starts_with("pull_request"))
}

/// Whether an event is a merge queue's.
pub fn of_merge_queue(event: Option<&str>) -> bool {
    event == Some("merge_group")
}

/// A workflow's file without the ref that GitHub may write behind it: `.github/workflows/ci.yml@refs/heads/main`.
pub fn workflow_file(path: &str) -> &str {
    path.split('@').next().unwrap_or(path)
}

impl Run {
    /// Whether a pull request started it.
    pub fn of_pull_request(&self) -> bool {
        of_pull_request(self.event.as_deref())
    }

    /// Whether a merge queue started it.
    pub fn of_merge_queue(&self) -> bool {
        of_merge_queue(self.event.as_deref())
    }

    /// The workflow's file, without a ref.
    pub fn workflow_file(&self) -> Option<&str> {
        self.path.as_deref().map(workflow_file)
    }

    /// Whether another run is of the same workflow; none where nobody said.
    pub fn same_workflow(&self, other: &Self) -> Option<bool> {
        match (&self.path, &other.path) {
            (Some(own), Some(other)) => Some(own == other),
            _ if self.workflow.is_none() && other.workflow.is_none() => None,
            _ => Some(self.workflow == other.workflow),
        }
    }

    /// Whether another run is of the same branch; a fork's branch of that name is another one.
    pub fn same_branch(&self, other: &Self) -> bool {
        self.branch.is_some() && self.branch == other.branch && self.fork.unwrap_or(false) == other.fork.unwrap_or(false)
    }

    /// Whether it began after another run, or is a later attempt of it.
    pub fn is_after(&self, other: &Self) -> bool {
        if self.id == other.id {
            return self.attempt > other.attempt;
        }
        match (self.created_at, other.created_at) {
            (Some(own), Some(other)) => own > other,
            _ => self.id > other.id,
        }
    }

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
