//! One automaton of the literals that rules require, over raw bytes. A literal names the patterns it may belong to; only those see the line.

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

use crate::rules::{Catalog, Input};

/// A pattern of a rule, both as indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PatternId {
    pub rule: u32,
    pub pattern: u32,
}

/// What a literal in a line asks for.
pub(super) enum Signal<'a> {
    /// These patterns may match the line.
    Candidates(&'a [PatternId]),
    /// The line holds an escape sequence, which may stand inside a literal: look at it again, cleaned.
    Escaped,
}

/// What begins an escape sequence; also the resets that are left where a copy lost the escape bytes.
const ESCAPES: [&[u8]; 7] = [b"\x1b", b"\xC2\x9B", b"^[[", b"[0m", b"[22m", b"[39m", b"\xEF\xBB\xBF"];

#[derive(Debug)]
pub(super) struct Prefilter {
    automaton: AhoCorasick,
    /// By literal; the first ones are the escapes.
    owners: Vec<Vec<PatternId>>,
}

impl Prefilter {
    pub(super) fn new(catalog: &Catalog) -> Result<Self, BuildError> {
        let mut literals: Vec<Vec<u8>> = ESCAPES.iter().map(|escape| escape.to_vec()).collect();
        let mut owners: Vec<Vec<PatternId>> = vec![Vec::new(); ESCAPES.len()];
        let mut known: std::collections::HashMap<Vec<u8>, usize> = std::collections::HashMap::new();
        for (rule_index, rule) in (0u32..).zip(catalog.rules()) {
            for (pattern_index, pattern) in (0u32..).zip(&rule.patterns).filter(|(_, pattern)| pattern.input == Input::Log) {
                for literal in pattern.literals() {
                    let at = *known.entry(literal.clone()).or_insert_with(|| {
                        literals.push(literal.clone());
                        owners.push(Vec::new());
                        literals.len() - 1
                    });
                    owners[at].push(PatternId { rule: rule_index, pattern: pattern_index });
                }
            }
        }
        let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&literals)?;
        Ok(Self { automaton, owners })
    }

    /// Calls back for every literal, in the order of their ends: where it starts, and what it asks for.
    pub(super) fn scan<'a>(&'a self, bytes: &[u8], mut found: impl FnMut(usize, Signal<'a>)) {
        for hit in self.automaton.find_overlapping_iter(bytes) {
            let literal = hit.pattern().as_usize();
            let signal = if literal < ESCAPES.len() { Signal::Escaped } else { Signal::Candidates(&self.owners[literal]) };
            found(hit.start(), signal);
        }
    }
}
