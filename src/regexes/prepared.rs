//! A pattern whose automaton was made while the program was built: for those that every failed job's lines are asked for.

use std::sync::OnceLock;

use regex_automata::Input;
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::wire::AlignAs;

use super::pattern::{Pattern, is_spaced};

/// The bytes of an automaton, as `build/automata.rs` writes them.
pub type Automatic = AlignAs<[u8], u32>;

/// A pattern of ASCII like [`Pattern::new`]'s, with its automaton. Where that cannot be read, it matches all the same.
#[derive(Debug)]
pub struct Prepared {
    pattern: Pattern,
    bytes: &'static Automatic,
    automaton: OnceLock<Option<dense::DFA<&'static [u32]>>>,
}

impl Prepared {
    /// A pattern of this source, with its twin's automaton.
    pub const fn new(source: &'static str, bytes: &'static Automatic) -> Self {
        Self { pattern: Pattern::new(source), bytes, automaton: OnceLock::new() }
    }

    fn automaton(&self) -> Option<&dense::DFA<&'static [u32]>> {
        self.automaton.get_or_init(|| Some(dense::DFA::from_bytes(&self.bytes.bytes).ok()?.0)).as_ref()
    }

    /// Whether it matches.
    pub fn is_match(&self, text: &str) -> bool {
        let found = if is_spaced(text) { None } else { self.automaton() };
        match found.map(|automaton| automaton.try_search_fwd(&Input::new(text).earliest(true))) {
            Some(Ok(found)) => found.is_some(),
            _ => self.pattern.is_match(text),
        }
    }

    /// Where its first match ends.
    pub fn end(&self, text: &str) -> Option<usize> {
        let found = if text.is_ascii() { self.automaton() } else { None };
        match found.map(|automaton| automaton.try_search_fwd(&Input::new(text))) {
            Some(Ok(found)) => Some(found?.offset()),
            _ => Some(self.pattern.find(text)?.end()),
        }
    }

    #[cfg(test)]
    pub(crate) fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    #[cfg(test)]
    pub(crate) fn is_read(&self) -> bool {
        self.automaton().is_some()
    }
}

/// Whether one of several matches.
pub fn any(patterns: &[Prepared], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(text))
}
