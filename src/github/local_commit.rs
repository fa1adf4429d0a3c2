//! A commit of a checkout, as GitHub would tell of it.

use std::path::{Path, PathBuf};

use chrono::DateTime;

use super::RemoteError;
use super::remote::{git, said};
use crate::model::{ChangedFile, Commit};

/// The commit that `rev` names in the checkout that `dir` is in, with its diff, and the checkout's root.
pub fn commit_from_git(dir: &Path, rev: &str) -> Result<(PathBuf, Commit), RemoteError> {
    let fail = |why: String| RemoteError::NoCommit { rev: rev.to_owned(), why };
    let ask = |arguments: &[&str]| -> Result<String, RemoteError> {
        let output = git(dir, arguments)?;
        if output.status.success() { Ok(String::from_utf8_lossy(&output.stdout).into_owned()) } else { Err(fail(said(&output))) }
    };
    // Not an option of git's.
    if rev.starts_with('-') {
        return Err(fail("no such name".to_owned()));
    }
    let root = PathBuf::from(ask(&["rev-parse", "--show-toplevel"])?.trim_end_matches(['\n', '\r']));
    let sha = ask(&["rev-parse", "--verify", &format!("{rev}^{{commit}}")])?.trim().to_owned();
    let message = ask(&["show", "-s", "--no-show-signature", "--format=%B", &sha])?;
    let date = ask(&["show", "-s", "--no-show-signature", "--format=%aI", &sha])?;
    let shown = ask(&["show", "-m", "--first-parent", "-M", "--format=", "--no-color", "--no-ext-diff", "--no-textconv", &sha])?;
    let authored_at = DateTime::parse_from_rfc3339(date.trim()).ok().map(|time| time.to_utc());
    Ok((root, Commit { sha, message, authored_at, files: Some(files(&shown)), ..Commit::default() }))
}

/// The files of a diff that git printed, each with its hunks, as GitHub's API has them.
fn files(diff: &str) -> Vec<ChangedFile> {
    let starts: Vec<usize> =
        diff.match_indices("diff --git ").map(|(at, _)| at).filter(|at| *at == 0 || diff[..*at].ends_with('\n')).collect();
    let parts = starts.iter().enumerate().map(|(nth, at)| &diff[*at..starts.get(nth + 1).copied().unwrap_or(diff.len())]);
    parts.filter_map(file).collect()
}

fn file(part: &str) -> Option<ChangedFile> {
    let head = part.split("\n@@ ").next().unwrap_or(part);
    let named = |mark: &str| head.lines().find_map(|line| line.strip_prefix(mark)).map(|path| path.trim_end_matches('\t'));
    let path = named("+++ b/").or_else(|| named("--- a/")).or_else(|| named("rename to "))?;
    let patch = part.get(head.len() + 1..).filter(|patch| patch.starts_with("@@ ")).map(str::to_owned);
    Some(ChangedFile { path: path.to_owned(), patch })
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn a_diff_by_its_files() {
        let diff = "diff --git a/x.go b/x.go\nindex 1..2 100644\n--- a/x.go\n+++ b/x.go\n@@ -1 +1 @@\n-a\n+diff --git b\ndiff --git a/y b/y\ndeleted file mode 100644\n--- a/y\n+++ /dev/null\n@@ -1 +0,0 @@\n-y\n";
        let found = files(diff);
        let told: Vec<(&str, &str)> = found.iter().map(|file| (file.path.as_str(), file.patch.as_deref().unwrap_or_default())).collect();
        assert_eq!(told, [("x.go", "@@ -1 +1 @@\n-a\n+diff --git b\n"), ("y", "@@ -1 +0,0 @@\n-y\n")]);
    }
}
