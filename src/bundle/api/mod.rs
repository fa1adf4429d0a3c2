//! GitHub's JSON, read tolerantly: what the API sent and what a bundle holds are the same bytes.
//!
//! Own structures, not octocrab's: those refuse nulls that GitHub sends (a run without a branch, a job without steps).
//! Every field may be null or absent, but for the few without which the thing has no identity; a new word is kept, a time that cannot be
//! read is no time.

mod annotations;
mod change;
mod commits;
mod content;
mod error;
mod jobs;
mod mentions;
mod pulls;
mod run;
mod runs;
mod time;

pub use annotations::{annotations, check_runs};
pub use change::change;
pub use commits::{commit, compare, files, history};
pub use content::{contents, entries, tree};
pub use error::ApiError;
pub use jobs::{job, jobs};
pub use mentions::mentions;
pub use pulls::{Pull, pull, pulls};
pub use run::{HeadRepo, check_suite, head_repo, run};
pub use runs::{ListedRun, runs};
