//! What the catalog and the extractors look for, as one set of literals. A line is handed on with the literals in it; nobody else sees it.

use std::collections::HashMap;
use std::ops::Range;

use super::literal_lines::{LiteralLines, Scratch};
use crate::log::JobLog;
use crate::rules::{Catalog, Wanted};

/// A pattern of a rule, both as indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PatternId {
    pub rule: usize,
    pub pattern: usize,
}

/// Who looks at a line for a literal in it.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// These patterns may match the line.
    pub patterns: Vec<PatternId>,
    /// These extractors may begin there, by their order.
    pub extractors: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Prefilter {
    lines: LiteralLines,
    /// By literal.
    owners: Vec<Owners>,
}

impl Prefilter {
    /// Of a catalog's patterns, and of the literals of extractors, in their order.
    pub(super) fn new(catalog: &Catalog, extractors: &[&[&str]]) -> Self {
        let mut build = Building::default();
        for Wanted { rule, pattern, literal } in catalog.wanted() {
            build.owners_of(literal).patterns.push(PatternId { rule, pattern });
        }
        for (index, literals) in extractors.iter().enumerate() {
            for literal in *literals {
                build.owners_of(literal.as_bytes()).extractors.push(index);
            }
        }
        Self { lines: LiteralLines::new(build.literals.iter().copied()), owners: build.owners }
    }

    /// Calls back, in the order of lines, with each line of some stretches of a log that may hold literals, and who looks for them: every line that does hold
    /// one once cleaned, and few others.
    pub(super) fn scan<'a>(
        &'a self,
        log: &JobLog,
        ranges: &[Range<usize>],
        mut found: impl FnMut(usize, &mut dyn Iterator<Item = &'a Owners>),
    ) {
        let mut scratch = Scratch::default();
        for range in ranges {
            log.stretches_of(range.clone(), &mut |first, bytes| {
                self.lines.scan(bytes, &mut scratch, |line, literals| {
                    found(first + line, &mut literals.iter().map(|&(_, literal)| &self.owners[literal as usize]));
                });
            });
        }
    }
}

/// Literals and their owners while they are gathered.
#[derive(Default)]
struct Building<'l> {
    literals: Vec<&'l [u8]>,
    owners: Vec<Owners>,
    known: HashMap<&'l [u8], usize>,
}

impl<'l> Building<'l> {
    fn owners_of(&mut self, literal: &'l [u8]) -> &mut Owners {
        let at = *self.known.entry(literal).or_insert_with(|| {
            self.literals.push(literal);
            self.owners.push(Owners::default());
            self.literals.len() - 1
        });
        &mut self.owners[at]
    }
}
