//! The catalog, ready to run over logs.

use std::collections::BTreeMap;

use aho_corasick::BuildError;

use super::finding::{Finding, Source};
use super::hits::{Hit, hits};
use super::prefilter::Prefilter;
use super::{scope, window};
use crate::log::JobLog;
use crate::rules::{Catalog, Pick};

/// A catalog with its prefilter.
#[derive(Debug)]
pub struct Matcher<'c> {
    catalog: &'c Catalog,
    prefilter: Prefilter,
}

impl<'c> Matcher<'c> {
    /// Prepares a catalog. Fails only if its literals are too many for an automaton.
    pub fn new(catalog: &'c Catalog) -> Result<Self, BuildError> {
        Ok(Self { catalog, prefilter: Prefilter::new(catalog)? })
    }

    /// Every line that a pattern matches, whatever its rule says of scope and surroundings.
    pub fn hits(&self, log: &JobLog) -> Vec<Hit> {
        hits(&self.prefilter, self.catalog, log)
    }

    /// The findings of a job: matches in scope, their windows resolved; of several by one rule in one step, the one that the rule picks. Ordered by line.
    pub fn find(&self, log: &JobLog) -> Vec<Finding> {
        let mut picked: BTreeMap<(usize, Option<usize>), Hit> = BTreeMap::new();
        for hit in self.hits(log) {
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
        findings
    }
}
