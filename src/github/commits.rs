//! The commits after the head of a run: where a fix would be.

use super::{Client, Error, Repo};
use crate::bundle::api;
use crate::model::{Commit, encoded, encoded_path};

/// GitHub's answers about the commits after a run.
#[derive(Debug)]
pub(super) struct Later {
    /// The comparison.
    pub(super) compare: Vec<u8>,
    /// The commits that the comparison tells, the newest first, without their files.
    pub(super) told: Vec<Commit>,
    /// How many there are: one comparison holds 250 at most.
    pub(super) total: u64,
}

impl Client {
    /// What `branch` has and `head_sha` has not; `branch` may be `owner:branch` of a fork.
    pub(super) async fn later_commits(&self, repo: &Repo, head_sha: &str, branch: &str) -> Result<Later, Error> {
        let what = format!("the commits of {branch} after {head_sha} in {repo}");
        let path = format!("/repos/{repo}/compare/{}...{}", encoded_path(head_sha), encoded_path(branch));
        let (compare, (total, mut told)) = self.json(&what, &path, api::compare).await?;
        told.reverse();
        Ok(Later { compare, told, total })
    }

    /// The commits of a branch, or of the default branch, since a time, newest first: one page of 100.
    pub(super) async fn commits_since(&self, repo: &Repo, branch: Option<&str>, since: &str) -> Result<(Vec<u8>, Vec<Commit>), Error> {
        let of = branch.map(|branch| format!("sha={}&", encoded(branch))).unwrap_or_default();
        let path = format!("/repos/{repo}/commits?{of}since={}&per_page=100", encoded(since));
        self.json(&format!("the commits of {} since {since} in {repo}", branch.unwrap_or("the default branch")), &path, api::history).await
    }

    /// The pull requests that changed last, whatever became of them, as commits: one page of 100.
    pub(super) async fn recent_pulls(&self, repo: &Repo) -> Result<(Vec<u8>, Vec<Commit>), Error> {
        let path = format!("/repos/{repo}/pulls?state=all&sort=updated&direction=desc&per_page=100");
        self.json(&format!("the pull requests of {repo}"), &path, api::mentions).await
    }

    /// What a pull request changes: one page of 100 files.
    pub(super) async fn pull_files(&self, repo: &Repo, number: u64) -> Result<Vec<u8>, Error> {
        let path = format!("/repos/{repo}/pulls/{number}/files?per_page=100");
        Ok(self.json(&format!("the files of pull request {number} of {repo}"), &path, api::files).await?.0)
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

    /// The commit that a tag, a branch or a SHA names.
    pub async fn commit_named(&self, repo: &Repo, name: &str) -> Result<Commit, Error> {
        Ok(self.whole_commit(repo, name).await?.1)
    }

    /// A commit with its files.
    pub(super) async fn whole_commit(&self, repo: &Repo, sha: &str) -> Result<(Vec<u8>, Commit), Error> {
        self.json(&format!("commit {sha} of {repo}"), &format!("/repos/{repo}/commits/{}", encoded_path(sha)), api::commit).await
    }
}
