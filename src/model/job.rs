//! A job of a run, and its steps.

use chrono::{DateTime, Utc};

use super::Conclusion;

/// A job, as far as GitHub or the log told.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// GitHub's id, which is also the id of its check run; none for a log handed over alone.
    pub id: Option<u64>,
    /// As shown on the run's page, e.g. `build (ubuntu-latest, 3.12)`.
    pub name: String,
    /// None while it runs, or where nobody said.
    pub conclusion: Option<Conclusion>,
    /// Its page.
    pub url: Option<String>,
    /// When its runner took it.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub completed_at: Option<DateTime<Utc>>,
    /// The runner labels it asked for.
    pub labels: Vec<String>,
    /// The machine it ran on.
    pub runner: Option<String>,
    /// In order of execution; empty for a job that never started.
    pub steps: Vec<Step>,
}

/// A step of a job.
#[derive(Clone, Debug)]
pub struct Step {
    /// The API's number. It has gaps (post steps jump) and is what `#step:N` in a link means; never an index.
    pub number: u32,
    /// As shown on the job's page.
    pub name: String,
    /// `success` for a failed step with `continue-on-error`.
    pub conclusion: Option<Conclusion>,
    /// Whole seconds, the runner's clock.
    pub started_at: Option<DateTime<Utc>>,
    /// Whole seconds, the runner's clock.
    pub completed_at: Option<DateTime<Utc>>,
}
