//! How far a run or a job is.

/// GitHub's status of a run or a job. The schema calls a run's a free string, so what is new is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Waits for a runner.
    Queued,
    /// Runs.
    InProgress,
    /// Ended; its conclusion says how.
    Completed,
    /// Waits for a deployment's approval.
    Waiting,
    /// Asked for, and not yet queued.
    Requested,
    /// Waits for its concurrency group.
    Pending,
    /// A word that this version does not know.
    Other(String),
}

impl Status {
    /// The word GitHub uses.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Queued => "queued",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Waiting => "waiting",
            Self::Requested => "requested",
            Self::Pending => "pending",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for Status {
    fn from(word: String) -> Self {
        match word.as_str() {
            "queued" => Self::Queued,
            "in_progress" => Self::InProgress,
            "completed" => Self::Completed,
            "waiting" => Self::Waiting,
            "requested" => Self::Requested,
            "pending" => Self::Pending,
            _ => Self::Other(word),
        }
    }
}
