//! `GET /repos/{o}/{r}/actions/workflows/{file}/runs`: the runs of one workflow, newest first.

use serde_json::Value;

use super::{Client, Error, Repo};
use crate::bundle::api;
use crate::model::{Run, encoded_path, rfc3339};

/// A run out of a list, with its own part of GitHub's answer: what `run.json` of a bundle holds.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) run: Run,
    pub(super) json: Vec<u8>,
}

impl Client {
    /// One page of a workflow's runs that were created no later than a run was, without that run. `filter` is part of the query.
    pub(super) async fn runs_before(&self, repo: &Repo, run: &Run, filter: &str) -> Result<Vec<Told>, Error> {
        let (Some(file), Some(created)) = (run.path.as_deref().and_then(workflow_file), run.created_at) else { return Ok(Vec::new()) };
        let until = encoded_path(&format!("<={}", rfc3339(created)));
        let path = format!("/repos/{repo}/actions/workflows/{}/runs?{filter}&created={until}&per_page=20", encoded_path(file));
        let what = format!("the runs of {file} in {repo}");
        let (body, _) = self.json(&what, &path, api::runs).await?;
        Ok(told(&body).into_iter().filter(|other| other.run.id != run.id).collect())
    }
}

/// A workflow of the repository is asked for by its file; those that GitHub brings along have none.
fn workflow_file(path: &str) -> Option<&str> {
    let file = crate::model::workflow_file(path).strip_prefix(".github/workflows/")?;
    (!file.is_empty() && !file.contains('/')).then_some(file)
}

/// The runs of a list, in its order.
pub(super) fn told(body: &[u8]) -> Vec<Told> {
    let Ok(mut list) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
    let Some(Value::Array(runs)) = list.get_mut("workflow_runs").map(Value::take) else { return Vec::new() };
    let one = |run: Value| {
        let json = run.to_string().into_bytes();
        Some(Told { run: api::run(&json).ok()?, json })
    };
    runs.into_iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::workflow_file;

    #[test]
    fn files_of_workflows() {
        assert_eq!(workflow_file(".github/workflows/ci.yml"), Some("ci.yml"));
        assert_eq!(workflow_file(".github/workflows/ci.yml@main"), Some("ci.yml"));
        assert_eq!(workflow_file("dynamic/pages/pages-build-deployment"), None);
        assert_eq!(workflow_file(".github/workflows/a/../b"), None);
    }
}
