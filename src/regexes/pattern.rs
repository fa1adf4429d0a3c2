//! A regex, compiled when it is first needed.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::Regex;
use regex_automata::meta;

use super::ascii::of_ascii;
use super::groups::{Groups, Span};
use super::twin::twin;

/// `static SUMMARY: Pattern = Pattern::new(r"…");`. One that does not compile never matches; its extractor's test shows it.
///
/// A text of ASCII alone, as most are, is matched by a twin over bytes, in which what matches any character (`\S`, `[^:]`, `.`) takes one of several bytes
/// several times; it compiles many times faster than the regex itself, which a short log would notice.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: Cow<'static, str>,
    alphabet: Alphabet,
    regex: OnceLock<Option<Regex>>,
    twin: OnceLock<Option<meta::Regex>>,
}

/// What `\d`, `\w` and `\b` know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alphabet {
    /// ASCII alone: tools print nothing else where they count.
    Ascii,
    /// All of Unicode, as the `regex` crate has it.
    Unicode,
}

impl Pattern {
    /// A pattern of the program's own: `\d`, `\w` and `\b` know ASCII alone.
    pub const fn new(source: &'static str) -> Self {
        Self { source: Cow::Borrowed(source), alphabet: Alphabet::Ascii, regex: OnceLock::new(), twin: OnceLock::new() }
    }

    /// A pattern of a user's, which means what it means to the `regex` crate, and perhaps the regex, if it was made already.
    pub fn of_unicode(source: String, regex: Option<Regex>) -> Self {
        let regex = regex.map_or_else(OnceLock::new, |regex| OnceLock::from(Some(regex)));
        Self { source: Cow::Owned(source), alphabet: Alphabet::Unicode, regex, twin: OnceLock::new() }
    }

    /// As it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The regex itself.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex
            .get_or_init(|| {
                let regex = match self.alphabet {
                    Alphabet::Ascii => Regex::new(&of_ascii(&self.source)),
                    Alphabet::Unicode => Regex::new(&self.source),
                };
                debug_assert!(regex.is_ok(), "{regex:?}");
                regex.ok()
            })
            .as_ref()
    }

    /// Whether the regex itself was made already.
    #[cfg(test)]
    pub fn is_made(&self) -> bool {
        self.regex.get().is_some()
    }

    pub(super) fn twin(&self) -> Option<&meta::Regex> {
        self.twin.get_or_init(|| twin(&self.source)).as_ref()
    }

    /// The twin, if it finds in a text what the regex finds, places included.
    fn twin_for(&self, text: &str) -> Option<&meta::Regex> {
        if text.is_ascii() { self.twin() } else { None }
    }

    /// Whether it matches.
    pub fn is_match(&self, text: &str) -> bool {
        let twin = if self.alphabet == Alphabet::Ascii && !is_spaced(text) { self.twin() } else { self.twin_for(text) };
        twin.map_or_else(|| self.regex().is_some_and(|regex| regex.is_match(text)), |twin| twin.is_match(text))
    }

    /// Its first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Span<'t>> {
        let range = match self.twin_for(text) {
            Some(twin) => twin.find(text)?.range(),
            None => self.regex()?.find(text)?.range(),
        };
        Some(Span::new(text, range))
    }

    /// The groups of its first match.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        if let Some(twin) = self.twin_for(text) {
            let mut found = twin.create_captures();
            twin.captures(text, &mut found);
            return found.is_match().then(|| Groups::of_twin(text, found));
        }
        if self.is_match(text) { Some(Groups::of_full(text, self.regex()?.captures(text)?)) } else { None }
    }

    /// The groups of all its matches, one behind the other.
    pub fn captures_iter<'p, 't: 'p>(&'p self, text: &'t str) -> impl Iterator<Item = Groups<'t>> + 'p {
        let twin = self.twin_for(text);
        let full = if twin.is_none() && self.is_match(text) { self.regex() } else { None };
        let of_twin = twin.into_iter().flat_map(move |twin| twin.captures_iter(text)).map(move |found| Groups::of_twin(text, found));
        of_twin.chain(full.into_iter().flat_map(move |regex| regex.captures_iter(text)).map(move |found| Groups::of_full(text, found)))
    }

    /// All its matches, one behind the other.
    pub fn find_iter<'p, 't: 'p>(&'p self, text: &'t str) -> impl Iterator<Item = Span<'t>> + 'p {
        let twin = self.twin_for(text);
        let full = if twin.is_none() && self.is_match(text) { self.regex() } else { None };
        let of_twin = twin.into_iter().flat_map(move |twin| twin.find_iter(text)).map(|found| found.range());
        let of_full = full.into_iter().flat_map(move |regex| regex.find_iter(text)).map(|found| found.range());
        of_twin.chain(of_full).map(move |range| Span::new(text, range))
    }

    /// The text with another in place of each match.
    pub fn replace_all(&self, text: &str, with: &str) -> String {
        self.replace_each(text, |out, _| out.push_str(with))
    }

    /// The text, in which something stands in place of each match.
    pub fn replace_each(&self, text: &str, mut with: impl FnMut(&mut String, &Groups<'_>)) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for found in self.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            out.push_str(&text[from..whole.start()]);
            with(&mut out, &found);
            from = whole.end();
        }
        out.push_str(&text[from..]);
        out
    }
}

/// Whether a text holds white space that a twin does not know as such.
pub(super) fn is_spaced(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_whitespace())
}
