//! The parts of a run before its logs are opened: what a directory holds, and what the API sent.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::log::JobLog;
use crate::model::{Change, Commit, Job, Missing, Run};

/// Everything known of a run.
#[derive(Debug, Default)]
pub struct Parts {
    /// How it was named on the command line: `scan samples/seed`, `run 21565516978`.
    pub source: String,
    /// The run; none for bare logs.
    pub run: Option<Run>,
    /// Further runs of the same head: a pull request has one a workflow.
    pub more_runs: Vec<Run>,
    /// Their jobs in GitHub's order; empty for bare logs, whose jobs are named after their files.
    pub jobs: Vec<Job>,
    /// Their logs: of each run the newest attempt first.
    pub logs: Vec<RunLogs>,
    /// Logs of single jobs, by the job's id.
    pub texts: BTreeMap<u64, Vec<u8>>,
    /// The commits after its head, oldest first; none: could not look.
    pub commits: Option<Vec<Commit>>,
    /// Where else a fix may be: commits of the base since the run, and pull requests, each as one commit.
    pub beside: Vec<Commit>,
    /// The commits that the run's head has, newest first, as far as anybody asked.
    pub history: Vec<Commit>,
    /// What its head has and its base has not; none: could not look.
    pub change: Option<Change>,
    /// The paths of the repository at the run's head; none: could not look.
    pub tree: Option<Vec<String>>,
    /// Sources at the run's head that were read, by path.
    pub files: BTreeMap<String, String>,
    /// `.github/triage.yml` of the default branch: path for messages, and text.
    pub config: Option<(String, String)>,
    /// Rule files below `.github/triage/rules/` of the default branch, by path.
    pub rules: Vec<(String, String)>,
    /// Other runs of the workflow, to compare with, by their id; each has a run, jobs, logs and its change, and nothing else.
    pub others: Vec<Parts>,
    /// What could not be had.
    pub missing: Vec<Missing>,
}

/// The logs of one attempt of a run.
#[derive(Debug, Default)]
pub struct RunLogs {
    /// The run's id; none for logs that came alone.
    pub run: Option<u64>,
    /// Counts from 1; none where nobody said.
    pub attempt: Option<u32>,
    /// The logs.
    pub logs: Logs,
}

impl From<Logs> for RunLogs {
    fn from(logs: Logs) -> Self {
        Self { logs, ..Self::default() }
    }
}

/// Where logs are.
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
    /// Logs that were read already, e.g. from standard input.
    Texts(Vec<JobLog>),
}
