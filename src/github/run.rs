//! `GET /repos/{o}/{r}/actions/runs/{id}`, or one attempt of it.

use super::client::JSON_LIMIT;
use super::{Client, Error, Reason, Repo, RunId};
use crate::bundle::api::{self, HeadRepo};
use crate::model::Run;

impl Client {
    /// The run.
    pub async fn run(&self, repo: &Repo, run: impl Into<RunId>) -> Result<Run, Error> {
        Ok(self.run_and_head_repo(repo, run.into()).await?.0)
    }

    /// The run, and the repository of its branch, which is another one for a pull request from a fork.
    pub(super) async fn run_and_head_repo(&self, repo: &Repo, run: RunId) -> Result<(Run, HeadRepo), Error> {
        let what = run.what(repo);
        let body = self.get(&what, &run.path(repo), JSON_LIMIT).await?;
        let both = api::run(&body).and_then(|run| Ok((run, api::head_repo(&body)?)));
        both.map_err(|error| Error::Read { what, reason: Reason::Json(error) })
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
