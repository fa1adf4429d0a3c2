//! `GET /repos/{o}/{r}/git/trees/{sha}?recursive=1`.

use super::url::encoded;
use super::{Client, Error, Repo};
use crate::bundle::api;

impl Client {
    /// The paths of all files at a commit, as far as GitHub lists them.
    pub async fn tree(&self, repo: &Repo, sha: &str) -> Result<Vec<String>, Error> {
        Ok(self.whole_tree(repo, sha).await?.1)
    }

    /// The same, and whether it is all of them.
    pub(super) async fn whole_tree(&self, repo: &Repo, sha: &str) -> Result<(bool, Vec<String>), Error> {
        let path = format!("/repos/{repo}/git/trees/{}?recursive=1", encoded(sha));
        self.read(&format!("the tree of {sha} in {repo}"), &path, api::tree).await
    }
}
