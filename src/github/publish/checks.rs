//! Check runs. Only GitHub Apps may write them, which a workflow's own token is, too.

use http::Method;
use serde::Deserialize;
use serde_json::Value;

use super::json::parsed;
use crate::bundle::api::ApiError;
use crate::github::client::Order;
use crate::github::{Client, Error, Reason, Repo};
use crate::model::encoded_path;

#[derive(Deserialize)]
struct ListJson {
    check_runs: Option<Vec<CheckJson>>,
}

#[derive(Deserialize)]
struct CheckJson {
    id: u64,
    external_id: Option<String>,
}

impl Client {
    /// What we called the newest check runs of this name on a commit.
    pub async fn check_labels(&self, repo: &Repo, sha: &str, name: &str) -> Result<Vec<String>, Error> {
        let path = format!("/repos/{repo}/commits/{}/check-runs?check_name={}&filter=latest", encoded_path(sha), encoded_path(name));
        let read = |body: &[u8]| -> Result<Vec<String>, ApiError> {
            let list: ListJson = parsed("list of check runs", body)?;
            Ok(list.check_runs.unwrap_or_default().into_iter().filter_map(|check| check.external_id).collect())
        };
        self.read(&format!("the check runs of {sha} in {repo}"), &path, read).await
    }

    /// `POST /repos/{o}/{r}/check-runs`: its id.
    pub async fn create_check(&self, repo: &Repo, check: &Value) -> Result<u64, Error> {
        let what = format!("a check run in {repo}");
        let path = format!("/repos/{repo}/check-runs");
        let body = self.send(&Order { what: &what, method: Method::POST, path: &path, body: Some(check) }).await?;
        let read = |error| Error::Read { what, reason: Reason::Json(error) };
        Ok(parsed::<CheckJson>("check run", &body).map_err(read)?.id)
    }

    /// `PATCH /repos/{o}/{r}/check-runs/{id}`: annotations in it come on top of those that are there.
    pub async fn update_check(&self, repo: &Repo, id: u64, check: &Value) -> Result<(), Error> {
        let path = format!("/repos/{repo}/check-runs/{id}");
        self.send(&Order { what: &format!("check run {id} of {repo}"), method: Method::PATCH, path: &path, body: Some(check) })
            .await
            .map(drop)
    }
}
