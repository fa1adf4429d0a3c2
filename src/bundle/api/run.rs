//! `GET /repos/{o}/{r}/actions/runs/{id}`, and `…/attempts/{n}`, which has the same shape.

use serde::{Deserialize, Deserializer};

use super::ApiError;
use super::error::read;
use super::time::{time, word};
use crate::model::{CalledWorkflow, Conclusion, PullRequest, Run, Status};

#[derive(Deserialize)]
pub(super) struct RunJson {
    id: u64,
    pub(super) workflow_id: Option<u64>,
    check_suite_id: Option<u64>,
    run_number: Option<u64>,
    run_attempt: Option<u32>,
    name: Option<String>,
    path: Option<String>,
    event: Option<String>,
    head_branch: Option<String>,
    head_sha: Option<String>,
    head_commit: Option<HeadCommitJson>,
    referenced_workflows: Option<Vec<CalledJson>>,
    status: Option<String>,
    conclusion: Option<String>,
    html_url: Option<String>,
    created_at: Option<String>,
    repository: Option<RepositoryJson>,
    #[serde(default, deserialize_with = "head_repository")]
    pub(super) head_repository: HeadRepo,
    pull_requests: Option<Vec<PullRequestJson>>,
}

#[derive(Deserialize)]
struct HeadCommitJson {
    message: Option<String>,
}

#[derive(Deserialize)]
struct CalledJson {
    path: Option<String>,
    sha: Option<String>,
}

#[derive(Deserialize)]
struct RepositoryJson {
    full_name: Option<String>,
}

#[derive(Deserialize)]
struct PullRequestJson {
    number: u64,
    base: Option<BaseJson>,
}

#[derive(Deserialize)]
struct BaseJson {
    r#ref: Option<String>,
}

/// A workflow run.
pub fn run(bytes: &[u8]) -> Result<Run, ApiError> {
    read::<RunJson>("run", bytes).map(Run::from)
}

/// The repository of a run's head branch: another one than the run's for a pull request from a fork.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HeadRepo {
    /// `owner/name`.
    Named(String),
    /// `null`, which GitHub answers once a fork was deleted.
    Gone,
    /// Left out.
    #[default]
    Unsaid,
}

/// The repository of a run's head branch.
pub fn head_repo(bytes: &[u8]) -> Result<HeadRepo, ApiError> {
    Ok(read::<RunJson>("run", bytes)?.head_repository)
}

/// The check suite of a run, which has the check runs of its jobs, and one of its own where its workflow file cannot be used.
pub fn check_suite(bytes: &[u8]) -> Option<u64> {
    read::<RunJson>("run", bytes).ok()?.check_suite_id
}

fn head_repository<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HeadRepo, D::Error> {
    Ok(match Option::<RepositoryJson>::deserialize(deserializer)? {
        None => HeadRepo::Gone,
        Some(repository) => word(repository.full_name).map_or(HeadRepo::Unsaid, HeadRepo::Named),
    })
}

impl From<RunJson> for Run {
    fn from(run: RunJson) -> Self {
        let repo = run.repository.and_then(|repository| word(repository.full_name));
        // A deleted repository was another one: the run's own is there.
        let fork = match (&run.head_repository, &repo) {
            (HeadRepo::Gone, _) => Some(true),
            (HeadRepo::Named(head), Some(repo)) => Some(!head.eq_ignore_ascii_case(repo)),
            (HeadRepo::Named(_), None) | (HeadRepo::Unsaid, _) => None,
        };
        Self {
            id: run.id,
            number: run.run_number,
            attempt: run.run_attempt,
            repo,
            fork,
            workflow: word(run.name),
            path: word(run.path).map(without_ref),
            event: word(run.event),
            branch: word(run.head_branch),
            head_sha: word(run.head_sha),
            head_message: run.head_commit.and_then(|commit| word(commit.message)),
            called: run.referenced_workflows.unwrap_or_default().into_iter().filter_map(called).collect(),
            status: word(run.status).map(Status::from),
            conclusion: word(run.conclusion).map(Conclusion::from),
            url: word(run.html_url),
            created_at: time(run.created_at),
            pull_requests: run.pull_requests.unwrap_or_default().into_iter().map(PullRequest::from).collect(),
        }
    }
}

impl From<PullRequestJson> for PullRequest {
    fn from(pull_request: PullRequestJson) -> Self {
        Self { number: pull_request.number, base: pull_request.base.and_then(|base| word(base.r#ref)) }
    }
}

fn called(json: CalledJson) -> Option<CalledWorkflow> {
    Some(CalledWorkflow { path: word(json.path)?, sha: word(json.sha)? })
}

/// `.github/workflows/ci.yml@main`, as the API's own example has it, without the ref.
fn without_ref(mut path: String) -> String {
    if let Some(at) = path.find('@') {
        path.truncate(at);
    }
    path
}
