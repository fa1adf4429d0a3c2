//! Findings to causes: rank, share, cascade, repository evidence.

mod beside;
mod cascade;
mod controls;
mod explain;
mod facts;
mod fingerprint;
mod guard;
mod job;
mod others;
mod ownership;
mod proof;
mod queue;
mod rank;
mod reading;
mod reasons;
mod run;
mod survived;
mod variant;
mod workflow;

pub use beside::{NEVER_STARTED, STARTUP_FAILURE};
pub use controls::{Controls, Lines};
pub use facts::JobFacts;
pub use fingerprint::{fingerprint, in_repository};
pub use guard::{Guard, wanted_files};
pub use job::{JobFindings, StepFacts, read_job};
pub use others::{OtherJob, OtherRun, Role as OtherRole, Trace, base_branch, of_a_trunk, others, role};
pub use ownership::{Ownership, Whose};
pub use proof::{Outcome, prove};
pub use queue::{Queued, pulls, queued};
pub use rank::{Outranked, Ranked, rank};
pub use reading::{Reading, read, wanted};
pub use run::{Case, Consequence, Diagnosis, JobDiagnosis, RunCause, diagnose};
pub use workflow::Needs;
