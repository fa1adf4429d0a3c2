//! A job of a run, and its steps.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::{Annotation, Conclusion, Status};

/// A job, as far as GitHub or the log told.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// GitHub's id, which is also the id of its check run; none for a log handed over alone.
    pub id: Option<u64>,
    /// As shown on the run's page, e.g. `build (ubuntu-latest, 3.12)`.
    pub name: String,
    /// The run it belongs to, where somebody said.
    pub run: Option<u64>,
    /// The attempt of the run that it ran in; lower than the run's own for a job that was not run again.
    pub attempt: Option<u32>,
    /// Its workflow's name, where jobs of several runs stand together.
    pub workflow: Option<String>,
    /// None where nobody said.
    pub status: Option<Status>,
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
    /// What its check run says beside the log.
    pub annotations: Vec<Annotation>,
}

impl Job {
    /// The name people know it by: `CI / build` where jobs of several workflows stand together, as GitHub lists checks.
    pub fn shown(&self) -> Cow<'_, str> {
        match &self.workflow {
            Some(workflow) => Cow::Owned(format!("{workflow} / {}", self.name)),
            None => Cow::Borrowed(&self.name),
        }
    }

    /// Whether it has yet to end.
    pub fn runs(&self) -> bool {
        self.conclusion.is_none() && self.status.as_ref().is_some_and(|status| *status != Status::Completed)
    }

    /// Whether it ended without ever having had a machine: no step, no runner.
    pub fn never_started(&self) -> bool {
        self.id.is_some() && self.conclusion.is_some() && self.steps.is_empty() && self.runner.is_none()
    }
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
