//! What a regex found in a text.

use std::ops::{Index, Range};

use regex_automata::util::captures;

/// Where a match, or one of its groups, lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Span<'t> {
    pub(super) fn new(text: &'t str, range: Range<usize>) -> Self {
        Self { text, start: range.start, end: range.end }
    }

    /// What it matched.
    pub fn as_str(&self) -> &'t str {
        self.text.get(self.range()).unwrap_or_default()
    }

    /// Its first byte.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The groups of a match: `found["path"]` of one that took part for certain, `found.name("path")` of any other.
#[derive(Debug)]
pub struct Groups<'t> {
    text: &'t str,
    found: Found<'t>,
}

#[derive(Debug)]
enum Found<'t> {
    Full(regex::Captures<'t>),
    Twin(captures::Captures),
}

impl<'t> Groups<'t> {
    pub(super) fn of_full(text: &'t str, found: regex::Captures<'t>) -> Self {
        Self { text, found: Found::Full(found) }
    }

    pub(super) fn of_twin(text: &'t str, found: captures::Captures) -> Self {
        Self { text, found: Found::Twin(found) }
    }

    /// A group by its number; 0 is the whole match.
    pub fn get(&self, group: usize) -> Option<Span<'t>> {
        let range = match &self.found {
            Found::Full(found) => found.get(group)?.range(),
            Found::Twin(found) => found.get_group(group)?.range(),
        };
        Some(Span::new(self.text, range))
    }

    /// A group by its name.
    pub fn name(&self, name: &str) -> Option<Span<'t>> {
        let range = match &self.found {
            Found::Full(found) => found.name(name)?.range(),
            Found::Twin(found) => found.get_group_by_name(name)?.range(),
        };
        Some(Span::new(self.text, range))
    }
}

/// Of a group that took no part the text is empty.
impl Index<usize> for Groups<'_> {
    type Output = str;

    fn index(&self, group: usize) -> &str {
        self.get(group).map_or("", |span| span.as_str())
    }
}

/// Of a group that took no part the text is empty.
impl Index<&str> for Groups<'_> {
    type Output = str;

    fn index(&self, name: &str) -> &str {
        self.name(name).map_or("", |span| span.as_str())
    }
}
