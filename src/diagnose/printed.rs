//! Who prints a message: the line of the repository that holds its words, where `***`, numbers and ids may stand for anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::{Finding, Source};
use crate::regexes::Pattern;
use crate::rules::Catalog;

/// A line of a source that holds a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// From the repository's root.
    pub path: String,
    /// Counts from 1.
    pub line: u32,
    /// The line itself.
    pub text: String,
}

/// Files that are read for one message, and lines that are shown of them.
const FILES: usize = 4;
const LINES: usize = 3;
/// A message has at least so many words; fewer stand anywhere.
const WORDS: usize = 3;
/// Files of this and more are generated, or data.
const LARGEST: usize = 400_000;

const SOURCES: [&str; 20] =
    ["go", "py", "js", "mjs", "cjs", "ts", "tsx", "rb", "rs", "java", "kt", "scala", "cs", "php", "ex", "c", "cc", "cpp", "sh", "swift"];

/// A message is looked for in so much of a line.
const READ: usize = 2_000;
/// Words of a line that are compared with paths.
const COMPARED: usize = 30;

/// The beginning of a line.
fn beginning(line: &str) -> &str {
    line.char_indices().nth(READ).map_or(line, |(at, _)| &line[..at])
}

/// Whether it is worth asking who printed a finding's line: an answer of a service, or a line that no rule knows.
pub(super) fn worth_asking(finding: &Finding, catalog: &Catalog) -> bool {
    match &finding.source {
        Source::Extractor(reading) => finding.is_unusual() || reading.category == "crash",
        Source::Rule(_) => finding.rule(catalog).is_some_and(|rule| rule.category == "http"),
    }
}

/// The parts of a message between what may stand for anything; none of a line that has no message.
fn fragments(line: &str) -> Option<Vec<String>> {
    static QUOTED: Pattern = Pattern::new(r#""((?:[^"\\]|\\.){8,300})""#);
    static HOLE: Pattern = Pattern::new(r"\*\*\*|%[sdvqw]|\b[0-9a-f]{7,}\b|\d+|['`\x22{}<>\[\]]|(?:/[\w.-]+){2,}");
    let words = |text: &str| text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    let whole = || line.rsplit_once(": ").map_or(line, |(_, last)| last);
    let message = QUOTED
        .captures_iter(line)
        .filter_map(|found| found.get(1))
        .map(|found| found.as_str())
        .filter(|text| words(text) >= WORDS)
        .max_by_key(|text| text.len())
        .unwrap_or_else(whole);
    let (mut pieces, mut from) = (Vec::new(), 0);
    for found in HOLE.find_iter(message) {
        pieces.push(&message[from..found.start()]);
        from = found.end();
    }
    pieces.push(&message[from..]);
    let parts: Vec<String> = pieces.into_iter().map(str::trim).filter(|part| part.len() >= 4).map(str::to_owned).collect();
    let told: usize = parts.iter().map(|part| words(part)).sum();
    (told >= WORDS && parts.iter().any(|part| part.len() >= 12)).then_some(parts)
}

/// The files that most likely print a line of a job, by what their paths have in common with both. Few.
pub(super) fn wanted_files(line: &str, job: &str, tree: &[String]) -> Vec<String> {
    let line = beginning(line);
    if fragments(line).is_none() {
        return Vec::new();
    }
    let (said, named) = (stems(line), stems(job));
    let mut found: Vec<(usize, &String)> = tree
        .iter()
        .filter(|path| path.rsplit_once('.').is_some_and(|(_, ending)| SOURCES.contains(&ending)) && !is_test(path))
        .filter_map(|path| {
            let own = stems(path);
            let common = |words: &BTreeSet<String>| own.iter().filter(|part| words.iter().any(|word| akin(part, word))).count();
            let (of_line, of_job) = (common(&said), common(&named));
            (of_line > 0).then_some((of_line * 3 + of_job * 2, path))
        })
        .collect();
    found.sort_by_key(|(score, path)| (std::cmp::Reverse(*score), path.len(), *path));
    found.into_iter().take(FILES).map(|(_, path)| path.clone()).collect()
}

/// The words of a text that say something, in lower case.
fn stems(text: &str) -> BTreeSet<String> {
    const COMMON: [&str; 22] = [
        "with", "from", "that", "this", "error", "failed", "http", "https", "response", "body", "main", "test", "tests", "src", "lib",
        "home", "runner", "work", "header", "message", "index", "reason",
    ];
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase);
    words
        .filter(|word| word.len() >= 3 && !COMMON.contains(&word.as_str()) && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .take(COMPARED)
        .collect()
}

/// `auth` and `authorization`: the same, or one begins the other.
fn akin(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short == long || short.len() >= 4 && long.starts_with(short)
}

fn is_test(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    file.contains("test") || file.contains("spec.") || lower.starts_with("test/") || lower.contains("/test/") || lower.contains("/tests/")
}

/// The lines that print a message.
pub(super) fn find(line: &str, files: &BTreeMap<String, String>) -> Vec<Printed> {
    let Some(parts) = fragments(beginning(line)) else { return Vec::new() };
    let mut found = Vec::new();
    for (path, text) in files.iter().filter(|(path, text)| text.len() <= LARGEST && !is_test(path)) {
        let source = path.rsplit_once('.').is_some_and(|(_, ending)| SOURCES.contains(&ending));
        for (at, source_line) in text.lines().enumerate().filter(|(_, line)| source && !is_comment(line) && holds(line, &parts)) {
            if found.len() < LINES {
                let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
                found.push(Printed { path: path.clone(), line, text: source_line.trim().to_owned() });
            }
        }
    }
    found
}

fn is_comment(line: &str) -> bool {
    ["//", "#", "*", "/*", "--"].iter().any(|mark| line.trim_start().starts_with(mark))
}

/// Whether a line holds the parts one after the other.
fn holds(line: &str, parts: &[String]) -> bool {
    let mut rest = line;
    parts.iter().all(|part| {
        rest.find(part.as_str()).is_some_and(|at| {
            rest = &rest[at + part.len()..];
            true
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{find, fragments, wanted_files};

    const LINE: &str = r#"E   HTTP response body: {"detail":"Missing Authorization header with ***"}"#;

    #[test]
    fn messages_and_their_holes() {
        assert_eq!(fragments(LINE), Some(vec!["Missing Authorization header with".to_owned()]));
        assert_eq!(fragments("Error: 403"), None);
        assert_eq!(
            fragments("RuntimeError: shard 12 of the index is not ready"),
            Some(vec!["shard".to_owned(), "of the index is not ready".to_owned()])
        );
    }

    #[test]
    fn the_service_prints_it() {
        let tree = ["api/src/middleware/auth.py", "api/tests/test_auth.py", "web/cart.py", "README.md"].map(str::to_owned);
        assert_eq!(wanted_files(LINE, "E2E (api)", &tree), ["api/src/middleware/auth.py"]);
        let files = [(
            "api/src/middleware/auth.py".to_owned(),
            "# Missing Authorization header with care\nraise X(detail=\"Missing Authorization header with Bearer token\")\n".to_owned(),
        )]
        .into();
        let found = find(LINE, &files);
        assert_eq!((found.len(), found[0].line), (1, 2));
    }
}
