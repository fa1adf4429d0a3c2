//! `GET /repos/{o}/{r}/actions/runs`, a page of it.

use serde::Deserialize;

use super::error::read;
use super::run::RunJson;
use super::{ApiError, HeadRepo};
use crate::model::Run;

#[derive(Deserialize)]
struct RunsJson {
    workflow_runs: Option<Vec<RunJson>>,
}

/// A run in a list.
#[derive(Clone, Debug)]
pub struct ListedRun {
    /// The run.
    pub run: Run,
    /// What all runs of one workflow have in common, whatever they are called.
    pub workflow_id: Option<u64>,
    /// The repository of its branch.
    pub head_repo: HeadRepo,
}

/// Runs in GitHub's order, the newest first.
pub fn runs(bytes: &[u8]) -> Result<Vec<ListedRun>, ApiError> {
    let page: RunsJson = read("list of runs", bytes)?;
    let listed = |mut json: RunJson| ListedRun {
        workflow_id: json.workflow_id,
        head_repo: std::mem::take(&mut json.head_repository),
        run: json.into(),
    };
    Ok(page.workflow_runs.unwrap_or_default().into_iter().map(listed).collect())
}
