//! The file and its tables.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::StoreError;

/// The shape of the tables, as `PRAGMA user_version` tells it.
const VERSION: i64 = 2;

/// What makes each version of the tables out of the one before.
const STEPS: [&str; 2] = [FIRST, VERIFIED];

/// Times are RFC 3339 in UTC, so that their order is that of the texts.
const FIRST: &str = "
CREATE TABLE run (
    repo TEXT NOT NULL, id INTEGER NOT NULL, attempt INTEGER NOT NULL,
    workflow TEXT, event TEXT, branch TEXT, head_sha TEXT, conclusion TEXT, created_at TEXT, url TEXT,
    PRIMARY KEY (repo, id, attempt)
) STRICT, WITHOUT ROWID;
CREATE TABLE job (
    repo TEXT NOT NULL, run INTEGER NOT NULL, attempt INTEGER NOT NULL, name TEXT NOT NULL, conclusion TEXT, url TEXT,
    PRIMARY KEY (repo, run, attempt, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE cause (
    repo TEXT NOT NULL, fingerprint TEXT NOT NULL, title TEXT NOT NULL, rule TEXT, category TEXT NOT NULL,
    PRIMARY KEY (repo, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE TABLE sighting (
    repo TEXT NOT NULL, fingerprint TEXT NOT NULL, run INTEGER NOT NULL, attempt INTEGER NOT NULL, job TEXT NOT NULL, line TEXT, url TEXT,
    PRIMARY KEY (repo, fingerprint, run, attempt, job)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim (
    repo TEXT NOT NULL, fingerprint TEXT NOT NULL, sha TEXT NOT NULL, subject TEXT NOT NULL, url TEXT, credit REAL NOT NULL,
    status TEXT NOT NULL, run INTEGER NOT NULL,
    PRIMARY KEY (repo, fingerprint, sha)
) STRICT, WITHOUT ROWID;
";

/// A report held against a later run: how many predictions, how many held, and the sums of squared errors, of the report and of "red stays red".
const VERIFIED: &str = "
CREATE TABLE verified (
    repo TEXT NOT NULL, run INTEGER NOT NULL, attempt INTEGER NOT NULL, next_run INTEGER NOT NULL, next_attempt INTEGER NOT NULL,
    next_created_at TEXT,
    causes INTEGER NOT NULL, causes_held INTEGER NOT NULL, causes_error REAL NOT NULL, causes_red REAL NOT NULL,
    jobs INTEGER NOT NULL, jobs_held INTEGER NOT NULL, jobs_error REAL NOT NULL, jobs_red REAL NOT NULL,
    PRIMARY KEY (repo, run, attempt, next_run, next_attempt)
) STRICT, WITHOUT ROWID;
";

/// A file of history.
#[derive(Debug)]
pub struct Store {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
}

impl Store {
    /// Opens it, and makes it where it is not there yet.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let fail = |why: String| StoreError::Open { path: path.to_owned(), why };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| fail(error.to_string()))?;
        }
        let connection = Connection::open(path).map_err(|error| fail(error.to_string()))?;
        let store = Self { path: path.to_owned(), connection };
        store.ready().map(|()| store)
    }

    /// One that is forgotten with the value.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| StoreError::Open { path: path.clone(), why: error.to_string() })?;
        let store = Self { path, connection };
        store.ready().map(|()| store)
    }

    /// Two programs may write at once: the second waits.
    fn ready(&self) -> Result<(), StoreError> {
        let fail = |source| StoreError::Sql { path: self.path.clone(), source };
        self.connection.busy_timeout(Duration::from_secs(5)).map_err(fail)?;
        let version = |connection: &Connection| connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        match version(&self.connection).map_err(fail)? {
            VERSION => Ok(()),
            0..VERSION => {
                // Whoever comes second finds the tables made.
                let made =
                    rusqlite::Transaction::new_unchecked(&self.connection, rusqlite::TransactionBehavior::Immediate).map_err(fail)?;
                let from = usize::try_from(version(&made).map_err(fail)?).unwrap_or_default();
                for step in STEPS.iter().skip(from) {
                    made.execute_batch(step).map_err(fail)?;
                }
                made.pragma_update(None, "user_version", VERSION).map_err(fail)?;
                made.commit().map_err(fail)
            }
            version => Err(StoreError::Newer { path: self.path.clone(), version, known: VERSION }),
        }
    }

    /// The same error for every statement.
    pub(super) fn fail(&self, source: rusqlite::Error) -> StoreError {
        StoreError::Sql { path: self.path.clone(), source }
    }
}
