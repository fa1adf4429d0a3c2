//! Pull requests, and the runs of their heads.

use super::{Client, Error, Repo};
use crate::bundle::api::{self, ListedRun, Pull};
use crate::model::{encoded, encoded_path};

impl Client {
    /// `GET /repos/{o}/{r}/pulls/{n}`: the answer, and what it says.
    pub async fn pull(&self, repo: &Repo, number: u64) -> Result<(Vec<u8>, Pull), Error> {
        self.json(&format!("pull request {number} of {repo}"), &format!("/repos/{repo}/pulls/{number}"), api::pull).await
    }

    /// The open pull requests of a branch, which may be a fork's: `GET /repos/{o}/{r}/pulls?head={owner}:{branch}`.
    pub async fn pulls_of(&self, repo: &Repo, owner: &str, branch: &str) -> Result<Vec<Pull>, Error> {
        let head = format!("{}:{}", encoded_path(owner), encoded_path(branch));
        let what = format!("the pull requests of {owner}:{branch} in {repo}");
        self.read(&what, &format!("/repos/{repo}/pulls?head={head}&state=open&per_page=10"), api::pulls).await
    }

    /// The runs of a commit, newest first: one page, which holds 100.
    pub async fn runs_of_commit(&self, repo: &Repo, sha: &str) -> Result<Vec<ListedRun>, Error> {
        let path = format!("/repos/{repo}/actions/runs?head_sha={}&per_page=100", encoded_path(sha));
        self.read(&format!("the runs of commit {sha} in {repo}"), &path, api::runs).await
    }

    /// The runs of a branch, newest first: one page of 30. Forks have branches of the same name.
    pub async fn runs_of_branch(&self, repo: &Repo, branch: &str) -> Result<Vec<ListedRun>, Error> {
        Ok(self.listed_of_branch(repo, branch).await?.1)
    }

    /// The same, with the answer.
    pub(super) async fn listed_of_branch(&self, repo: &Repo, branch: &str) -> Result<(Vec<u8>, Vec<ListedRun>), Error> {
        let path = format!("/repos/{repo}/actions/runs?branch={}&per_page=30", encoded(branch));
        self.json(&format!("the runs of branch {branch} in {repo}"), &path, api::runs).await
    }
}
