//! `GET /repos/{o}/{r}/check-runs/{id}/annotations`, and how to find check runs. A job's id is also its check run's.

use super::{Client, Error, Repo};
use crate::bundle::api;
use crate::model::Annotation;

impl Client {
    /// The check runs of a suite, by id: `GET /repos/{o}/{r}/check-suites/{id}/check-runs`.
    pub(super) async fn check_runs(&self, repo: &Repo, suite: u64) -> Result<Vec<u64>, Error> {
        let path = format!("/repos/{repo}/check-suites/{suite}/check-runs?per_page=10");
        self.read(&format!("the check runs of suite {suite} of {repo}"), &path, api::check_runs).await
    }

    /// The annotations of a check run, one page: GitHub keeps 50 of a job at most.
    pub(super) async fn annotations(&self, repo: &Repo, check_run: u64) -> Result<(Vec<u8>, Vec<Annotation>), Error> {
        let path = format!("/repos/{repo}/check-runs/{check_run}/annotations?per_page=100");
        self.json(&format!("the annotations of check run {check_run} of {repo}"), &path, api::annotations).await
    }
}
