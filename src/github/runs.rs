//! The runs of a repository over a period.

use super::{Client, Error, Repo};
use crate::bundle::api::{self, ListedRun};
use crate::model::{encoded, encoded_path};

const PER_PAGE: usize = 100;
/// GitHub lists 1,000 runs at most for one search.
const MAX_PAGES: usize = 10;

/// What a list of runs covers.
#[derive(Clone, Debug)]
pub struct Period {
    /// RFC 3339, UTC.
    pub since: String,
    /// RFC 3339, UTC.
    pub until: String,
    /// Only runs of this branch.
    pub branch: Option<String>,
}

impl Client {
    /// The runs that were created in a period, newest first, and whether there are more than GitHub lists:
    /// `GET /repos/{o}/{r}/actions/runs?created=`.
    pub async fn runs_of_period(&self, repo: &Repo, period: &Period) -> Result<(Vec<ListedRun>, bool), Error> {
        let created = format!("{}..{}", encoded_path(&period.since), encoded_path(&period.until));
        let branch = period.branch.as_ref().map(|branch| format!("&branch={}", encoded(branch))).unwrap_or_default();
        let mut runs: Vec<ListedRun> = Vec::new();
        for page in 1..=MAX_PAGES {
            let path = format!("/repos/{repo}/actions/runs?created={created}{branch}&per_page={PER_PAGE}&page={page}");
            let more = self.read(&format!("the runs of {repo} since {}", period.since), &path, api::runs).await?;
            let last = more.len() < PER_PAGE;
            // One that began while the pages were read pushes others onto the next.
            runs.extend(more);
            if last {
                runs.dedup_by_key(|listed| listed.run.id);
                return Ok((runs, false));
            }
        }
        runs.dedup_by_key(|listed| listed.run.id);
        Ok((runs, true))
    }

    /// The newest failed runs: `GET /repos/{o}/{r}/actions/runs?status=failure`.
    pub async fn failed_runs(&self, repo: &Repo, count: usize) -> Result<Vec<ListedRun>, Error> {
        let path = format!("/repos/{repo}/actions/runs?status=failure&per_page={count}");
        let mut runs = self.read(&format!("the failed runs of {repo}"), &path, api::runs).await?;
        runs.retain(|listed| listed.run.conclusion.as_ref().is_some_and(crate::model::Conclusion::failed));
        runs.truncate(count);
        Ok(runs)
    }
}
