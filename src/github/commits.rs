//! The commits after the head of a run: where a fix would be.

use super::all::all;
use super::{Client, Error, Repo};
use crate::bundle::api;
use crate::model::{Commit, encoded_path};

/// GitHub's answers about the commits after a run.
#[derive(Debug)]
pub(super) struct Later {
    /// The comparison.
    pub(super) compare: Vec<u8>,
    /// The commits that the comparison tells, by SHA, the newest first.
    pub(super) told: Vec<String>,
    /// How many there are: one comparison holds 250 at most.
    pub(super) total: u64,
}

impl Client {
    /// What `branch` has and `head_sha` has not; `branch` may be `owner:branch` of a fork.
    pub(super) async fn later_commits(&self, repo: &Repo, head_sha: &str, branch: &str) -> Result<Later, Error> {
        let what = format!("the commits of {branch} after {head_sha} in {repo}");
        let path = format!("/repos/{repo}/compare/{}...{}", encoded_path(head_sha), encoded_path(branch));
        let (compare, (total, listed)) = self.json(&what, &path, api::compare).await?;
        let told = listed.into_iter().rev().map(|commit| commit.sha).collect();
        Ok(Later { compare, told, total })
    }

    /// Single commits with their files. One that cannot be had is not there: its files are then unknown.
    pub(super) async fn whole_commits(&self, repo: &Repo, shas: Vec<String>) -> Vec<(String, Vec<u8>)> {
        let commit = |sha: String| {
            let (client, repo) = (self.clone(), repo.clone());
            async move { client.whole_commit(&repo, &sha).await.ok().map(|(body, _)| (sha, body)) }
        };
        all(shas, commit).await.into_iter().flatten().collect()
    }

    /// How many commits `head` has and `base` has not, and the oldest 250 of them without their files.
    pub async fn between(&self, repo: &Repo, base: &str, head: &str) -> Result<(u64, Vec<Commit>), Error> {
        Ok(self.compare(repo, base, head).await?.1)
    }

    /// The same, with the answer.
    pub(super) async fn compare(&self, repo: &Repo, base: &str, head: &str) -> Result<(Vec<u8>, (u64, Vec<Commit>)), Error> {
        let path = format!("/repos/{repo}/compare/{}...{}", encoded_path(base), encoded_path(head));
        self.json(&format!("the commits of {head} after {base} in {repo}"), &path, api::compare).await
    }

    async fn whole_commit(&self, repo: &Repo, sha: &str) -> Result<(Vec<u8>, Commit), Error> {
        self.json(&format!("commit {sha} of {repo}"), &format!("/repos/{repo}/commits/{}", encoded_path(sha)), api::commit).await
    }
}
