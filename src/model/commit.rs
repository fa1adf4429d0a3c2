//! A commit that may be a fix.

use chrono::{DateTime, Utc};

/// A commit after the head of a run.
#[derive(Clone, Debug)]
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
