//! A job's part of a report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Evidence;

/// A job and what broke it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobReport {
    /// GitHub's id.
    pub id: Option<u64>,
    /// Its name; `workflow / name` where jobs of several runs stand together. Raw text.
    pub name: String,
    /// The run it belongs to, where jobs of several stand together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<u64>,
    /// The workflow it belongs to, where jobs of several stand together. Raw text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workflow: Option<String>,
    /// What the repository's configuration calls it, else null. Raw text.
    pub label: Option<String>,
    /// GitHub's word, null while it runs; `failure` for a log without metadata in which something failed.
    pub conclusion: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// When its runner took it: RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// When it ended: RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<String>,
    /// Empty for a job that did not fail.
    pub causes: Vec<JobCause>,
    /// What else was printed, outranked.
    pub symptoms: Vec<Symptom>,
}

/// A cause's part in a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobCause {
    /// The cause's id.
    pub id: String,
    /// Its part.
    pub role: Role,
    /// Its lines in this job.
    pub evidence: Vec<Evidence>,
    /// Of a consequence: why it is one. Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A cause's part in a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It broke the job.
    Primary,
    /// It would have broken the job by itself.
    Also,
    /// It broke another job, and this one failed for that.
    Consequence,
}

/// A finding that another one explains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Symptom {
    /// `category/id` of the rule; null for what an extractor read.
    pub rule: Option<String>,
    /// What it is called. Raw text.
    pub title: String,
    /// Its lines.
    pub evidence: Vec<Evidence>,
}
