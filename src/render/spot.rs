//! Where in the repository a cause stands, as far as a tool's output or the sources say.

use serde_json::Value;

use crate::diagnose::in_repository;
use crate::report::Cause;

/// A place in a file of the repository.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// From the root, with `/`. A stranger may have written it.
    pub(super) path: String,
    /// Counts from 1.
    pub(super) line: Option<u64>,
    /// Counts from 1.
    pub(super) column: Option<u64>,
    /// What is wrong there: an assertion, a compiler's message. Raw text.
    pub(super) said: Option<String>,
}

/// The places of a cause, the one that its evidence shows first; those of the repository's own lines where no tool named any.
pub(super) fn spots(cause: &Cause) -> Vec<Spot> {
    let mut spots: Vec<Spot> = ["tests", "problems"]
        .iter()
        .filter_map(|key| cause.details.get(*key)?.as_array())
        .flatten()
        .filter_map(|item| {
            let said = ["message", "id"].iter().find_map(|key| item.get(*key)?.as_str()).map(str::to_owned);
            Some(Spot { said, ..place(item)? })
        })
        .collect();
    if spots.is_empty() {
        let details = Value::Object(cause.details.clone());
        spots.extend(place(&details));
    }
    if spots.is_empty() {
        let of = |source: &crate::report::SourceRef| {
            Some(Spot { path: inside(&source.path)?, line: Some(u64::from(source.line)), column: None, said: None })
        };
        spots.extend(cause.source.iter().find_map(of));
    }
    spots
}

/// `path` (or `file`), `line`, `column` of what a tool complains about.
fn place(of: &Value) -> Option<Spot> {
    let path = of.get("path").or_else(|| of.get("file"))?.as_str()?;
    let number = |key: &str| of.get(key).and_then(Value::as_u64).filter(|number| (1..=u64::from(u32::MAX)).contains(number));
    let line = number("line");
    Some(Spot { path: inside(path)?, line, column: line.and_then(|_| number("column")), said: None })
}

/// The path from the repository's root; none where it leads elsewhere.
fn inside(path: &str) -> Option<String> {
    let path = in_repository(path).replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let elsewhere = path.is_empty()
        || path.len() > 300
        || path.starts_with(['/', '~', '-'])
        || path.contains(':')
        || path.chars().any(|c| c.is_control() || super::escape::hidden(c))
        || path.split('/').any(|part| part == ".." || part.is_empty());
    (!elsewhere).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn only_paths_of_the_repository_are_places() {
        for (path, of) in [
            ("src/a.rs", "src/a.rs"),
            ("./src/a b.rs", "src/a b.rs"),
            ("/home/runner/work/app/app/src/a.rs", "src/a.rs"),
            (r"D:\a\app\app\src\a.cs", "src/a.cs"),
        ] {
            assert_eq!(inside(path).as_deref(), Some(of));
        }
        for path in ["", "/usr/include/stdio.h", "../a", "a/../b", "~/a", "https://a.example/b", "a\nb", "-o", "a//b"] {
            assert_eq!(inside(path), None, "{path:?}");
        }
    }
}
