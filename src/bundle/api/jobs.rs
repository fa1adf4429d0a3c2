//! `GET /repos/{o}/{r}/actions/runs/{id}/jobs`, a page of it, or all pages in one.

use serde::Deserialize;

use super::ApiError;
use super::error::read;
use super::time::{time, word};
use crate::model::{Conclusion, Job, Status, Step};

#[derive(Deserialize)]
struct JobsJson {
    total_count: Option<u64>,
    jobs: Option<Vec<JobJson>>,
}

#[derive(Deserialize)]
struct JobJson {
    id: Option<u64>,
    run_id: Option<u64>,
    run_attempt: Option<u32>,
    name: Option<String>,
    status: Option<String>,
    conclusion: Option<String>,
    html_url: Option<String>,
    started_at: Option<String>,
    completed_at: Option<String>,
    labels: Option<Vec<String>>,
    runner_name: Option<String>,
    // Absent for a job that never started.
    steps: Option<Vec<StepJson>>,
}

#[derive(Deserialize)]
struct StepJson {
    number: Option<u32>,
    name: Option<String>,
    conclusion: Option<String>,
    started_at: Option<String>,
    completed_at: Option<String>,
}

/// The jobs of a run, in GitHub's order, and how many it says there are.
pub fn jobs(bytes: &[u8]) -> Result<(u64, Vec<Job>), ApiError> {
    let page: JobsJson = read("list of jobs", bytes)?;
    let jobs: Vec<Job> = page.jobs.unwrap_or_default().into_iter().map(Job::from).collect();
    Ok((page.total_count.unwrap_or(jobs.len() as u64), jobs))
}

/// One job, `GET /repos/{o}/{r}/actions/jobs/{id}`.
pub fn job(bytes: &[u8]) -> Result<Job, ApiError> {
    read::<JobJson>("job", bytes).map(Job::from)
}

impl From<JobJson> for Job {
    fn from(job: JobJson) -> Self {
        Self {
            id: job.id,
            name: job.name.unwrap_or_default(),
            run: job.run_id,
            attempt: job.run_attempt,
            workflow: None,
            status: word(job.status).map(Status::from),
            conclusion: word(job.conclusion).map(Conclusion::from),
            url: word(job.html_url),
            started_at: time(job.started_at),
            completed_at: time(job.completed_at),
            labels: job.labels.unwrap_or_default(),
            runner: word(job.runner_name),
            steps: job.steps.unwrap_or_default().into_iter().filter_map(step).collect(),
            annotations: Vec::new(),
        }
    }
}

/// None without a number: nothing could refer to such a step, neither a file of the archive nor a link.
fn step(step: StepJson) -> Option<Step> {
    Some(Step {
        number: step.number?,
        name: step.name.unwrap_or_default(),
        conclusion: word(step.conclusion).map(Conclusion::from),
        started_at: time(step.started_at),
        completed_at: time(step.completed_at),
    })
}
