//! Several files of one commit.

use super::all::all;
use super::{Client, Error, Repo};

impl Client {
    /// Files at a commit, each with what came of it, in the order they were asked for.
    pub async fn files(&self, repo: &Repo, sha: &str, paths: Vec<String>) -> Vec<(String, Result<Option<String>, Error>)> {
        let file = |path: String| {
            let (client, repo, sha) = (self.clone(), repo.clone(), sha.to_owned());
            async move {
                let file = client.file(&repo, &sha, &path).await;
                (path, file)
            }
        };
        all(paths, file).await
    }
}
