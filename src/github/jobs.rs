//! `GET /repos/{o}/{r}/actions/runs/{id}/jobs`, all pages, and `GET /repos/{o}/{r}/actions/jobs/{id}`.

use serde_json::Value;

use super::all::all;
use super::{Client, Error, Reason, Repo, RunId};
use crate::bundle::api;
use crate::model::Job;

const PER_PAGE: usize = 100;
/// A matrix has 256 jobs at most, a run several matrices.
const MAX_PAGES: usize = 50;

/// Which executions of a run's jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Executions {
    /// Those of the attempt that is asked for, or of the latest.
    Latest,
    /// Of all attempts: what was not run again stands only in an earlier one.
    All,
}

/// A run's jobs.
#[derive(Debug)]
pub(super) struct JobList {
    /// All pages as one: what `jobs.json` of a bundle holds.
    pub(super) json: Vec<u8>,
    /// The first error of a page behind the first.
    pub(super) cut: Option<Error>,
}

impl Client {
    /// The jobs of the run's latest attempt, or of the one asked for.
    pub async fn jobs(&self, repo: &Repo, run: impl Into<RunId>) -> Result<Vec<Job>, Error> {
        self.all_jobs(repo, run.into(), Executions::Latest).await
    }

    /// The jobs of all attempts of a run.
    pub async fn jobs_of_all_attempts(&self, repo: &Repo, run: u64) -> Result<Vec<Job>, Error> {
        self.all_jobs(repo, run.into(), Executions::All).await
    }

    async fn all_jobs(&self, repo: &Repo, run: RunId, executions: Executions) -> Result<Vec<Job>, Error> {
        let list = self.job_list(repo, run, executions).await?;
        match list.cut {
            Some(error) => Err(error),
            None => api::jobs(&list.json).map(|(_, jobs)| jobs).map_err(|error| read(repo, run, error)),
        }
    }

    /// The first page says how many there are; the others are asked for together.
    ///
    /// By page number, not by `Link`: octocrab sends some kinds of authorization only to relative addresses.
    pub(super) async fn job_list(&self, repo: &Repo, run: RunId, executions: Executions) -> Result<JobList, Error> {
        let filter = if executions == Executions::All { "filter=all&" } else { "" };
        let page = |number: usize| {
            let (client, what) = (self.clone(), format!("the jobs of {}", run.what(repo)));
            let path = format!("{}/jobs?{filter}per_page={PER_PAGE}&page={number}", run.path(repo));
            async move { client.json(&what, &path, api::jobs).await }
        };
        let (first, (total, jobs)) = page(1).await?;
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        if total <= PER_PAGE || jobs.len() < PER_PAGE {
            return Ok(JobList { json: first, cut: None });
        }
        let pages = all(2..=total.div_ceil(PER_PAGE).min(MAX_PAGES), page).await;
        let mut cut = None;
        let mut bodies = vec![first];
        for answer in pages {
            match answer {
                Ok((body, _)) => bodies.push(body),
                Err(error) => cut = cut.or(Some(error)),
            }
        }
        let json = joined(&bodies).map_err(|error| read(repo, run, error))?;
        Ok(JobList { json, cut })
    }

    /// One job, whatever attempt it ran in.
    pub async fn job(&self, repo: &Repo, id: u64) -> Result<Job, Error> {
        self.read(&format!("job {id} of {repo}"), &format!("/repos/{repo}/actions/jobs/{id}"), api::job).await
    }
}

fn read(repo: &Repo, run: RunId, error: api::ApiError) -> Error {
    Error::Read { what: format!("the jobs of {}", run.what(repo)), reason: Reason::Json(error) }
}

/// Pages of a list as one.
fn joined(pages: &[Vec<u8>]) -> Result<Vec<u8>, api::ApiError> {
    let broken = |error| api::ApiError::Json { what: "list of jobs", error };
    let mut jobs = Vec::new();
    for page in pages {
        let mut page: Value = serde_json::from_slice(page).map_err(broken)?;
        if let Some(Value::Array(more)) = page.get_mut("jobs").map(Value::take) {
            jobs.extend(more);
        }
    }
    serde_json::to_vec(&serde_json::json!({"total_count": jobs.len(), "jobs": jobs})).map_err(broken)
}
