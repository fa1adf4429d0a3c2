//! A regex of the program's own, compiled when it is first needed.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, NoExpand, Regex};
use regex_automata::meta;
use regex_automata::util::syntax;

/// `static SUMMARY: Pattern = Pattern::new(r"…");`. One that does not compile never matches; its extractor's test shows it.
///
/// `\d`, `\w` and `\b` know ASCII alone: tools print nothing else where they count. Whether a text matches is found out by a twin over bytes, in which
/// what matches any character (`\S`, `[^:]`, `.`) takes one of several bytes several times; it compiles many times faster, which a short log would notice.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
    twin: OnceLock<Option<meta::Regex>>,
}

/// Where a match lies.
#[derive(Clone, Copy, Debug)]
pub struct Span<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Span<'t> {
    fn new(text: &'t str, range: Range<usize>) -> Self {
        Self { text, start: range.start, end: range.end }
    }

    /// What it matched.
    pub fn as_str(&self) -> &'t str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// Its first byte.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.end
    }
}

impl Pattern {
    /// A pattern of this source.
    pub const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new(), twin: OnceLock::new() }
    }

    /// The regex itself.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex
            .get_or_init(|| {
                let regex = Regex::new(&of_ascii(self.source));
                debug_assert!(regex.is_ok(), "{regex:?}");
                regex.ok()
            })
            .as_ref()
    }

    fn twin(&self) -> Option<&meta::Regex> {
        self.twin.get_or_init(|| twin(self.source)).as_ref()
    }

    /// Whether it matches.
    pub fn is_match(&self, text: &str) -> bool {
        let regex = || self.regex().is_some_and(|regex| regex.is_match(text));
        if is_spaced(text) { regex() } else { self.twin().map_or_else(regex, |twin| twin.is_match(text)) }
    }

    /// Its first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Span<'t>> {
        let range = match self.twin().filter(|_| text.is_ascii()) {
            Some(twin) => twin.find(text)?.range(),
            None => self.regex()?.find(text)?.range(),
        };
        Some(Span::new(text, range))
    }

    /// The groups of its first match.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.is_match(text) { self.regex()?.captures(text) } else { None }
    }

    /// The text with another in place of each match.
    pub fn replace_all(&self, text: &str, with: &str) -> String {
        let regex = if self.is_match(text) { self.regex() } else { None };
        regex.map_or_else(|| text.to_owned(), |regex| regex.replace_all(text, NoExpand(with)).into_owned())
    }
}

/// Whether a text holds white space that a twin does not know as such.
fn is_spaced(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_whitespace())
}

/// A twin costs little to make: a line is too short for what else would speed it up.
fn twin(source: &str) -> Option<meta::Regex> {
    let config = meta::Config::new().auto_prefilter(false).onepass(false).dfa(false).utf8_empty(false);
    let bytes = syntax::Config::new().unicode(false).utf8(false);
    meta::Builder::new().configure(config).syntax(bytes).build(&of_bytes(source)?).ok()
}

/// A source in which characters beyond ASCII stand as their bytes; none where that takes more than an alternative for each.
fn of_bytes(source: &str) -> Option<String> {
    let mut out = String::with_capacity(source.len() * 2);
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '\\' => {
                let len = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..len]);
                len
            }
            '[' => {
                let len = class_len(rest);
                class_of_bytes(&rest[..len], &mut out)?;
                len
            }
            _ => {
                push_bytes(c, &mut out);
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    Some(out)
}

fn push_bytes(c: char, out: &mut String) {
    if c.is_ascii() {
        return out.push(c);
    }
    let bytes = c.encode_utf8(&mut [0; 4]).bytes().fold(String::new(), |bytes, byte| bytes + &format!("\\x{byte:02X}"));
    out.extend(["(?:", &bytes, ")"]);
}

fn class_of_bytes(class: &str, out: &mut String) -> Option<()> {
    if class.is_ascii() {
        out.push_str(class);
        return Some(());
    }
    let members = class[1..].strip_suffix(']')?;
    let ranges = members.chars().zip(members.chars().skip(1)).any(|(a, b)| a == '-' && !b.is_ascii() || b == '-' && !a.is_ascii());
    if ranges || members.starts_with('^') || members.contains('[') {
        return None;
    }
    let plain: String = members.chars().filter(char::is_ascii).collect();
    out.push_str("(?:");
    for c in members.chars().filter(|c| !c.is_ascii()) {
        push_bytes(c, out);
        out.push('|');
    }
    if plain.is_empty() {
        out.pop();
    } else {
        out.extend(["[", &plain, "]"]);
    }
    out.push(')');
    Some(())
}

