//! A line as parts: the tool's own words, and values with a name, a type and a class.

use std::collections::BTreeSet;

use super::values::{Kind, values};
use crate::rules::CaptureType;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The tool's own words.
    Words(String),
    /// What changes from run to run.
    Value(Value),
}

/// What changes from run to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub text: String,
    pub kind: Kind,
    /// Its name and type as a capture; none for noise, and for what is one too many.
    pub capture: Option<(String, CaptureType)>,
    /// The regex that takes it.
    pub class: String,
}

/// More captures than these tell nobody anything.
const CAPTURES: usize = 4;

/// Words that name nothing.
const STOP: [&str; 28] = [
    "a", "an", "and", "as", "at", "be", "by", "can", "could", "error", "failed", "fatal", "for", "from", "in", "is", "not", "of", "on",
    "or", "the", "to", "up", "was", "with", "warning", "level", "msg",
];

/// Numbers behind these words say what happened: they stay as they are.
const TELLING: [&str; 8] = ["code", "status", "error", "errno", "exit", "signal", "http", "exitcode"];

pub(super) fn parts(line: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut names = BTreeSet::new();
    let mut from = 0;
    for (range, kind) in values(line) {
        let word = word_before(&line[..range.start]);
        // A version code is a number like others.
        let counted = line[..range.start].trim_end().to_ascii_lowercase().ends_with("version code");
        let telling = kind == Kind::Number && !counted && word.as_deref().is_some_and(|word| TELLING.contains(&word));
        if range.start < from || telling {
            continue;
        }
        let text = &line[range.clone()];
        let capture = capture(kind, text, word.as_deref()).filter(|_| names.len() < CAPTURES).map(|(name, kind)| {
            let mut unique = name.clone();
            let mut count = 1;
            while !names.insert(unique.clone()) {
                count += 1;
                unique = format!("{name}{count}");
            }
            (unique, kind)
        });
        if range.start > from {
            parts.push(Part::Words(line[from..range.start].to_owned()));
        }
        let class = class(kind, text, line[range.end..].chars().next(), parts.is_empty() || is_marker(&parts));
        parts.push(Part::Value(Value { text: text.to_owned(), kind, capture, class }));
        from = range.end;
    }
    if from < line.len() {
        parts.push(Part::Words(line[from..].to_owned()));
    }
    parts
}

/// The word right before a value, if it can name one: `port` before `8080`.
fn word_before(before: &str) -> Option<String> {
    let before = before.trim_end_matches(['"', '\'', '`', ' ', ':', '=', '(', '#']);
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_lowercase();
    (3..=12).contains(&word.len()).then_some(word)
}

/// A value's name and type; none for what says nothing.
fn capture(kind: Kind, text: &str, word: Option<&str>) -> Option<(String, CaptureType)> {
    let named = |default: &str| word.filter(|word| !STOP.contains(word)).unwrap_or(default).to_owned();
    match kind {
        Kind::Url => Some(("url".to_owned(), CaptureType::Url)),
        Kind::Image if text.rsplit('/').next().is_some_and(|last| last.contains(':')) => Some(("image".to_owned(), CaptureType::Name)),
        Kind::Image => Some(("name".to_owned(), CaptureType::Name)),
        Kind::Path => Some(("path".to_owned(), CaptureType::Path)),
        Kind::Version => Some(("version".to_owned(), CaptureType::Version)),
        Kind::Id => Some((named("name"), CaptureType::Name)),
        // A number that nothing names is a count or a place: noise.
        Kind::Number => word
            .filter(|word| !STOP.contains(word) && ["port", "pid", "size", "limit", "attempt"].contains(word))
            .map(|word| (word.to_owned(), CaptureType::Number)),
        Kind::Quoted(_) => {
            let types = [CaptureType::Number, CaptureType::Version, CaptureType::Url, CaptureType::Name, CaptureType::Path];
            let mut kind = types.into_iter().find(|kind| kind.accepts(text)).unwrap_or(CaptureType::Text);
            if kind == CaptureType::Name && text.contains('/') && text.contains('.') || kind == CaptureType::Name && text.starts_with('.') {
                kind = CaptureType::Path;
            }
            Some((named(if kind == CaptureType::Path { "path" } else { "name" }), kind))
        }
        Kind::Address | Kind::Uuid | Kind::Hash | Kind::Time => None,
    }
}

/// Whether all that stands before is the runner's own tag, without which the line may stand elsewhere.
fn is_marker(parts: &[Part]) -> bool {
    matches!(parts, [Part::Words(words)] if words.starts_with("##[") && words.ends_with(']'))
}

/// The regex for a value, up to what stands behind it; at the start of a line, so that it takes in no tag before it.
fn class(kind: Kind, text: &str, next: Option<char>, first: bool) -> String {
    let drive = if text.get(1..2) == Some(":") { "[A-Za-z]:" } else { "" };
    match (kind, next) {
        (Kind::Path, Some(stop @ (':' | ',' | '('))) if first && !text.contains(']') => format!("{drive}[\\w./\\\\~@-][^\\s{stop}\\]]*"),
        (Kind::Path, _) if first && !text.contains(']') => format!("{drive}[\\w./\\\\~@-][^\\s\\]]*"),
        (Kind::Quoted(close), _) => format!("[^{close}]+"),
        (Kind::Url, _) => "https?://[^\\s\"'<>)]+".to_owned(),
        (Kind::Path | Kind::Image, Some(stop @ (':' | ',' | ';' | '(' | ')'))) if !text[drive.len().min(2)..].contains(stop) => {
            format!("{drive}[^\\s{stop}]+")
        }
        (Kind::Path | Kind::Image, Some('.')) => "\\S*[^\\s.]".to_owned(),
        (Kind::Path | Kind::Image, _) => "\\S+".to_owned(),
        (Kind::Version, _) => "v?\\d[\\w.+-]*".to_owned(),
        (Kind::Number, _) if text.contains('.') => "\\d+\\.\\d+".to_owned(),
        (Kind::Number, _) => "\\d+".to_owned(),
        (Kind::Id, _) => "[\\w@/.-]+".to_owned(),
        (Kind::Address, _) => "[\\d.]+".to_owned(),
        (Kind::Uuid, _) => "[0-9a-fA-F-]{36}".to_owned(),
        (Kind::Hash, _) => "(?:0x)?[0-9a-fA-F]+".to_owned(),
        (Kind::Time, _) => "[\\d:.,TZ/ +-]+".to_owned(),
    }
}
