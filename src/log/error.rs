//! What can be wrong with logs as they are handed over.

use std::path::PathBuf;

use thiserror::Error;

/// Logs that cannot be read. Messages fit "failed to …".
#[derive(Debug, Error)]
pub enum LogError {
    /// The file or directory cannot be opened.
    #[error("read {}: {source}", path.display())]
    Io {
        /// What was to be read.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Not a zip file, or one that is cut.
    #[error("read {name} as a zip archive: {why}")]
    NotAnArchive {
        /// The archive.
        name: String,
        /// What the reader said.
        why: String,
    },
    /// A zip file without any job's log.
    #[error("find logs in {name}: none of its {entries} entries is named like one that GitHub writes")]
    NoLogs {
        /// The archive or directory.
        name: String,
        /// How many entries it has.
        entries: usize,
    },
    /// An entry that cannot be unpacked.
    #[error("unpack {entry} from {name}: {why}")]
    Entry {
        /// The archive.
        name: String,
        /// The entry.
        entry: String,
        /// What the reader said.
        why: String,
    },
    /// More than the limits allow.
    #[error("read {name}: {what} is over the limit of {limit}")]
    TooLarge {
        /// The archive or file.
        name: String,
        /// What is too large.
        what: String,
        /// The limit, with its unit.
        limit: String,
    },
    /// An empty file.
    #[error("read {name}: it is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// Bytes that are no text.
    #[error("read {name} as a log: it is binary")]
    Binary {
        /// The file.
        name: String,
    },
}

impl LogError {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Io { .. } => None,
            Self::NotAnArchive { .. } => Some("download it again, e.g. `gh api repos/OWNER/NAME/actions/runs/ID/logs > logs.zip`"),
            Self::NoLogs { .. } => {
                Some("a log archive holds `0_<job>.txt` and `<job>/1_<step>.txt`; for other texts, unpack it and name the files")
            }
            Self::Entry { .. } => Some("the archive is damaged; download it again"),
            Self::TooLarge { .. } => Some("name the files that matter instead of the whole"),
            Self::Empty { .. } => Some("was the download cut short?"),
            Self::Binary { .. } => Some("give a log as text, or GitHub's archive with its name ending in .zip"),
        }
    }
}
