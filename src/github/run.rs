//! `GET /repos/{o}/{r}/actions/runs/{id}`, or one attempt of it.

use super::{Client, Error, Repo, RunId};
use crate::bundle::api::{self, HeadRepo};
use crate::model::Run;

impl Client {
    /// The run.
    pub async fn run(&self, repo: &Repo, run: impl Into<RunId>) -> Result<Run, Error> {
        let run = run.into();
        self.read(&run.what(repo), &run.path(repo), api::run).await
    }

    /// The answer, the run, and the repository of its branch, which is another one for a pull request from a fork.
    pub(super) async fn whole_run(&self, repo: &Repo, run: RunId) -> Result<(Vec<u8>, (Run, HeadRepo)), Error> {
        self.json(&run.what(repo), &run.path(repo), |body| Ok((api::run(body)?, api::head_repo(body)?))).await
    }
}

impl RunId {
    pub(super) fn path(self, repo: &Repo) -> String {
        let attempt = self.attempt.map(|attempt| format!("/attempts/{attempt}")).unwrap_or_default();
        format!("/repos/{repo}/actions/runs/{}{attempt}", self.id)
    }

    pub(super) fn what(self, repo: &Repo) -> String {
        let attempt = self.attempt.map(|attempt| format!("attempt {attempt} of ")).unwrap_or_default();
        format!("{attempt}run {} of {repo}", self.id)
    }
}
