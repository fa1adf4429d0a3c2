//! The commits after the head of a run: where a fix would be.

use tokio::task::JoinSet;

use super::url::encoded;
use super::{Client, Error, Repo};
use crate::bundle::api;
use crate::model::Commit;

/// How many commits are asked for their files: the newest.
const DETAILS: usize = 10;
/// How many of these questions are under way at once; GitHub allows 100 in all.
const AT_ONCE: usize = 4;

impl Client {
    /// What `branch` has and `head_sha` has not, oldest first; `branch` may be `owner:branch` of a fork.
    /// The newest ten with their files, as far as GitHub told; the others without.
    pub async fn commits_after(&self, repo: &Repo, head_sha: &str, branch: &str) -> Result<Vec<Commit>, Error> {
        Ok(self.counted_commits_after(repo, head_sha, branch).await?.1)
    }

    /// The same, with how many there are: one comparison holds 250 at most.
    pub(super) async fn counted_commits_after(&self, repo: &Repo, head_sha: &str, branch: &str) -> Result<(u64, Vec<Commit>), Error> {
        let what = format!("the commits of {branch} after {head_sha} in {repo}");
        let path = format!("/repos/{repo}/compare/{}...{}", encoded(head_sha), encoded(branch));
        let (total, mut commits) = self.read(&what, &path, api::compare).await?;
        let mut asking = JoinSet::new();
        let first = commits.len().saturating_sub(DETAILS);
        let mut waiting = (first..commits.len()).map(|at| (at, commits[at].sha.clone())).rev().collect::<Vec<_>>().into_iter();
        loop {
            while asking.len() < AT_ONCE
                && let Some((at, sha)) = waiting.next()
            {
                let (client, repo) = (self.clone(), repo.clone());
                asking.spawn(async move { (at, client.commit(&repo, &sha).await) });
            }
            let Some(answer) = asking.join_next().await else { break };
            // One that cannot be had keeps what the comparison told: its files are unknown, which is what `None` says.
            if let Ok((at, Ok(commit))) = answer {
                commits[at] = commit;
            }
        }
        Ok((total, commits))
    }

    /// One commit, with the files it changed.
    pub async fn commit(&self, repo: &Repo, sha: &str) -> Result<Commit, Error> {
        self.read(&format!("commit {sha} of {repo}"), &format!("/repos/{repo}/commits/{}", encoded(sha)), api::commit).await
    }
}
