//! What `triage verify` prints, version 1.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::{FixState, Remedy};

/// A report's predictions and what became of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Always 1; new optional fields do not change it.
    pub version: u32,
    /// The run that was triaged.
    pub report: VerifiedRun,
    /// The run that it is held against.
    pub next: VerifiedRun,
    /// The forecast that applies: of a re-run, where the next run tests the same commit.
    pub remedy: Option<Remedy>,
    /// The causes of the report, in its order.
    pub causes: Vec<CauseCheck>,
    /// The jobs of the report, in its order, but for those that were skipped in both runs.
    pub jobs: Vec<JobCheck>,
    /// Causes that the report did not have.
    pub new_causes: Vec<NewCause>,
    /// How good the predictions were.
    pub score: Score,
    /// How good those of all reports of the repository were that were held against a later run, this one among them; null where none are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub so_far: Option<SoFar>,
}

/// A run, by what identifies it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VerifiedRun {
    /// GitHub's id.
    pub id: Option<u64>,
    /// Counts from 1.
    pub attempt: Option<u32>,
    /// The commit that was tested.
    pub head_sha: Option<String>,
    /// GitHub's word.
    pub conclusion: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// Whether a prediction came true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Held {
    /// As predicted.
    Held,
    /// The cause is gone as predicted, and another one keeps the job red.
    Changed,
    /// Not as predicted.
    Wrong,
    /// The next run does not tell.
    Unknown,
}

/// A cause and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CauseCheck {
    /// Its id in the report.
    pub id: String,
    /// What the report calls it. Raw text.
    pub title: String,
    /// Equal for the same cause elsewhere.
    pub fingerprint: String,
    /// The likelihood with which the report expected it gone, 0 to 1.
    pub predicted_gone: f64,
    /// What the next run shows.
    pub state: FixState,
    /// Whether that was predicted.
    pub verdict: Held,
    /// The same for each of its jobs.
    pub jobs: Vec<JobOfCause>,
    /// The commits that were to fix it, and the part they had.
    pub commits: Vec<CommitPart>,
    /// How many commits lie between the two runs; null where nobody knows.
    pub commits_between: Option<usize>,
}

/// A cause in a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobOfCause {
    /// The job's name. Raw text.
    pub job: String,
    /// What the next run's job shows.
    pub state: FixState,
    /// Whether that was predicted.
    pub verdict: Held,
    /// The titles of what breaks it now. Raw text.
    pub now: Vec<String>,
}

/// A commit that was to fix a cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommitPart {
    /// 40 hex digits.
    pub sha: String,
    /// The first line of its message. Raw text.
    pub subject: String,
    /// Its page.
    pub url: Option<String>,
    /// What it turned out to be.
    pub part: Part,
    /// Its credit, 0 to 1, now that the next run is known.
    pub credit: f64,
    /// What speaks for it.
    pub signals: Vec<String>,
    /// Whether the report named it; else it came later.
    pub reported: bool,
}

/// What a commit did for a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The only one known to lie between the run with the cause and the one without.
    Credited,
    /// One of several that do.
    Shared,
    /// The next run holds it, and the cause is still there.
    DidNotHold,
    /// The next run does not hold it, or does not tell.
    Open,
}

/// A job and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobCheck {
    /// Its name. Raw text.
    pub job: String,
    /// `pass`, `fail` or `unknown`.
    pub predicted: String,
    /// GitHub's word in the next run; null for a job that it does not have.
    pub conclusion: Option<String>,
    /// Whether that was predicted.
    pub verdict: Held,
}

/// A cause of the next run that the report did not have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NewCause {
    /// What it is called. Raw text.
    pub title: String,
    /// Equal for the same cause elsewhere.
    pub fingerprint: String,
    /// The jobs that it breaks. Raw text.
    pub jobs: Vec<String>,
}

/// How good predictions were: squared error, so lower is better, beside that of saying that red stays red and green stays green.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// Of causes, one a job.
    pub causes: ScorePart,
    /// Of jobs.
    pub jobs: ScorePart,
}

/// A score over some predictions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScorePart {
    /// How many were compared.
    pub predictions: usize,
    /// How many held.
    pub held: usize,
    /// The mean squared error; null without a prediction.
    pub brier: Option<f64>,
    /// That of "red stays red".
    pub red_stays_red: Option<f64>,
}

/// Scores of several reports together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SoFar {
    /// How many were held against a later run.
    pub reports: u64,
    /// Of causes, one a job.
    pub causes: ScorePart,
    /// Of jobs.
    pub jobs: ScorePart,
}
