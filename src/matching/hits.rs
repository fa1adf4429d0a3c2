//! Every line of a log that a pattern of the catalog matches, wherever it stands.

use std::ops::Range;

use super::prefilter::{Owners, PatternId, Prefilter};
use crate::log::JobLog;
use crate::rules::{Captures, Catalog};

/// A line that a rule's pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule, as an index into the catalog.
    pub rule: usize,
    /// The line, as an index into the job's lines.
    pub line: usize,
    /// What the pattern took.
    pub captures: Captures,
    /// What the pattern matched.
    pub matched: String,
}

/// What the prefilter and the patterns find in a log.
#[derive(Debug, Default)]
pub struct Scan {
    /// By line and then rule; a rule that matches a line by several patterns counts once, by the first. Echoed lines are left out.
    pub hits: Vec<Hit>,
    /// By extractor, in their order: the lines that hold one of its literals, ascending, echoed ones left out.
    pub marked: Vec<Vec<usize>>,
}

/// One pass over a log, line by line.
pub(super) struct Pass<'a> {
    pub prefilter: &'a Prefilter,
    pub catalog: &'a Catalog,
    pub extractors: &'a [Vec<String>],
}

impl Pass<'_> {
    /// Hands on what is found in some stretches of lines: marks of extractors, and hits of those rules that are still wanted at a line.
    pub(super) fn run(
        &self,
        log: &JobLog,
        ranges: &[Range<usize>],
        mut mark: impl FnMut(usize, usize),
        mut wanted: impl FnMut(usize, usize) -> bool,
        mut hit: impl FnMut(Hit),
    ) {
        let mut patterns: Vec<PatternId> = Vec::new();
        let mut extractors: Vec<usize> = Vec::new();
        self.prefilter.scan(log, ranges, |line, owners: &mut dyn Iterator<Item = &Owners>| {
            if log.is_echo(line) {
                return;
            }
            patterns.clear();
            extractors.clear();
            for owner in owners {
                patterns.extend_from_slice(&owner.patterns);
                extractors.extend_from_slice(&owner.extractors);
            }
            patterns.sort_unstable();
            patterns.dedup();
            extractors.sort_unstable();
            extractors.dedup();
            let text = log.text(line);
            for &extractor in &extractors {
                if self.extractors[extractor].iter().any(|literal| memchr::memmem::find(text.as_bytes(), literal.as_bytes()).is_some()) {
                    mark(extractor, line);
                }
            }
            let mut done = None;
            for id in &patterns {
                let index = id.rule;
                let rule = &self.catalog.rules()[index];
                if done == Some(index) || !wanted(index, line) {
                    continue;
                }
                let Some(pattern) = rule.patterns.get(id.pattern) else { continue };
                if let Some(found) = pattern.captures(&text) {
                    done = Some(index);
                    hit(Hit { rule: index, line, captures: rule.capture(&found), matched: found[0].trim().to_owned() });
                }
            }
        });
    }
}
