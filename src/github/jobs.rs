//! `GET /repos/{o}/{r}/actions/runs/{id}/jobs`, all pages.

use super::{Client, Error, Repo, RunId};
use crate::bundle::api;
use crate::model::Job;

const PER_PAGE: usize = 100;
/// A matrix has 256 jobs at most, a run several matrices.
const MAX_PAGES: usize = 50;

impl Client {
    /// The jobs of the run's latest attempt, or of the one asked for.
    ///
    /// By page number, not by `Link`: octocrab sends some kinds of authorization only to relative addresses.
    pub async fn jobs(&self, repo: &Repo, run: impl Into<RunId>) -> Result<Vec<Job>, Error> {
        let run = run.into();
        let what = format!("the jobs of {}", run.what(repo));
        let mut jobs = Vec::new();
        for page in 1..=MAX_PAGES {
            let path = format!("{}/jobs?per_page={PER_PAGE}&page={page}", run.path(repo));
            let (total, more) = self.read(&what, &path, api::jobs).await?;
            let end = more.is_empty();
            jobs.extend(more);
            if end || jobs.len() as u64 >= total {
                break;
            }
        }
        Ok(jobs)
    }
}
