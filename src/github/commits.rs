//! The commits after the head of a run: where a fix would be.

use super::all::all;
use super::url::encoded;
use super::{Client, Error, Repo};
use crate::bundle::api;
use crate::model::Commit;

/// How many commits are asked for their files: the newest.
const DETAILS: usize = 10;

/// GitHub's answers about the commits after a run.
#[derive(Debug)]
pub(super) struct Later {
    /// The comparison.
    pub(super) compare: Vec<u8>,
    /// Single commits, by SHA. One that cannot be had is not there: its files are then unknown.
    pub(super) commits: Vec<(String, Vec<u8>)>,
    /// How many the comparison tells.
    pub(super) told: usize,
    /// How many there are: one comparison holds 250 at most.
    pub(super) total: u64,
}

impl Client {
    /// What `branch` has and `head_sha` has not, oldest first; `branch` may be `owner:branch` of a fork.
    /// The newest ten with their files, as far as GitHub told; the others without.
    pub(super) async fn later_commits(&self, repo: &Repo, head_sha: &str, branch: &str) -> Result<Later, Error> {
        let what = format!("the commits of {branch} after {head_sha} in {repo}");
        let path = format!("/repos/{repo}/compare/{}...{}", encoded(head_sha), encoded(branch));
        let (compare, (total, listed)) = self.json(&what, &path, api::compare).await?;
        let newest = listed.iter().rev().take(DETAILS).map(|commit| commit.sha.clone());
        let commits = all(newest, |sha| {
            let (client, repo) = (self.clone(), repo.clone());
            async move { client.whole_commit(&repo, &sha).await.ok().map(|(body, _)| (sha, body)) }
        });
        let commits = commits.await.into_iter().flatten().collect();
        Ok(Later { compare, commits, told: listed.len(), total })
    }

    /// How many commits `head` has and `base` has not, and the oldest 250 of them without their files.
    pub async fn between(&self, repo: &Repo, base: &str, head: &str) -> Result<(u64, Vec<Commit>), Error> {
        let path = format!("/repos/{repo}/compare/{}...{}", encoded(base), encoded(head));
        self.read(&format!("the commits from {base} to {head} in {repo}"), &path, api::compare).await
    }

    /// The answer to what `head` has and `base` has not.
    pub(super) async fn compare(&self, repo: &Repo, base: &str, head: &str) -> Result<Vec<u8>, Error> {
        let path = format!("/repos/{repo}/compare/{}...{}", encoded(base), encoded(head));
        Ok(self.json(&format!("the commits of {head} after {base} in {repo}"), &path, api::compare).await?.0)
    }

    async fn whole_commit(&self, repo: &Repo, sha: &str) -> Result<(Vec<u8>, Commit), Error> {
        self.json(&format!("commit {sha} of {repo}"), &format!("/repos/{repo}/commits/{}", encoded(sha)), api::commit).await
    }
}
