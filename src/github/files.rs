//! Several files of one commit.

use super::{Client, Error, Repo};

impl Client {
    /// Files at a commit, each with what came of it, in the order they were asked for. At most as many at once as stay far from GitHub's limits.
    pub async fn files(&self, repo: &Repo, sha: &str, paths: Vec<String>) -> Vec<(String, Result<Option<String>, Error>)> {
        const AT_ONCE: usize = 4;
        let mut done = Vec::with_capacity(paths.len());
        for group in paths.chunks(AT_ONCE) {
            let [a, b, c, d] = [0, 1, 2, 3].map(|at| group.get(at));
            let one = async |path: Option<&String>| match path {
                Some(path) => Some((path.clone(), self.file(repo, sha, path).await)),
                None => None,
            };
            let (a, b, c, d) = tokio::join!(one(a), one(b), one(c), one(d));
            done.extend([a, b, c, d].into_iter().flatten());
        }
        done
    }
}
