//! The catalog, ready to run over logs.

use std::collections::BTreeMap;

use aho_corasick::BuildError;

use super::finding::{Finding, Source};
use super::hits::{Hit, Scan, scan};
use super::prefilter::Prefilter;
use super::{scope, window};
use crate::log::JobLog;
use crate::rules::{Catalog, Pick};

/// A catalog with its prefilter.
#[derive(Debug)]
pub struct Matcher<'c> {
    catalog: &'c Catalog,
    prefilter: Prefilter,
    extractors: usize,
}

/// What is found in a job's log.
#[derive(Debug, Default)]
pub struct Found {
    /// Matches in scope, their windows resolved; of several by one rule in one step, the one that the rule picks. Ordered by line.
    pub findings: Vec<Finding>,
    /// By extractor, in their order: the lines that hold one of its literals, ascending, echoed ones left out.
    pub marked: Vec<Vec<usize>>,
}

impl<'c> Matcher<'c> {
    /// Prepares a catalog, and the literals of extractors, in their order. Fails only if all literals are too many for an automaton.
    pub fn new(catalog: &'c Catalog, extractors: &[&[&str]]) -> Result<Self, BuildError> {
        Ok(Self { catalog, prefilter: Prefilter::new(catalog, extractors)?, extractors: extractors.len() })
    }

    /// Every line that a pattern matches or that holds a literal of an extractor, whatever rules say of scope and surroundings.
    pub fn scan(&self, log: &JobLog) -> Scan {
        scan(&self.prefilter, self.catalog, self.extractors, log)
    }

    /// The findings of a job, and where extractors may begin.
    pub fn find(&self, log: &JobLog) -> Found {
        let Scan { hits, marked } = self.scan(log);
        let mut picked: BTreeMap<(usize, Option<usize>), Hit> = BTreeMap::new();
        for hit in hits {
            let rule = &self.catalog.rules()[hit.rule];
            if !scope::takes(&rule.scope, log, hit.line) || !window::fit(rule, log, hit.line) {
                continue;
            }
            let slot = (hit.rule, log.step_of(hit.line));
            if rule.pick == Pick::Last || !picked.contains_key(&slot) {
                picked.insert(slot, hit);
            }
        }
        let mut findings: Vec<Finding> =
            picked.into_values().map(|hit| Finding::at(log, hit.line, Source::Rule(hit.rule), hit.captures, hit.matched)).collect();
        findings.sort_by_key(|finding| finding.line);
        Found { findings, marked }
    }
}
