//! The logs of a run as one archive, and of a job as one text; both by way of a redirect to a storage on another host.

use super::{Client, Error, Reason, Repo, RunId};

/// What is kept in memory of an archive, or of a job's text.
const LIMIT: usize = 1 << 30;

impl Client {
    /// The log archive, a zip. After "re-run failed jobs" it holds only the jobs that ran again.
    pub async fn logs(&self, repo: &Repo, run: impl Into<RunId>) -> Result<Vec<u8>, Error> {
        let run = run.into();
        let what = format!("the log archive of {}", run.what(repo));
        let bytes = self.download(&what, &format!("{}/logs", run.path(repo))).await?;
        // An archive without entries begins with its end.
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            Ok(bytes)
        } else {
            Err(Error::Read { what, reason: Reason::NotAnArchive })
        }
    }

    /// The whole text of one job, which needs no guess about names in an archive and exists as soon as the job has ended.
    pub async fn job_log(&self, repo: &Repo, job_id: u64) -> Result<Vec<u8>, Error> {
        self.download(&format!("the log of job {job_id} of {repo}"), &format!("/repos/{repo}/actions/jobs/{job_id}/logs")).await
    }

    /// The link behind the redirect is good for a minute, and perhaps once: when the storage refuses it, ask the API for another.
    async fn download(&self, what: &str, path: &str) -> Result<Vec<u8>, Error> {
        match self.get(what, path, LIMIT).await {
            Err(Error::Read { reason: Reason::Storage { status: 403, .. }, .. }) => self.get(what, path, LIMIT).await,
            answer => answer,
        }
    }
}
