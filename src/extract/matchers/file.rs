//! A matcher's file, as GitHub documents it (actions/toolkit `problem-matchers.md`, actions/runner `IssueMatcher.cs`). Anyone may have written it: its
//! regexes are bounded, and one that cannot be used is left out.

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use crate::regexes::Pattern;

/// Matchers of a file, and patterns of a matcher, that are used.
const MATCHERS: usize = 20;
const PATTERNS: usize = 8;
/// Longer regexes and files are refused.
const LONGEST: usize = 1_000;
const FILE: usize = 1 << 16;
/// What a compiled regex may take, in bytes.
const SIZE: usize = 1 << 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FileText {
    problem_matcher: Vec<MatcherText>,
}

#[derive(Deserialize)]
struct MatcherText {
    #[serde(default)]
    owner: String,
    severity: Option<String>,
    pattern: Vec<PatternText>,
}

#[derive(Deserialize)]
struct PatternText {
    regexp: String,
    file: Option<usize>,
    line: Option<usize>,
    column: Option<usize>,
    severity: Option<usize>,
    code: Option<usize>,
    message: Option<usize>,
    #[serde(default, rename = "loop")]
    repeats: bool,
}

/// A matcher that can be used.
#[derive(Debug)]
pub(super) struct Matcher {
    pub owner: String,
    /// Whether what it finds is an error where it does not say.
    pub errors: bool,
    pub lines: Vec<Line>,
    /// Whether its last line may come again and again.
    pub repeats: bool,
}

/// What it expects of a line, and the groups that hold the parts.
#[derive(Debug)]
pub(super) struct Line {
    pub regex: Regex,
    pub file: Option<usize>,
    pub number: Option<usize>,
    pub column: Option<usize>,
    pub severity: Option<usize>,
    pub code: Option<usize>,
    pub message: Option<usize>,
}

/// The matchers of a file, newest first.
pub(super) fn parse(text: &str) -> Vec<Matcher> {
    if text.len() > FILE {
        return Vec::new();
    }
    let Ok(file) = serde_json::from_str::<FileText>(text.trim_start_matches('\u{feff}')) else { return Vec::new() };
    let mut matchers: Vec<Matcher> = file.problem_matcher.into_iter().take(MATCHERS).filter_map(matcher).collect();
    matchers.reverse();
    matchers
}

fn matcher(text: MatcherText) -> Option<Matcher> {
    let count = text.pattern.len();
    let repeats = text.pattern.last()?.repeats && count > 1;
    if count > PATTERNS || !text.pattern.iter().any(|pattern| pattern.message.is_some()) {
        return None;
    }
    let lines: Vec<Line> = text.pattern.iter().map(line).collect::<Option<_>>()?;
    Some(Matcher { owner: text.owner, errors: text.severity.is_none_or(|severity| severity.eq_ignore_ascii_case("error")), lines, repeats })
}

fn line(text: &PatternText) -> Option<Line> {
    if text.regexp.len() > LONGEST {
        return None;
    }
    let regex = RegexBuilder::new(&text.regexp).size_limit(SIZE).dfa_size_limit(SIZE).build().ok()?;
    Some(Line {
        regex,
        file: text.file,
        number: text.line,
        column: text.column,
        severity: text.severity,
        code: text.code,
        message: text.message,
    })
}

/// The file that a line adds as a matcher: `::add-matcher::.github/gcc.json`, echoed or printed, or `##[add-matcher]…`.
pub fn named_in(text: &str) -> Option<String> {
    static ADDED: Pattern = Pattern::new(r"(?:::add-matcher::|##\[add-matcher\])\s*(?<path>[A-Za-z0-9_.@:/\\-]{1,200}\.json)\b");
    Some(ADDED.captures(text)?["path"].to_owned())
}
