//! Three scales that are never mixed into one number: how bad, how sure, and who must act.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// Should be looked at.
    Warning,
    /// Breaks the job.
    Error,
}

impl Severity {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How sure the diagnosis is. Ordered: low, medium, high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A place to start looking.
    Low,
    /// Likely; something speaks against it.
    Medium,
    /// Nothing speaks against it.
    High,
}

impl Confidence {
    /// One level less; low stays low.
    #[must_use]
    pub fn lowered(self) -> Self {
        match self {
            Self::High => Self::Medium,
            Self::Medium | Self::Low => Self::Low,
        }
    }

    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Actor {
    /// The author of the change.
    Author,
    /// Whoever keeps the workflow, its secrets and settings.
    Maintainer,
    /// Whoever runs the machines: GitHub, a registry, a network.
    Infrastructure,
    /// A project this one depends on.
    Upstream,
    /// Nobody: a flake, run it again.
    Nobody,
}

impl Actor {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Maintainer => "maintainer",
            Self::Infrastructure => "infrastructure",
            Self::Upstream => "upstream",
            Self::Nobody => "nobody",
        }
    }
}
