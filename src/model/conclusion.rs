//! How a run, a job or a step ended.

use std::fmt;

use serde::{Deserialize, Serialize};

/// GitHub's conclusion of a run, job or step. The schema calls it a free string, so what is new is kept, not refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Conclusion {
    /// It passed.
    Success,
    /// It failed.
    Failure,
    /// Somebody, or a newer run, stopped it.
    Cancelled,
    /// Its condition was false.
    Skipped,
    /// It ran past its limit.
    TimedOut,
    /// Neither passed nor failed.
    Neutral,
    /// It waits for a person.
    ActionRequired,
    /// The workflow file itself could not be used: no jobs, no logs.
    StartupFailure,
    /// GitHub gave up on it.
    Stale,
    /// A word that this version does not know.
    Other(String),
}

impl Conclusion {
    /// Whether it counts as failed: `failure`, `timed_out`, `startup_failure`. A cancelled job is a consequence, or has a cause of its own.
    pub fn failed(&self) -> bool {
        matches!(self, Self::Failure | Self::TimedOut | Self::StartupFailure)
    }

    /// The word GitHub uses.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Cancelled => "cancelled",
            Self::Skipped => "skipped",
            Self::TimedOut => "timed_out",
            Self::Neutral => "neutral",
            Self::ActionRequired => "action_required",
            Self::StartupFailure => "startup_failure",
            Self::Stale => "stale",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for Conclusion {
    fn from(word: String) -> Self {
        match word.as_str() {
            "success" => Self::Success,
            "failure" => Self::Failure,
            "cancelled" => Self::Cancelled,
            "skipped" => Self::Skipped,
            "timed_out" => Self::TimedOut,
            "neutral" => Self::Neutral,
            "action_required" => Self::ActionRequired,
            "startup_failure" => Self::StartupFailure,
            "stale" => Self::Stale,
            _ => Self::Other(word),
        }
    }
}

impl From<Conclusion> for String {
    fn from(conclusion: Conclusion) -> Self {
        conclusion.as_str().to_owned()
    }
}

impl fmt::Display for Conclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
