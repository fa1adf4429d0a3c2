//! The repository at a commit, out of a local checkout: for logs on disk, where nothing is asked of GitHub.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::remote::remotes_from_git;

/// A local checkout that holds a run's head.
#[derive(Clone, Debug)]
pub struct Checkout {
    dir: PathBuf,
    sha: String,
}

/// Paths of a tree are read up to so many bytes.
const TREE: u64 = 32 << 20;
/// A source is read up to so many.
const SOURCE: u64 = 1 << 20;

impl Checkout {
    /// The checkout that `dir` is in, if it is of that repository, `owner/name`, and has that commit, 40 hex digits.
    pub fn of(dir: &Path, repo: &str, sha: &str) -> Option<Self> {
        if sha.len() != 40 || !sha.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let same = |name: String| name.eq_ignore_ascii_case(repo);
        let known = remotes_from_git(dir).ok()?.iter().any(|remote| same(remote.repo.to_string()));
        let found = Self { dir: dir.to_owned(), sha: sha.to_owned() };
        (known && found.git(&["cat-file", "-t", sha], 16)?.starts_with("commit")).then_some(found)
    }

    /// Its files' paths; none where git does not tell, or there are too many.
    pub fn tree(&self) -> Option<Vec<String>> {
        let listing = self.git(&["ls-tree", "-r", "-z", "--full-tree", "--name-only", &self.sha], TREE)?;
        Some(listing.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    /// Those of the files that it has as text.
    pub fn files(&self, paths: &[String]) -> BTreeMap<String, String> {
        let read = |path: &String| Some((path.clone(), self.git(&["cat-file", "blob", &format!("{}:{path}", self.sha)], SOURCE)?));
        paths.iter().filter_map(read).collect()
    }

    /// What git prints, as far as it is text and no longer than that.
    fn git(&self, arguments: &[&str], most: u64) -> Option<String> {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.dir).args(arguments).env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        // A commit that is not there is not fetched for this.
        let mut child = git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0").spawn().ok()?;
        let mut said = String::new();
        let read = child.stdout.take()?.take(most + 1).read_to_string(&mut said).is_ok() && said.len() as u64 <= most;
        if !read {
            // It may still want to write.
            let _ = child.kill();
        }
        (child.wait().ok()?.success() && read).then_some(said)
    }
}
