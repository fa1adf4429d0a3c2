//! Parts to a regex, as a careful hand would write it.

use super::parts::Part;
use super::values::Kind;
use crate::model::is_bidi;
use crate::rules::required_literals;

/// What the runner or a logger puts before a message; the message may stand without it elsewhere.
const PREFIXES: [&str; 3] = ["##[error]", "##[warning]", "##[notice]"];

/// The regex for a line's parts; none where too little of it is the tool's own words.
pub(super) fn pattern(parts: &[Part]) -> Option<String> {
    let mut pattern = String::new();
    let whole = parts.len();
    let parts = without_noise(parts);
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Words(words) => {
                let words = if at == 0 { words.trim_start() } else { words };
                let words = if at + 1 == parts.len() { words.trim_end() } else { words };
                // Behind a count that was cut off no word may begin: `0curl`.
                if at == 0 && parts.len() == whole {
                    pattern.push_str(edge(words));
                }
                pattern.push_str(&escaped(words));
            }
            Part::Value(value) => match &value.capture {
                Some((name, _)) => pattern.push_str(&format!("(?<{name}>{})", value.class)),
                None => pattern.push_str(&value.class),
            },
        }
    }
    required_literals(&pattern).map(|_| pattern)
}

/// Without what a logger or a progress bar puts before a message: times, counts, signs.
fn without_noise(parts: &[Part]) -> &[Part] {
    let noise = |part: &Part| match part {
        Part::Words(words) => !words.contains(char::is_alphabetic) || words == "v",
        Part::Value(value) => value.capture.is_none() && matches!(value.kind, Kind::Time | Kind::Number | Kind::Hash),
    };
    let first = parts.iter().position(|part| !noise(part)).unwrap_or(0);
    // A count that the message starts with belongs to it: `3 tests failed`.
    let kept = if first == 1 && matches!(&parts[0], Part::Value(value) if value.kind == Kind::Number) { 0 } else { first };
    &parts[kept..]
}

/// A line without a tag of the runner, and without the name of the service whose output it is: `app-1  | `.
pub(super) fn message(line: &str) -> &str {
    let tagged = PREFIXES.iter().find_map(|prefix| line.strip_prefix(prefix)).unwrap_or(line);
    let bare = match tagged.split_once('|') {
        Some((service, rest))
            if !service.trim().is_empty() && service.trim().len() < 30 && !service.trim().contains(' ') && rest.starts_with(' ') =>
        {
            rest
        }
        _ => tagged,
    };
    bare.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '│' | '├' | '└' | '─' | '|' | '>' | '*'))
}

/// A word is looked for as one.
fn edge(start: &str) -> &'static str {
    if start.starts_with(|c: char| c.is_ascii_alphanumeric()) { "\\b" } else { "" }
}

/// What nobody sees in a file, and what would make it read in another order: patterns pass over it, examples go without.
pub(super) fn hidden(c: char) -> bool {
    c.is_control() && c != '\t' || is_bidi(c)
}

/// Only what must be escaped is; a run of spaces may be another one elsewhere.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            let mut run = 1;
            while chars.next_if(|next| next.is_whitespace()).is_some() {
                run += 1;
            }
            out.push_str(match (c, run) {
                (' ', 1) => " ",
                _ => "\\s+",
            });
            continue;
        }
        if hidden(c) {
            out.push_str(".?");
            continue;
        }
        if matches!(c, '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::parts::parts;
    use super::{message, pattern};

    #[test]
    fn a_line_becomes_a_pattern() {
        for (line, expected) in [
            ("Error: statfs /srv/x/data: no such file or directory", r"\bError: statfs (?<path>[^\s:]+): no such file or directory"),
            ("2026-02-01 15:04:05 ERROR lock 'db.lock' is held by pid 321", r"ERROR lock '(?<lock>[^']+)' is held by pid (?<pid>\d+)"),
            (
                "##[error]widget 3 of 12 failed with exit code 7 (see https://x.example/1)",
                r"\bwidget \d+ of \d+ failed with exit code 7 \(see (?<url>https?://[^\s\x22'<>)]+)\)",
            ),
            ("app-1  |  ├ widget is gone", r"\bwidget is gone"),
            ("3 widgets broke", r"\d+ widgets broke"),
            ("##[error]src/x.ts(3,9): no widget", r"(?<path>[\w./\\~@-][^\s(\]]*)\(\d+,\d+\): no widget"),
            (" 0 12 0 0curl: (6) no widget", r"curl: \(\d+\) no widget"),
            ("pull of ghcr.io/acme/app:1 failed after 3.5s", r"\bpull of (?<image>\S+) failed after \d+\.\d+s"),
        ] {
            let expected = expected.replace(r"\x22", "\"");
            let found = pattern(&parts(message(line))).unwrap();
            assert_eq!(found.trim_start(), expected, "{line}");
            assert!(regex::Regex::new(&found).unwrap().is_match(line), "{line}");
        }
        assert_eq!(pattern(&parts(message("12 34"))), None);
    }
}
