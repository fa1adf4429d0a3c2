//! What a run tests beyond its base.

use super::{ChangedFile, Commit};

/// The commits and files that a run's head has and its base has not: a pull request's, a push's, or a merge queue's batch.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Where the head left its base, 40 hex digits.
    pub merge_base: Option<String>,
    /// Oldest first, without their files.
    pub commits: Vec<Commit>,
    /// What they change together.
    pub files: Vec<ChangedFile>,
    /// Whether that is all: GitHub tells 250 commits and 300 files at most.
    pub whole: bool,
}
