//! A commit that may be a fix.

use chrono::{DateTime, Utc};

/// A commit after the head of a run, or a pull request as the one commit that it would be.
#[derive(Clone, Debug, Default)]
pub struct Commit {
    /// 40 hex digits.
    pub sha: String,
    /// The whole message.
    pub message: String,
    /// When it was written.
    pub authored_at: Option<DateTime<Utc>>,
    /// Its page.
    pub url: Option<String>,
    /// What it changed; none if that was not asked for or not told.
    pub files: Option<Vec<ChangedFile>>,
    /// Where it was found.
    pub place: CommitPlace,
}

/// Where a commit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommitPlace {
    /// On the run's own branch.
    #[default]
    Branch,
    /// On the branch that it goes into, or on the default branch.
    Base,
    /// It stands for a pull request.
    Pull {
        /// Its number.
        number: u64,
        /// Whether it was merged; else it is open.
        merged: bool,
        /// Whether somebody with a part in the repository opened it: its owner, a member, a collaborator.
        trusted: bool,
    },
}

impl Commit {
    /// The first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }
}

/// A file that a commit changed.
#[derive(Clone, Debug)]
pub struct ChangedFile {
    /// From the repository's root.
    pub path: String,
    /// The unified diff; absent for binary or very large files.
    pub patch: Option<String>,
}
