//! What can be wrong with a run as it is handed over.

use std::path::PathBuf;

use thiserror::Error;

use super::api::ApiError;
use crate::log::LogError;

/// A path that cannot be triaged. Messages fit "failed to …".
#[derive(Debug, Error)]
pub enum BundleError {
    /// Logs that cannot be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// Nothing at the path.
    #[error("read {}: no such file or directory", .0.display())]
    NotFound(PathBuf),
    /// A directory without a file in it.
    #[error("find logs in {}: it is empty", .0.display())]
    EmptyDirectory(PathBuf),
    /// A directory or an archive beside other paths.
    #[error("read {} together with other paths: only single logs can be read together", .0.display())]
    Mixed(PathBuf),
    /// A bundle that does not say what it is, or that a later version wrote.
    #[error("read {}: {why}", path.display())]
    Cover {
        /// The file in the bundle.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A bundle that cannot be written.
    #[error("pack the bundle: {0}")]
    Pack(String),
    /// A file of the run's data that GitHub did not write.
    #[error("read {}: {}", path.display(), source.why())]
    Data {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ApiError,
    },
}

impl BundleError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Log(error) => error.hint(),
            Self::NotFound(_) => Some("`triage run RUN` fetches a run's logs from GitHub; `-` reads standard input"),
            Self::EmptyDirectory(_) => Some("a directory holds `run.json`, `jobs.json` and `logs.zip`, or logs as files"),
            Self::Mixed(_) => Some("name one directory or archive, or several log files"),
            Self::Cover { .. } => Some("fetch it again: `triage fetch RUN -o FILE`"),
            Self::Pack(_) => None,
            Self::Data { .. } => Some("save it as GitHub answers, e.g. `gh api repos/OWNER/NAME/actions/runs/ID > run.json`"),
        }
    }
}
