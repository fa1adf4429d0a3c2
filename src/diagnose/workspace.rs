//! Where a runner checks a repository out, and paths without it.

use std::borrow::Cow;

use crate::regexes::{Groups, Pattern};

/// Hosted Linux, macOS and Windows, containers, machines of one's own: each with the repository's name twice behind it; and docker actions.
static ROOT: Pattern = Pattern::new(
    r"(?i)(?:file:/{2,3})?(?:(?:/home/runner/work|/Users/runner/work|/__w|[a-z]:[/\\]{1,2}a|(?:[a-z]:)?(?:[/\\]{1,2}[\w.-]+)*[/\\]{1,2}_work)[/\\]{1,2}([^/\\\s]+)[/\\]{1,2}([^/\\\s]+)|/github/workspace)[/\\]{1,2}",
);

/// A path as the repository knows it: without the runner's workspace before it.
pub fn in_repository(path: &str) -> String {
    let found = ROOT.captures(path).filter(|found| found[0].len() < path.len() && begins(path, found));
    match found {
        Some(found) if path.starts_with(&found[0]) => path[found[0].len()..].replace('\\', "/"),
        _ => path.to_owned(),
    }
}

/// A text with each path in it as the repository knows it.
pub fn without_workspace(text: &str) -> Cow<'_, str> {
    // Most texts name none, and need no search.
    if !["work", "__w", ":\\", ":/"].iter().any(|part| text.contains(part)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut from = 0;
    for found in ROOT.captures_iter(text).filter(|found| begins(text, found)) {
        let Some(whole) = found.get(0) else { continue };
        let path = text[whole.end()..].split(|c: char| c.is_whitespace() || "'\"`()<>,;".contains(c)).next().unwrap_or_default();
        if whole.start() < from || path.is_empty() {
            continue;
        }
        kept.push_str(&text[from..whole.start()]);
        kept.push_str(&path.replace("\\\\", "/").replace('\\', "/"));
        from = whole.end() + path.len();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    kept.push_str(&text[from..]);
    Cow::Owned(kept)
}

/// Whether it is a workspace: the repository's name twice, and no path before it.
fn begins(text: &str, found: &Groups<'_>) -> bool {
    let twice = match (found.get(1), found.get(2)) {
        (Some(one), Some(two)) => one.as_str() == two.as_str(),
        _ => true,
    };
    let start = found.get(0).map_or(0, |whole| whole.start());
    let address = text[..start].ends_with(':') && found[0].starts_with("//");
    twice && !address && !text[..start].ends_with(|c: char| c.is_alphanumeric() || "_./\\-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{in_repository, without_workspace};

    #[test]
    fn workspaces_are_taken_off() {
        assert_eq!(in_repository("/home/runner/work/app/app/test/x"), "test/x");
        assert_eq!(in_repository(r"D:\a\app\app\src\x.rs"), "src/x.rs");
        assert_eq!(in_repository("/opt/actions-runner/_work/app/app/src/x.rs"), "src/x.rs");
        assert_eq!(in_repository("file:///home/runner/work/app/app/x.mjs"), "x.mjs");
        for other in
            ["/srv/home/runner/work/app/app/x", "/home/runner/work/app/app/", "/home/runner/work/_actions/actions/checkout/v4/a.js"]
        {
            assert_eq!(in_repository(other), other);
        }
    }

    #[test]
    fn in_sentences_too() {
        let said = |text: &str| without_workspace(text).into_owned();
        assert_eq!(said("x at `/home/runner/work/app/app/src/a.js:3`, and 2 more"), "x at `src/a.js:3`, and 2 more");
        assert_eq!(said(r"Cannot find 'D:\a\app\app\sub\b.json'."), "Cannot find 'sub/b.json'.");
        assert_eq!(said("from file:///__w/app/app/a.mjs and /__w/app/app/b.mjs"), "from a.mjs and b.mjs");
        for other in ["in /home/runner/work/app/app.", "see /home/runner/work/_temp/x.sh", "https://a.org/_work/b/b/d", r"C:\a b"] {
            assert_eq!(said(other), other);
        }
    }
}
