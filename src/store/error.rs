//! What can go wrong with a file of history.

use std::path::PathBuf;

use thiserror::Error;

/// A failure. Messages fit "failed to …".
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder, or the file itself.
    #[error("open the history {}: {why}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// It was written by a later version of the program.
    #[error("read the history {}: it is of version {version}, and this program knows {known}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// What it says.
        version: i64,
        /// The newest known here.
        known: i64,
    },
    /// A statement.
    #[error("use the history {}: {source}", path.display())]
    Sql {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What the user can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "use the newer program, or name another file: --store FILE",
            Self::Open { .. } | Self::Sql { .. } => "name another file with --store FILE, or do without: --no-store",
        }
    }
}
