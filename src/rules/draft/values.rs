//! What in a line is a value and not the tool's own words: addresses, paths, names, versions, numbers, hashes, times.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Url,
    /// What stands in quotes, which do not belong to it; the closing one.
    Quoted(char),
    Image,
    Path,
    Version,
    Number,
    /// A name with a random part: `app-7d9c5b6f4-x2x9z`.
    Id,
    Address,
    Uuid,
    Hash,
    Time,
}

/// In the order of preference where two begin at one place.
const VALUES: &str = r#"(?x)
    (?<url> https?://[^\s"'`<>)\]]+ )
  | (?<quoted> "[^"]+" | `[^`]+` | '[^']+' | ‘[^’]+’ | “[^”]+” )
  | (?<uuid> \b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b )
  | (?<time> \d{4}[-/]\d\d[-/]\d\d(?:[T\ ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)? | \b\d\d:\d\d:\d\d(?:[.,]\d+)?\b )
  | (?<image> \b[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?/[a-z0-9._/-]+(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})? )
  | (?<path> (?:[A-Za-z]:)?(?:[/\\]|\.{1,2}[/\\]|~/)?[\w.@+~-]+(?:[/\\]+[\w.@+~-]+)* )
"#;

/// The values of a line, in their order, apart from each other.
pub(super) fn values(line: &str) -> Vec<(Range<usize>, Kind)> {
    static CELL: OnceLock<Option<Regex>> = OnceLock::new();
    let Some(regex) = CELL.get_or_init(|| Regex::new(VALUES).ok()).as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(captures) = regex.captures_at(line, from) {
        let whole = captures.get(0).map(|part| part.range()).unwrap_or_default();
        from = whole.end;
        let kind = |name: &str| captures.name(name).is_some();
        if kind("url") {
            found.push((trimmed(line, whole), Kind::Url));
        } else if kind("quoted") {
            let (open, close) = (line[whole.clone()].chars().next().unwrap_or('"'), line[whole.clone()].chars().next_back().unwrap_or('"'));
            // An apostrophe inside a word opens nothing.
            if open == '\'' && line[..whole.start].ends_with(char::is_alphanumeric) {
                from = whole.start + 1;
                continue;
            }
            found.push((whole.start + open.len_utf8()..whole.end - close.len_utf8(), Kind::Quoted(close)));
        } else if kind("uuid") {
            found.push((whole, Kind::Uuid));
        } else if kind("time") {
            found.push((whole, Kind::Time));
        } else if kind("image") {
            let range = trimmed(line, whole);
            let last = line[range.clone()].rsplit('/').next().unwrap_or_default();
            let kind = if !last.contains(':') && last.contains('.') { Kind::Path } else { Kind::Image };
            found.push((range, kind));
        } else {
            word(line, trimmed(line, whole), &mut found);
        }
    }
    found
}

/// A word: a path, a version, a hash, an id; or the numbers in it.
fn word(line: &str, range: Range<usize>, found: &mut Vec<(Range<usize>, Kind)>) {
    let text = &line[range.clone()];
    if is_path(line, &range) {
        found.push((range, Kind::Path));
    } else if is_address(text) {
        found.push((range, Kind::Address));
    } else if is_version(text) {
        found.push((range, Kind::Version));
    } else if let Some(at) = text.find(['@', '=']).filter(|at| *at > 0 && is_version(text[at + 1..].trim_start_matches('='))) {
        // `package@1.2.3`: two values.
        let version = at + 1 + (text[at + 1..].len() - text[at + 1..].trim_start_matches('=').len());
        found.push((range.start..range.start + at, Kind::Id));
        found.push((range.start + version..range.end, Kind::Version));
    } else if let Some((name, hash)) = text.split_once('@').filter(|(name, hash)| name.len() > 1 && is_hash(hash)) {
        found.push((range.start..range.start + name.len(), Kind::Id));
        found.push((range.end - hash.len()..range.end, Kind::Hash));
    } else if is_hash(text) {
        found.push((range, Kind::Hash));
    } else if is_id(text) {
        found.push((range, Kind::Id));
    } else {
        numbers(line, range, found);
    }
}

/// Numbers that are no part of a name: `3` in `3 tests` and in `3s`, not in `python3` and `E0308`.
fn numbers(line: &str, range: Range<usize>, found: &mut Vec<(Range<usize>, Kind)>) {
    let mut at = range.start;
    while let Some(start) = line[at..range.end].find(|c: char| c.is_ascii_digit()).map(|offset| at + offset) {
        let length = line[start..range.end].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(range.end - start);
        let end = start + line[start..start + length].trim_end_matches('.').len();
        at = end;
        if !line[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            found.push((start..end, Kind::Number));
        } else if let Some(next) = line[end..range.end].find(|c: char| !c.is_alphanumeric()) {
            at = end + next;
        } else {
            return;
        }
    }
}

/// Without what ends a sentence rather than a value.
fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + line[range.clone()].trim_end_matches(['.', ',', ':', ';', '-']).len()
}

/// `/a/b`, `./a`, `C:\a`, `src/main.rs`, `main.go:12`; not `read/write`.
fn is_path(line: &str, range: &Range<usize>) -> bool {
    let text = &line[range.clone()];
    let rooted = text.starts_with(['/', '~'])
        || text.starts_with("./")
        || text.starts_with("../")
        || text.get(1..3).is_some_and(|drive| drive.starts_with(':'));
    let separated = text.contains(['/', '\\']);
    let named = |part: &str| part.contains(['.', '_']) && part.contains(char::is_alphabetic);
    let placed = line[range.end..].strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let file = text.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty()
            && (1..=5).contains(&ending.len())
            && ending.chars().all(char::is_alphanumeric)
            && ending.starts_with(char::is_alphabetic)
    });
    text.len() > 2 && (separated && (rooted || text.split(['/', '\\']).any(named)) || file && placed)
}

fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix('v').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.contains('.')
        && digits.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))
        && (text.len() > digits.len() || digits.matches('.').count() > 1 || digits.contains(['-', '+']))
}

fn is_address(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

fn is_hash(text: &str) -> bool {
    let hex = text.strip_prefix("0x").unwrap_or(text);
    (7..=64).contains(&hex.len())
        && hex.chars().all(|c| c.is_ascii_digit() || matches!(c, 'a'..='f' | 'A'..='F'))
        && hex.contains(|c: char| c.is_ascii_digit())
        && (hex.len() < text.len() || hex.contains(|c: char| c.is_ascii_alphabetic()))
}

/// Parts between hyphens, one of which mixes letters and digits as no word does.
fn is_id(text: &str) -> bool {
    let random = |part: &str| {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        part.len() >= 4 && digits > 0 && digits < part.len() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.contains('-') && text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.split('-').skip(1).any(random)
}

#[cfg(test)]
mod tests {
    use super::{Kind, values};

    fn found(line: &str) -> Vec<(&str, Kind)> {
        values(line).into_iter().map(|(range, kind)| (&line[range], kind)).collect()
    }

    #[test]
    fn values_are_told_from_words() {
        assert_eq!(found("can't read 'app.lock': it isn't there"), [("app.lock", Kind::Quoted('\''))]);
        assert_eq!(found("src/main.rs:12:5: error E0308"), [("src/main.rs", Kind::Path), ("12", Kind::Number), ("5", Kind::Number)]);
        assert_eq!(found("install/upgrade/rollback is in progress"), []);
        assert_eq!(found(r"cannot open D:\a\app\app\x.dll."), [(r"D:\a\app\app\x.dll", Kind::Path)]);
        assert_eq!(
            found("GET https://api.example.com/v1/x?a=1: 503"),
            [("https://api.example.com/v1/x?a=1", Kind::Url), ("503", Kind::Number)]
        );
        assert_eq!(found("pulling ghcr.io/acme/app:pr-24 took 3.2s"), [("ghcr.io/acme/app:pr-24", Kind::Image), ("3.2", Kind::Number)]);
        assert_eq!(
            found("python3 of x86_64 needs node v22.1.0 or 1.2.3-rc.1"),
            [("v22.1.0", Kind::Version), ("1.2.3-rc.1", Kind::Version)]
        );
        assert_eq!(found("left-pad@1.2.3 is gone"), [("left-pad", Kind::Id), ("1.2.3", Kind::Version)]);
        assert_eq!(found("pod app-7d9c5b6f4-x2x9z at 8f30b3499d56"), [("app-7d9c5b6f4-x2x9z", Kind::Id), ("8f30b3499d56", Kind::Hash)]);
        assert_eq!(
            found("2026-02-01 15:04:05,123 id 1b4e28ba-2fa1-11d2-883f-0016d3cca427"),
            [("2026-02-01 15:04:05,123", Kind::Time), ("1b4e28ba-2fa1-11d2-883f-0016d3cca427", Kind::Uuid)]
        );
        assert_eq!(
            found("uses acme/setup@8f30b3499d56c0ffee ‘x y’"),
            [("acme/setup", Kind::Id), ("8f30b3499d56c0ffee", Kind::Hash), ("x y", Kind::Quoted('’'))]
        );
        assert_eq!(found("dial 127.0.0.1:8080"), [("127.0.0.1", Kind::Address), ("8080", Kind::Number)]);
        assert_eq!(found(""), []);
    }
}
