//! The parts of a run before its logs are opened: what a directory holds, and what the API sent.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::model::{Commit, Job, Missing, Run};

/// Everything known of a run.
#[derive(Debug, Default)]
pub struct Parts {
    /// How it was named on the command line: `scan samples/seed`, `run 21565516978`.
    pub source: String,
    /// The run; none for bare logs.
    pub run: Option<Run>,
    /// Its jobs in GitHub's order; empty for bare logs, whose jobs are named after their files.
    pub jobs: Vec<Job>,
    /// Its logs.
    pub logs: Logs,
    /// The commits after its head, oldest first; none: could not look.
    pub commits: Option<Vec<Commit>>,
    /// The paths of the repository at the run's head; none: could not look.
    pub tree: Option<Vec<String>>,
    /// Sources at the run's head that were read, by path.
    pub files: BTreeMap<String, String>,
    /// `.github/triage.yml` of the default branch: path for messages, and text.
    pub config: Option<(String, String)>,
    /// What could not be had.
    pub missing: Vec<Missing>,
}

/// The logs of a run.
#[derive(Debug, Default)]
pub enum Logs {
    /// None.
    #[default]
    None,
    /// The archive's bytes, as GitHub sent them.
    Archive(Vec<u8>),
    /// The archive on disk.
    ArchiveFile(PathBuf),
    /// An unpacked archive.
    Directory(PathBuf),
    /// Each file is a job's log.
    Files(Vec<PathBuf>),
    /// One log, e.g. from standard input: its name and bytes.
    Text(String, Vec<u8>),
}
