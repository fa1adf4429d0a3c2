//! Which commits cannot be the fix that their words make of them.

use super::condition;
use super::status::Symptoms;
use crate::model::Commit;

/// For each commit, oldest first, whether a later one took it back, or it does nothing but take back one of them.
pub(super) fn undone(commits: &[Commit]) -> Vec<bool> {
    let mut undone = vec![false; commits.len()];
    let mut reverts = vec![false; commits.len()];
    for at in (0..commits.len()).rev() {
        for of in reverted(&commits[at], &commits[..at]) {
            reverts[at] = true;
            // A revert that was itself taken back took nothing back.
            if !undone[at] {
                undone[of] = true;
            }
        }
    }
    undone.iter().zip(reverts).map(|(undone, reverts)| *undone || reverts).collect()
}

/// The earlier commits that a commit says it reverts, as `git revert` writes it.
fn reverted(commit: &Commit, earlier: &[Commit]) -> Vec<usize> {
    const SAYS: &str = "This reverts commit ";
    let named = commit.message.match_indices(SAYS).filter_map(|(at, _)| {
        let sha: String = commit.message[at + SAYS.len()..].chars().take_while(char::is_ascii_hexdigit).collect();
        (sha.len() >= 7).then_some(sha)
    });
    named.filter_map(|sha| earlier.iter().position(|commit| commit.sha.starts_with(&sha))).collect()
}

/// Whether a commit changes nothing but texts for people. Where nobody told its files, it is not known.
pub(super) fn only_prose(commit: &Commit) -> bool {
    const ENDINGS: [&str; 5] = ["md", "mdx", "rst", "adoc", "txt"];
    let prose = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        // Lists of requirements are texts for machines.
        let for_machines = name.starts_with("requirements") || name == "CMakeLists.txt" || name == "robots.txt";
        !for_machines && (ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) || name.starts_with("LICENSE"))
    };
    commit.files.as_deref().is_some_and(|files| !files.is_empty() && files.iter().all(|file| prose(&file.path)))
}

/// Whether all that a commit adds to the files that the evidence names stands under the very condition that did not hold.
pub(super) fn not_reached(commit: &Commit, cause: &Symptoms<'_>, touches: impl Fn(&str) -> bool) -> bool {
    let (Some(condition), Some(files)) = (cause.condition, commit.files.as_deref()) else { return false };
    if condition::sets(files, condition) {
        return false;
    }
    let hunks: Vec<&str> = files
        .iter()
        .filter(|file| touches(&file.path))
        .filter_map(|file| file.patch.as_deref())
        .flat_map(hunks)
        .filter(|hunk| hunk.lines().any(|line| line.starts_with('+')))
        .collect();
    !hunks.is_empty() && hunks.into_iter().all(|hunk| guarded(hunk, condition.variable))
}

/// Whether a commit changes only what runs once the failure has happened, by the names of what its hunks stand in.
pub(super) fn too_late(commit: &Commit, touches: impl Fn(&str) -> bool) -> bool {
    /// What tests, shells and workflows call the part that cleans up.
    const AFTER: [&str; 9] =
        ["aftersuite", "aftereach", "afterall", "teardown", "tear_down", "cleanup", "clean_up", "if: always()", "if: failure()"];
    let Some(files) = commit.files.as_deref() else { return false };
    let hunks: Vec<&str> =
        files.iter().filter(|file| touches(&file.path)).filter_map(|file| file.patch.as_deref()).flat_map(hunks).collect();
    let after = |hunk: &str| {
        let before_change = hunk.lines().take_while(|line| !line.starts_with('+') && !line.starts_with('-'));
        let said: String = before_change.collect::<Vec<_>>().join("\n").to_lowercase();
        AFTER.iter().any(|word| said.contains(word))
    };
    !hunks.is_empty() && hunks.into_iter().all(after)
}

/// The hunks of a diff, each from its `@@`.
fn hunks(patch: &str) -> Vec<&str> {
    let starts: Vec<usize> =
        patch.match_indices("@@ -").filter(|(at, _)| *at == 0 || patch.as_bytes()[at - 1] == b'\n').map(|(at, _)| at).collect();
    starts.iter().enumerate().map(|(nth, &at)| &patch[at..starts.get(nth + 1).copied().unwrap_or(patch.len())]).collect()
}

/// Whether each added line of a hunk stands deeper than a test of the variable above it that nothing has closed.
fn guarded(hunk: &str, variable: &str) -> bool {
    let depth = |text: &str| text.len() - text.trim_start().len();
    let mut guard: Option<usize> = None;
    let mut added = false;
    for line in hunk.lines().skip(1) {
        let Some(text) = line.get(1..).filter(|text| !text.trim().is_empty()) else { continue };
        if line.starts_with('-') {
            continue;
        }
        if guard.is_some_and(|at| depth(text) <= at) {
            guard = None;
        }
        let tests = text.contains(variable) && ["if", "when", "unless", "[", "test "].iter().any(|word| text.contains(word));
        if line.starts_with('+') {
            if guard.is_none() {
                return false;
            }
            added = true;
        } else if tests && guard.is_none() {
            guard = Some(depth(text));
        }
    }
    added
}

#[cfg(test)]
mod tests {
    use super::{guarded, only_prose, undone};
    use crate::model::{ChangedFile, Commit};

    fn commit(sha: &str, message: &str, paths: &[&str]) -> Commit {
        let files = paths.iter().map(|path| ChangedFile { path: (*path).to_owned(), patch: None }).collect();
        Commit { sha: sha.repeat(8), message: message.to_owned(), files: Some(files), ..Commit::default() }
    }

    #[test]
    fn a_revert_takes_back_and_can_be_taken_back() {
        let say = |of: &str| format!("Revert\n\nThis reverts commit {}.", of.repeat(8));
        let first = commit("aaaaa", "fix", &[]);
        let second = commit("bbbbb", &say("aaaaa"), &[]);
        let third = commit("ccccc", &say("bbbbb"), &[]);
        assert_eq!(undone(&[first.clone(), second.clone()]), [true, true]);
        assert_eq!(undone(&[first.clone(), second, third]), [false, true, true]);
        // What was there before the head may well be what broke it.
        assert_eq!(undone(&[first, commit("ddddd", &say("eeeee"), &[])]), [false, false]);
    }

    #[test]
    fn prose_is_for_people() {
        assert!(only_prose(&commit("a", "", &["docs/ci.md", "README.rst", "LICENSE"])));
        assert!(!only_prose(&commit("a", "", &["docs/ci.md", "src/x.rs"])));
        assert!(!only_prose(&commit("a", "", &["requirements-dev.txt"])));
        assert!(!only_prose(&commit("a", "", &[])));
    }

    #[test]
    fn an_addition_under_the_condition() {
        let inside = "@@ -1,3 +1,4 @@\n \tif os.Getenv(\"COVER\") == \"true\" {\n \t\tdir := x\n+\t\tmkdir(dir)\n \t\tstop()\n";
        assert!(guarded(inside, "COVER"));
        assert!(!guarded(inside, "OTHER"));
        let behind = "@@ -1,4 +1,5 @@\n \tif os.Getenv(\"COVER\") == \"true\" {\n \t\tdir := x\n \t}\n+\tmkdir(dir)\n";
        assert!(!guarded(behind, "COVER"));
    }
}
