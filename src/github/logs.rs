//! The logs of a run as one archive, and of a job as one text; both by way of a redirect to a storage on another host.

use std::io::Cursor;

use super::cache::Keep;
use super::client::Question;
use super::{Client, Error, Reason, Repo, RunId};

/// What is kept in memory of an archive: packed, so a few gigabytes of text. Of a run with more, only the failed jobs' texts are asked for.
const ARCHIVE: usize = 128 << 20;
/// Of a job's text.
const TEXT: usize = 1 << 30;

impl Client {
    /// The log archive, a zip whose directory can be read. After "re-run failed jobs" it holds only the jobs that ran again.
    pub async fn logs(&self, repo: &Repo, run: impl Into<RunId>) -> Result<Vec<u8>, Error> {
        let run = run.into();
        let what = format!("the log archive of {}", run.what(repo));
        // Kept by whoever sees that nothing lacks in it: right after a run's end it may not be complete.
        let keep = if run.attempt.is_some() { Keep::OnceSeen } else { Keep::Not };
        let path = format!("{}/logs", run.path(repo));
        let question = Question { what: &what, path: &path, limit: ARCHIVE, keep };
        Ok(self.ask(question, archive).await?.0)
    }

    /// Keeps the archive of an attempt for the next time.
    pub(super) fn keep_logs(&self, repo: &Repo, run: RunId, bytes: &[u8]) {
        if run.attempt.is_some() {
            let path = format!("{}/logs", run.path(repo));
            self.keep(&Question { what: "", path: &path, limit: ARCHIVE, keep: Keep::OnceSeen }, None, bytes);
        }
    }

    /// The whole text of one job that has ended, which needs no guess about names in an archive.
    pub async fn job_log(&self, repo: &Repo, job_id: u64) -> Result<Vec<u8>, Error> {
        let what = format!("the log of job {job_id} of {repo}");
        let path = format!("/repos/{repo}/actions/jobs/{job_id}/logs");
        Ok(self.ask(Question { what: &what, path: &path, limit: TEXT, keep: Keep::Forever }, |_| Ok(())).await?.0)
    }
}

/// One that was cut has no directory, which stands at its end.
fn archive(bytes: &[u8]) -> Result<(), Reason> {
    // An archive without entries begins with its end.
    let begins = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    if begins && zip::ZipArchive::new(Cursor::new(bytes)).is_ok() { Ok(()) } else { Err(Reason::NotAnArchive) }
}
