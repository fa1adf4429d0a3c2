//! A commit that was rewritten is still the same one: by its SHA, else by its subject and its author's date, else by what it changes.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::model::{ChangedFile, Commit};

/// What somebody said of a commit, or what an earlier report knew of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedCommit {
    /// Seven hex digits or more.
    pub sha: String,
    /// The first line of its message.
    pub subject: Option<String>,
    /// When it was written.
    pub authored_at: Option<DateTime<Utc>>,
    /// What it changes; see [`patch_id`].
    pub patch_id: Option<String>,
}

/// Fewer digits name too many commits.
const DIGITS: usize = 7;

impl NamedCommit {
    /// Whether a commit is the one that is meant, perhaps rewritten.
    pub fn is(&self, commit: &Commit) -> bool {
        let same_sha = self.sha.len() >= DIGITS && commit.sha.starts_with(&self.sha.to_ascii_lowercase());
        let same_words = self.subject.as_deref().is_some_and(|subject| !subject.is_empty() && subject == commit.subject());
        let same_time = self.authored_at.is_some() && self.authored_at == commit.authored_at;
        let same_patch = || self.patch_id.is_some() && self.patch_id == commit.files.as_deref().and_then(patch_id);
        same_sha || same_words && same_time || same_patch()
    }
}

impl From<&Commit> for NamedCommit {
    fn from(commit: &Commit) -> Self {
        Self {
            sha: commit.sha.clone(),
            subject: Some(commit.subject().to_owned()),
            authored_at: commit.authored_at,
            patch_id: commit.files.as_deref().and_then(patch_id),
        }
    }
}

/// 16 hex digits over what is added and removed, whatever the lines' numbers, their surroundings and their blanks, as `git patch-id` has it; none
/// where a part of the diff is not known, or where nothing is changed.
pub fn patch_id(files: &[ChangedFile]) -> Option<String> {
    let mut changes: Vec<(&str, String)> = Vec::new();
    for file in files {
        let patch = file.patch.as_deref()?;
        let changed = patch.lines().filter(|line| line.starts_with('+') || line.starts_with('-'));
        changes.push((&file.path, changed.flat_map(|line| line.chars().filter(|c| !c.is_whitespace()).chain(['\n'])).collect()));
    }
    changes.sort_unstable();
    if changes.iter().all(|(_, changed)| changed.is_empty()) {
        return None;
    }
    let mut hash = Sha256::new();
    for (path, changed) in changes {
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(changed.as_bytes());
        hash.update([0]);
    }
    Some(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::{NamedCommit, patch_id};
    use crate::model::{ChangedFile, Commit};

    fn commit(sha: &str, message: &str, written: &str, patch: &str) -> Commit {
        let files = vec![ChangedFile { path: "src/x.go".to_owned(), patch: Some(patch.to_owned()) }];
        let authored_at = Some(written.parse().unwrap());
        Commit { sha: sha.repeat(8), message: message.to_owned(), authored_at, files: Some(files), ..Commit::default() }
    }

    #[test]
    fn by_sha_then_by_words_and_time_then_by_the_change() {
        let (then, later) = ("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z");
        let first = commit("aaaaa", "make it\n\nmore", then, "@@ -1 +1,2 @@\n a\n+b\n");
        let named = NamedCommit::from(&first);
        assert!(NamedCommit { sha: "aaaaaaa".to_owned(), ..NamedCommit::default() }.is(&first));
        assert!(!NamedCommit { sha: "aaaaaa".to_owned(), ..NamedCommit::default() }.is(&first));
        assert!(named.is(&commit("bbbbb", "make it", then, "+c")));
        assert!(!named.is(&commit("bbbbb", "make it", later, "+c")), "the same words at another time");
        assert!(named.is(&commit("bbbbb", "make it well", later, "@@ -8,2 +9,3 @@ fn f() {\n x\n+  b\n")));
        assert!(!named.is(&commit("bbbbb", "make it well", later, "-b")));
    }

    #[test]
    fn what_is_not_known_is_like_nothing() {
        let file = |patch: Option<&str>| ChangedFile { path: "x".to_owned(), patch: patch.map(str::to_owned) };
        assert_eq!(patch_id(&[file(Some("+a")), file(None)]), None);
        assert_eq!(patch_id(&[]), None);
        assert_eq!(patch_id(&[file(Some("@@ -1 +1 @@\n a"))]), None);
    }
}
