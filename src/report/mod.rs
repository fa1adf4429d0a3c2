//! The report, version 1: what every renderer prints and `--format json` publishes (`docs/report.schema.json`).
//! Prose fields (`root_cause`, `explanation`, `suggestion`, `investigate`, `verify`, `because`) are Markdown in which everything that a log
//! supplied is already escaped; `text`, `before`, `after`, `captures`, names and titles are raw and must be escaped by whoever prints them.

mod beside;
mod build;
mod cause;
mod causes;
mod digest;
mod evidence;
mod fixes;
mod forecast;
mod history;
mod job;
mod listed;
mod next;
mod place;
mod redact;
mod run;
mod verify;

pub use beside::{ChangedSinceGreen, MovedPart, SeparatedBy, Separation};
pub use build::{Findings, build};
pub use cause::{Cause, CommitCredit, CreditPlace, Fix, FixState, FixStatus, LaterRun, Ownership, SourceRef, Verdict};
pub use digest::{Day, Digest, DigestCause, FlakyJob, Trend};
pub use evidence::{Evidence, EvidenceKind};
pub use forecast::{CauseGone, Forecast, ForecastJobs, JobGreen, Remedy};
pub use history::{Between, CauseSeen, CausesSeen, ClaimSeen, CommitRef, History, HistoryState, RunRef, TurnKind, TurnSeen};
pub use job::{JobCause, JobReport, Role, Symptom};
pub use listed::{listed, numbered};
pub use next::{Next, NextKind, from_outside, next, superseded};
pub(crate) use redact::redact;
pub use run::{CatalogUsed, CommitsSeen, MissingPart, PullRequestRef, RunReport};
pub use verify::{
    CauseCheck, CommitPart, Held, JobCheck, JobOfCause, NewCause, Part, Remembered, Score, ScorePart, SoFar, Verification, VerifiedRun,
    verify,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole report of one run (or of logs that came without one).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Always 1; new optional fields do not change it.
    pub version: u32,
    /// Where the data came from: `run 21565516978` or `scan samples/seed`. The only part that differs between the two.
    pub source: String,
    /// The version of this program.
    pub triage: String,
    /// The rules that it went by; null where there were none, or where they do not say which they are.
    #[serde(default)]
    pub catalog: Option<CatalogUsed>,
    /// The run; its fields are null where logs came without metadata.
    pub run: RunReport,
    /// One per fingerprint, primary causes of the most jobs first. They own the fix, so that two jobs with one cause cannot disagree.
    pub causes: Vec<Cause>,
    /// Every job of the run, in GitHub's order.
    pub jobs: Vec<JobReport>,
    /// What to do now; left out where nothing failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// One per remedy that changes anything.
    pub expected_next_run: Vec<Forecast>,
    /// The commits after the head that were looked at; null where none could be.
    pub commits: Option<CommitsSeen>,
    /// What could not be had, and what to do about it.
    pub missing: Vec<MissingPart>,
    /// The repository in whose issues a wrong diagnosis is reported; left out where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
}
