//! What failed over a period: what `triage digest` prints.

use serde::Serialize;

use super::{MissingPart, RunRef, SoFar};
use crate::model::Actor;

/// A period of a repository.
#[derive(Clone, Debug, Serialize)]
pub struct Digest {
    /// Always 1; new optional fields do not change it.
    pub version: u32,
    /// `owner/name`.
    pub repo: String,
    /// RFC 3339, UTC.
    pub since: String,
    /// RFC 3339, UTC.
    pub until: String,
    /// Runs that ended in the period.
    pub runs: u64,
    /// Those of them that failed.
    pub failed: u64,
    /// A day each, the oldest first.
    pub days: Vec<Day>,
    /// The costliest first.
    pub causes: Vec<DigestCause>,
    /// Jobs that passed when they were run again on the same commit, the most often first.
    pub flaky: Vec<FlakyJob>,
    /// Failed jobs that were read.
    pub failed_jobs: u64,
    /// Those of them that a rule or an extractor explains, or that only follow from others.
    pub explained_jobs: u64,
    /// Commits that reports held for a fix.
    pub fixes_claimed: u64,
    /// Those of them after which the cause was gone.
    pub fixes_held: u64,
    /// How good the forecasts were that a run of the period decided; null where none was held against one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecasts: Option<SoFar>,
    /// From a cause's first red run on the base to the next in which such a job passed, in hours; null where none was fixed.
    pub mean_hours_to_fix: Option<f64>,
    /// What could not be had.
    pub missing: Vec<MissingPart>,
}

/// A day's runs.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// `2026-02-01`.
    pub date: String,
    /// Runs that were created then.
    pub runs: u64,
    /// Those of them that failed.
    pub failed: u64,
}

/// A cause over a period.
#[derive(Clone, Debug, Serialize)]
pub struct DigestCause {
    /// Equal wherever the same cause was seen.
    pub fingerprint: String,
    /// Raw text.
    pub title: String,
    /// `category/id` of the rule; null where none explains it.
    pub rule: Option<String>,
    /// Who must act.
    pub actor: Actor,
    /// What became of it.
    pub trend: Trend,
    /// Runs in which it was seen.
    pub runs: u64,
    /// Jobs that it broke, over all runs.
    pub jobs: u64,
    /// How long those jobs took, in minutes.
    pub minutes: f64,
    /// Runs in which it was seen, by day.
    pub days: Vec<u64>,
    /// The last of them.
    pub last: RunRef,
    /// The line that showed it then. Raw text.
    pub line: Option<String>,
    /// A link to that line.
    pub url: Option<String>,
}

/// What became of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Trend {
    /// Never seen before the period.
    New,
    /// It was gone, and is back.
    Reopened,
    /// A job that it broke has passed since.
    Gone,
    /// None of these, or nothing is known of the time before.
    Present,
}

/// A job that failed and passed on one commit.
#[derive(Clone, Debug, Serialize)]
pub struct FlakyJob {
    /// Its name. Raw text.
    pub job: String,
    /// The workflow's file, or its name. Raw text.
    pub workflow: String,
    /// How often a re-run of the same commit passed.
    pub passed_again: u64,
    /// Runs of the workflow in which it failed first.
    pub failed: u64,
    /// Runs of the workflow in the period.
    pub runs: u64,
}
