//! A regex of the program's own, compiled when it is first needed.
//!
//! Nearly all lines are ASCII, but for a tick or an arrow. For those a twin of the regex, in which classes hold nothing else, finds exactly the same;
//! it compiles many times faster, which a short log would notice, and word boundaries do not slow it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex, bytes};

/// `static SUMMARY: Pattern = Pattern::new(r"…");`. One that does not compile never matches; its extractor's test shows it.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
    twin: OnceLock<Option<Twin>>,
}

#[derive(Debug)]
struct Twin {
    regex: bytes::Regex,
    /// Whether it serves texts with signs in them, too.
    signs: bool,
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

/// Stands for all characters beyond ASCII in a twin's source. Texts that hold it are not given to one.
const BEYOND: char = '\u{1}';
/// Stands for a sign in a text that is given to a twin.
const SIGN: u8 = 2;

impl Pattern {
    /// A pattern of this source.
    pub const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new(), twin: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex
            .get_or_init(|| {
                let regex = Regex::new(self.source);
                debug_assert!(regex.is_ok(), "{regex:?}");
                regex.ok()
            })
            .as_ref()
    }

    fn twin(&self) -> Option<&Twin> {
        self.twin.get_or_init(|| twin(self.source)).as_ref()
    }

    /// The twin, and a text as it is for it: for ASCII.
    fn of_ascii<'t>(&self, text: &'t str) -> Option<(&bytes::Regex, &'t [u8])> {
        let served = text.is_ascii() && memchr::memchr2(BEYOND as u8, SIGN, text.as_bytes()).is_none();
        served.then(|| self.twin()).flatten().map(|twin| (&twin.regex, text.as_bytes()))
    }

    /// The same where only whether it matches counts: also for texts with signs in them, of which it has none itself.
    fn of_signs<'t>(&self, text: &'t str) -> Option<(&bytes::Regex, Cow<'t, [u8]>)> {
        if let Some((twin, text)) = self.of_ascii(text) {
            return Some((twin, Cow::Borrowed(text)));
        }
        let twin = self.twin().filter(|twin| twin.signs)?;
        let mut bytes = Vec::with_capacity(text.len());
        let mut last = BEYOND;
        for c in text.chars() {
            match u8::try_from(c) {
                Ok(byte) if byte.is_ascii() && byte != BEYOND as u8 && byte != SIGN => bytes.push(byte),
                _ if c == last || is_sign(c) && !self.source.contains(c) => {
                    bytes.push(SIGN);
                    last = c;
                }
                _ => return None,
            }
        }
        Some((&twin.regex, Cow::Owned(bytes)))
    }

    /// Whether it matches.
    pub fn is_match(&self, text: &str) -> bool {
        match self.of_signs(text) {
            Some((twin, text)) => twin.is_match(&text),
            None => self.regex().is_some_and(|regex| regex.is_match(text)),
        }
    }

    /// Its first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Span<'t>> {
        let range = match self.of_ascii(text) {
            Some((twin, bytes)) => twin.find(bytes)?.range(),
            None => self.regex()?.find(text)?.range(),
        };
        Some(Span::new(text, range))
    }

    /// The groups of its first match.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.of_signs(text).is_some_and(|(twin, text)| !twin.is_match(&text)) {
            return None;
        }
        self.regex()?.captures(text)
    }
}

fn twin(source: &str) -> Option<Twin> {
    let ascii: String = source.chars().map(|c| if c.is_ascii() { c } else { BEYOND }).collect();
    let regex = bytes::RegexBuilder::new(&ascii).unicode(false).build().ok()?;
    // Of escapes and ranges one would have to know what they hold.
    let ranges = source.chars().zip(source.chars().skip(1)).any(|(a, b)| a == '-' && !b.is_ascii() || b == '-' && !a.is_ascii());
    let plain = source.split("\\x").skip(1).all(|code| code.starts_with("20") || code.starts_with("22"));
    let signs = plain && !ranges && !["\\u", "\\U", "[:", "[ -"].iter().any(|escape| source.contains(escape));
    Some(Twin { regex, signs })
}

/// Arrows, technical signs, boxes, ticks, pictures; dashes, quotes, dots: no letters, no digits, no marks, no spaces.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{245F}' | '\u{2500}'..='\u{2BFF}' | '\u{1F300}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6FF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use regex::Regex;

    use super::{Pattern, is_sign, twin};

    static PATTERNS: [Pattern; 6] = [
        Pattern::new(r"(?xi)^ \W* (?: errors? | \S+ \s ){0,3}? \b fail (?: ed )? \b"),
        Pattern::new(r"^[│┃a]?\s?[^✖\s]+ [✖❌x] (.*)$"),
        Pattern::new(r"é|^\s+at \S"),
        Pattern::new(r"[^\x00-a]b|\Bk"),
        Pattern::new(r"\w+(?i:K\d)$"),
        Pattern::new(r"(?:^|[\s(])(?<path>[^\s:]+?):(?<line>\d+)"),
    ];

    #[test]
    fn every_pattern_here_has_a_twin() {
        assert!(PATTERNS.iter().all(|pattern| twin(pattern.source).is_some()));
        assert!(twin(r"\p{Lu}").is_none() && Pattern::new(r"\p{Lu}").is_match("aB"));
    }

    #[test]
    fn signs_belong_to_no_class() {
        let classes = Regex::new(r"[\w\s\d]").unwrap();
        for c in (0..=0x1_FFFF).filter_map(char::from_u32).filter(|c| is_sign(*c)) {
            assert!(!classes.is_match(&c.to_string()) && c.to_lowercase().eq([c]) && c.to_uppercase().eq([c]), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn a_twin_finds_what_the_regex_finds(
            text in proptest::collection::vec(
                prop_oneof![
                    Just("error "), Just("fail"), Just("failed"), Just(" "), Just("x"), Just("✖ "), Just("é"), Just("│"), Just("K7"), Just("\u{212A}7"),
                    Just("a:12"), Just("("), Just("\u{1}"), Just("\u{2}"), Just("✓"), Just("⚠\u{FE0F}"), Just("🚀"), Just("\t"), Just("b"), Just("at x"), Just("\u{A0}"),
                ],
                0..8,
            )
        ) {
            let text = text.concat();
            for pattern in &PATTERNS {
                let regex = pattern.regex().unwrap();
                prop_assert_eq!(pattern.is_match(&text), regex.is_match(&text));
                prop_assert_eq!(pattern.find(&text).map(|span| span.start()..span.end()), regex.find(&text).map(|found| found.range()));
                prop_assert_eq!(pattern.captures(&text).map(|found| found[0].to_owned()), regex.find(&text).map(|found| found.as_str().to_owned()));
            }
        }
    }
}