/// How long the class is that a source begins with, its brackets included.
fn class_len(source: &str) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    source.len()
}

/// A source whose classes and word boundaries know ASCII alone.
fn of_ascii(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut depth = 0_usize;
    let mut rest = source.chars();
    while let Some(c) = rest.next() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '\\' => {
                let Some(escaped) = rest.next() else { break };
                match members(escaped) {
                    Some((members, true)) if depth > 0 => out.push_str(members),
                    Some((members, true)) => out.extend(["[", members, "]"]),
                    Some((members, false)) => out.extend(["[^", members, "]"]),
                    None if escaped == 'b' && depth == 0 => out.push_str(r"(?-u:\b)"),
                    None => out.extend(['\\', escaped]),
                }
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// What a class holds of ASCII, as it is written within brackets, and whether that is meant and not all else.
fn members(escaped: char) -> Option<(&'static str, bool)> {
    let members = match escaped.to_ascii_lowercase() {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        _ => return None,
    };
    Some((members, escaped.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use regex::Regex;

    use super::{Pattern, of_ascii, of_bytes};

    static PATTERNS: [Pattern; 7] = [
        Pattern::new(r"(?xi)^ \W* (?: errors? | \S+ \s ){0,3}? \b fail (?: ed )? \b # a word, [or] two"),
        Pattern::new(r"^[│┃a]?\s?[^✖\s]+ [✖❌x] (.*)$"),
        Pattern::new(r"é|^\s+at \S"),
        Pattern::new(r"[^\x00-a\W]b|\\b|[[:space:]&&[^\t]]x"),
        Pattern::new(r"\w+(?i:K\d)$"),
        Pattern::new(r"(?:^|[\s(])(?<path>[^\s:]+?):(?<line>\d+)\D"),
        Pattern::new(r"[^\S ]b|[✓✔]+ (x|b)"),
    ];

    #[test]
    fn classes_hold_no_more_than_ascii() {
        assert_eq!(of_ascii(r"^\d[\s\w]\S\\w[^\W]\bx"), r"^[0-9][\s0-9A-Za-z_]\S\\w[^[^0-9A-Za-z_]](?-u:\b)x");
        let digit = Pattern::new(r"^(\d)\S$");
        assert!(digit.captures("7x").is_some() && digit.captures("٧x").is_none());
    }

    #[test]
    fn characters_as_their_bytes() {
        assert_eq!(of_bytes(r"^[✓x]é[\]\w]\[").as_deref(), Some(r"^(?:(?:\xE2\x9C\x93)|[x])(?:\xC3\xA9)[\]\w]\["));
        assert_eq!(of_bytes("[^✓]"), None);
        assert_eq!(of_bytes("[─-╿]"), None);
        let twins = PATTERNS.iter().filter(|pattern| pattern.twin().is_some());
        assert_eq!(twins.count(), 6);
        assert!(Pattern::new(r"\p{Lu}").is_match("aB"));
    }

    proptest! {
        #[test]
        fn it_finds_what_the_regex_finds(
            text in proptest::collection::vec(
                prop_oneof![
                    Just("error "), Just("fail"), Just("failed"), Just(" "), Just("x"), Just("✖ "), Just("│"), Just("K7"), Just("a:12"), Just("("), Just("\\b"),
                    Just("✓"), Just("é"), Just("\u{1}"), Just("🚀"), Just("\t"), Just("b"), Just("at x"), Just("_"), Just("\u{b}"), Just("\u{a0}"),
                ],
                0..8,
            )
        ) {
            let text = text.concat();
            for pattern in &PATTERNS {
                let regex = Regex::new(&of_ascii(pattern.source)).unwrap();
                prop_assert_eq!(pattern.is_match(&text), regex.is_match(&text));
                prop_assert_eq!(pattern.find(&text).map(|span| span.start()..span.end()), regex.find(&text).map(|found| found.range()));
                prop_assert_eq!(pattern.captures(&text).map(|found| found[0].to_owned()), regex.find(&text).map(|found| found.as_str().to_owned()));
                if text.is_ascii() {
                    let known = Regex::new(pattern.source).unwrap();
                    prop_assert_eq!(regex.find(&text).map(|found| found.range()), known.find(&text).map(|found| found.range()));
                }
            }
        }
    }
}
