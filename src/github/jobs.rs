//! `GET /repos/{o}/{r}/actions/runs/{id}/jobs`, all pages, and `GET /repos/{o}/{r}/actions/jobs/{id}`.

use serde_json::Value;

use super::all::all;
use super::cache::Keep;
use super::client::Question;
use super::{Client, Error, Reason, Repo, RunId};
use crate::bundle::api;
use crate::model::Job;

const PER_PAGE: usize = 100;
/// A matrix has 256 jobs at most, a run several matrices.
const MAX_PAGES: usize = 50;
/// Of one page: 100 jobs of 100 steps each are 3 MB.
const PAGE: usize = 8 << 20;
/// Of all pages together.
const ALL: usize = 64 << 20;
/// Pages that are asked for together.
const TOGETHER: usize = 16;

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
    /// Why the list is not whole.
    pub(super) cut: Option<Cut>,
}

/// Why some of a run's jobs are not in its list.
#[derive(Debug)]
pub(super) enum Cut {
    /// A page behind the first, the first of those that could not be had.
    Page(Error),
    /// More than anybody reads: so many were told of so many.
    Many { told: usize, total: usize },
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
            Some(Cut::Page(error)) => Err(error),
            Some(Cut::Many { .. }) | None => api::jobs(&list.json).map(|(_, jobs)| jobs).map_err(|error| read(repo, run, error)),
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
            async move {
                let question = Question { what: &what, path: &path, limit: PAGE, keep: Keep::WhileUnchanged };
                client.ask(question, |body| api::jobs(body).map_err(Reason::Json)).await
            }
        };
        let (first, (total, jobs)) = page(1).await?;
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        if total <= PER_PAGE || jobs.len() < PER_PAGE {
            return Ok(JobList { json: first, cut: None });
        }
        let wanted = total.div_ceil(PER_PAGE);
        let (mut told, mut bytes) = (jobs.len(), first.len());
        let mut cut = None;
        let mut bodies = vec![first];
        for pages in (2..=wanted.min(MAX_PAGES)).collect::<Vec<_>>().chunks(TOGETHER) {
            for answer in all(pages.iter().copied(), page).await {
                match answer {
                    Ok((body, (_, jobs))) => {
                        told += jobs.len();
                        bytes += body.len();
                        bodies.push(body);
                    }
                    Err(error) => cut = cut.or(Some(Cut::Page(error))),
                }
            }
            if bytes > ALL {
                break;
            }
        }
        // GitHub's count may be off by those that began meanwhile; a page that is not full was the last.
        if bytes > ALL || wanted > MAX_PAGES && told >= MAX_PAGES * PER_PAGE {
            cut = cut.or(Some(Cut::Many { told, total }));
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
