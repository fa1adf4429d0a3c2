//! `GET /repos/{o}/{r}/contents/{path}`.

use super::all::all;
use super::url::inside;
use super::{Client, Error, Reason, Repo};
use crate::bundle::api;
use crate::model::encoded_path;

/// The configuration file, which is also its name in messages.
pub(super) const CONFIG: &str = ".github/triage.yml";

/// The directory of a repository's own rules.
pub(super) const RULES: &str = ".github/triage/rules";

impl Client {
    /// A file at a commit; none if there is no such file. The path may come from a log: one that would lead out of the repository is no file.
    pub async fn file(&self, repo: &Repo, sha: &str, path: &str) -> Result<Option<String>, Error> {
        if !inside(path) {
            return Ok(None);
        }
        self.contents(repo, path, &format!("?ref={}", encoded_path(sha))).await
    }

    /// `.github/triage.yml` of the default branch, never of a pull request's head; none if there is none.
    pub async fn default_config(&self, repo: &Repo) -> Result<Option<String>, Error> {
        self.contents(repo, CONFIG, "").await
    }

    /// What a directory of the default branch holds, as paths: files, then directories; nothing where there is none.
    pub(super) async fn default_entries(&self, repo: &Repo, path: &str) -> Result<(Vec<String>, Vec<String>), Error> {
        let address = format!("/repos/{repo}/contents/{}", encoded_path(path));
        match self.read(&format!("{path} of {repo}"), &address, api::entries).await {
            Ok(entries) => Ok(entries),
            Err(Error::Read { reason: Reason::NotFound { .. }, .. }) => Ok((Vec::new(), Vec::new())),
            Err(error) => Err(error),
        }
    }

    /// Files of the default branch, each with what came of it.
    pub(super) async fn default_files(&self, repo: &Repo, paths: Vec<String>) -> Vec<(String, Result<Option<String>, Error>)> {
        let file = |path: String| {
            let (client, repo) = (self.clone(), repo.clone());
            async move {
                let file = client.contents(&repo, &path, "").await;
                (path, file)
            }
        };
        all(paths, file).await
    }

    async fn contents(&self, repo: &Repo, path: &str, query: &str) -> Result<Option<String>, Error> {
        let address = format!("/repos/{repo}/contents/{}{query}", encoded_path(path));
        match self.read(&format!("{path} of {repo}"), &address, api::contents).await {
            Ok(text) => Ok(Some(text)),
            Err(Error::Read { reason: Reason::NotFound { .. }, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
