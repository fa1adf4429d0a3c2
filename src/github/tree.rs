//! `GET /repos/{o}/{r}/git/trees/{sha}?recursive=1`.

use super::{Client, Error, Repo};
use crate::bundle::api;
use crate::model::encoded_path;

impl Client {
    /// The answer, and whether the paths in it are all that there are at the commit.
    pub(super) async fn tree(&self, repo: &Repo, sha: &str) -> Result<(Vec<u8>, bool), Error> {
        let path = format!("/repos/{repo}/git/trees/{}?recursive=1", encoded_path(sha));
        let (body, (whole, _)) = self.json(&format!("the tree of {sha} in {repo}"), &path, api::tree).await?;
        Ok((body, whole))
    }
}
