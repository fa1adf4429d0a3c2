//! The run's part of a report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The run, in GitHub's words; null is "not told".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunReport {
    /// GitHub's id.
    pub id: Option<u64>,
    /// The number beside the workflow's name.
    pub number: Option<u64>,
    /// Counts from 1.
    pub attempt: Option<u32>,
    /// `owner/name`.
    pub repo: Option<String>,
    /// The workflow's name.
    pub workflow: Option<String>,
    /// The workflow's file.
    pub path: Option<String>,
    /// What started it.
    pub event: Option<String>,
    /// The head's branch.
    pub branch: Option<String>,
    /// The commit that was tested.
    pub head_sha: Option<String>,
    /// GitHub's word.
    pub conclusion: Option<String>,
    /// The run's page.
    pub url: Option<String>,
    /// RFC 3339, UTC.
    pub created_at: Option<String>,
    /// The pull requests of its head.
    pub pull_requests: Vec<PullRequestRef>,
}

/// A pull request of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PullRequestRef {
    /// Its number.
    pub number: u64,
    /// Its page.
    pub url: Option<String>,
}

/// Which commits after the head were looked at. No wall clock: this is how fresh the report is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommitsSeen {
    /// How many.
    pub count: usize,
    /// The newest one's SHA; null where there are none.
    pub newest: Option<String>,
}

/// Something that the report would have used and could not get.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MissingPart {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// What the reader can do.
    pub hint: Option<String>,
}

/// Which rules a report goes by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogUsed {
    /// The name that they give themselves; the built-in ones are `triage`.
    pub name: String,
    /// Counts up with every edition.
    pub version: u32,
    /// When the edition was made, `2026-11-24`.
    pub date: String,
    /// Whether rules are others than those of the edition.
    pub changed: bool,
    /// How many rules of others lie over them.
    pub overlaid: usize,
}

/// `2026-11-24`, a `+` where rules changed since, and how many lie over them.
impl std::fmt::Display for CatalogUsed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.date, if self.changed { "+" } else { "" })?;
        if self.overlaid > 0 { write!(f, " with {} over them", self.overlaid) } else { Ok(()) }
    }
}
