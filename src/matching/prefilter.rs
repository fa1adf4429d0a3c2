//! One automaton of the literals that rules require, over raw bytes. A literal names the patterns it may belong to; only those see the line.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

use crate::rules::{Catalog, Input};

/// A pattern of a rule, both as indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PatternId {
    pub rule: u32,
    pub pattern: u32,
}

/// Who looks at a line for a literal in it.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// These patterns may match the line.
    pub patterns: Vec<PatternId>,
    /// These extractors may begin there, by their order.
    pub extractors: Vec<usize>,
}

/// What a literal in a line asks for.
pub(super) enum Signal<'a> {
    /// They look at it.
    Candidates(&'a Owners),
    /// The line holds an escape sequence, which may stand inside a literal: look at it again, cleaned.
    Escaped,
}

/// What begins an escape sequence; also the resets that are left where a copy lost the escape bytes.
const ESCAPES: [&[u8]; 7] = [b"\x1b", b"\xC2\x9B", b"^[[", b"[0m", b"[22m", b"[39m", b"\xEF\xBB\xBF"];

#[derive(Debug)]
pub(super) struct Prefilter {
    automaton: AhoCorasick,
    /// By literal, without the escapes, which are the automaton's first.
    owners: Vec<Owners>,
}

impl Prefilter {
    /// Of a catalog's patterns, and of the literals of extractors, in their order.
    pub(super) fn new(catalog: &Catalog, extractors: &[&[&str]]) -> Result<Self, BuildError> {
        let mut build = Building::default();
        for (rule_index, rule) in (0u32..).zip(catalog.rules()) {
            for (pattern_index, pattern) in (0u32..).zip(&rule.patterns).filter(|(_, pattern)| pattern.input == Input::Log) {
                for literal in pattern.literals() {
                    build.owners_of(literal).patterns.push(PatternId { rule: rule_index, pattern: pattern_index });
                }
            }
        }
        for (index, literals) in extractors.iter().enumerate() {
            for literal in *literals {
                build.owners_of(literal.as_bytes()).extractors.push(index);
            }
        }
        let literals = ESCAPES.iter().copied().chain(build.literals.iter().map(Vec::as_slice));
        let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(literals)?;
        Ok(Self { automaton, owners: build.owners })
    }

    /// Calls back for every literal, in the order of their ends: where it starts, and what it asks for.
    pub(super) fn scan<'a>(&'a self, bytes: &[u8], mut found: impl FnMut(usize, Signal<'a>)) {
        for hit in self.automaton.find_overlapping_iter(bytes) {
            let literal = hit.pattern().as_usize();
            let signal = if literal < ESCAPES.len() { Signal::Escaped } else { Signal::Candidates(&self.owners[literal - ESCAPES.len()]) };
            found(hit.start(), signal);
        }
    }
}

/// Literals and their owners while they are gathered.
#[derive(Default)]
struct Building {
    literals: Vec<Vec<u8>>,
    owners: Vec<Owners>,
    known: HashMap<Vec<u8>, usize>,
}

impl Building {
    fn owners_of(&mut self, literal: &[u8]) -> &mut Owners {
        let at = *self.known.entry(literal.to_vec()).or_insert_with(|| {
            self.literals.push(literal.to_vec());
            self.owners.push(Owners::default());
            self.literals.len() - 1
        });
        &mut self.owners[at]
    }
}
