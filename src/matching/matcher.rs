//! The catalog, ready to run over logs.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::finding::{Finding, Source};
use super::hits::{Hit, Pass, Scan};
use super::marks::Marks;
use super::prefilter::Prefilter;
use super::scope::{Scene, where_failed};
use super::window::Windows;
use crate::log::JobLog;
use crate::model::Conclusion;
use crate::rules::{Catalog, Pick};

/// A catalog with its prefilter.
#[derive(Debug)]
pub struct Matcher<'c> {
    catalog: &'c Catalog,
    prefilter: Prefilter,
    /// The literals of each extractor.
    extractors: Vec<Vec<String>>,
}

/// A match that is no finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The rule, as an index into the catalog.
    pub rule: usize,
    /// The 1-based line in the raw log.
    pub log_line: u32,
    /// The line.
    pub text: String,
    /// Why it does not count.
    pub why: &'static str,
}

/// What is found in a job's log.
#[derive(Debug, Default)]
pub struct Found {
    /// Matches in scope, their windows resolved; of several by one rule in one step, the one that the rule picks. Ordered by line.
    pub findings: Vec<Finding>,
    /// By extractor, in their order: the lines that hold one of its literals, ascending, echoed ones and perhaps those of steps that passed
    /// left out; where they are very many, the first and the last of them.
    pub marked: Vec<Vec<usize>>,
}

impl<'c> Matcher<'c> {
    /// Prepares a catalog, and the literals of extractors, in their order; literals have at least three bytes.
    pub fn new(catalog: &'c Catalog, extractors: &[&[&str]]) -> Self {
        let prefilter = Prefilter::new(catalog, extractors);
        let extractors = extractors.iter().map(|literals| literals.iter().map(|&literal| literal.to_owned()).collect()).collect();
        Self { catalog, prefilter, extractors }
    }

    fn pass(&self) -> Pass<'_> {
        Pass { prefilter: &self.prefilter, catalog: self.catalog, extractors: &self.extractors }
    }

    pub(super) fn catalog(&self) -> &'c Catalog {
        self.catalog
    }

    /// Every line that a pattern matches or that holds a literal of an extractor, whatever rules say of scope and surroundings.
    pub fn scan(&self, log: &JobLog) -> Scan {
        let mut scan = Scan { hits: Vec::new(), marked: vec![Vec::new(); self.extractors.len()] };
        self.pass().run(
            log,
            &stretches(log, true),
            |extractor, line| scan.marked[extractor].push(line),
            |_, _| true,
            |hit| scan.hits.push(hit),
        );
        scan
    }

    /// The matches that are no findings, and why not.
    pub fn passed_over(&self, log: &JobLog) -> Vec<PassedOver> {
        let scene = Scene::new(log);
        let mut windows = Windows::default();
        let mut passed = Vec::new();
        let mut picked: BTreeMap<(usize, Option<usize>), Hit> = BTreeMap::new();
        let over = |hit: &Hit, why| PassedOver {
            rule: hit.rule,
            log_line: log.excerpt(hit.line, 0, 0).log_line,
            text: log.text(hit.line).into_owned(),
            why,
        };
        for hit in self.scan(log).hits {
            let rule = &self.catalog.rules()[hit.rule];
            if !scene.takes(&rule.scope, hit.line) {
                passed.push(over(&hit, "it stands outside of the rule's scope, or in a step that did not fail"));
            } else if !windows.fit(hit.rule, rule, log, hit.line) {
                passed.push(over(&hit, "what the rule requires around it is not there, or what the rule excludes is"));
            } else {
                let key = (hit.rule, log.step_of(hit.line));
                let kept = if rule.pick == Pick::First && picked.contains_key(&key) { Some(hit) } else { picked.insert(key, hit) };
                passed.extend(kept.map(|hit| over(&hit, "the rule takes another of its matches in the step")));
            }
        }
        passed.sort_by_key(|over| (over.log_line, over.rule));
        passed
    }

    /// The findings of a job, and where extractors may begin.
    pub fn find(&self, log: &JobLog) -> Found {
        let rules = self.catalog.rules();
        let scene = Scene::new(log);
        let mut windows = Windows::default();
        let mut marked = vec![Marks::default(); self.extractors.len()];
        let picked: RefCell<BTreeMap<(usize, Option<usize>), Hit>> = RefCell::default();
        self.pass().run(
            log,
            &stretches(log, self.catalog.reads_passed_steps()),
            |extractor, line| marked[extractor].push(line),
            |rule, line| {
                scene.takes(&rules[rule].scope, line)
                    && !(rules[rule].pick == Pick::First && picked.borrow().contains_key(&(rule, log.step_of(line))))
            },
            |hit| {
                if windows.fit(hit.rule, &rules[hit.rule], log, hit.line) {
                    picked.borrow_mut().insert((hit.rule, log.step_of(hit.line)), hit);
                }
            },
        );
        let mut findings: Vec<Finding> = picked
            .into_inner()
            .into_values()
            .map(|hit| Finding::at(log, hit.line, Source::Rule(hit.rule), hit.captures, hit.matched))
            .collect();
        findings.sort_by_key(|finding| finding.line);
        Found { findings, marked: marked.into_iter().map(Marks::into_lines).collect() }
    }
}

/// The lines of a log: all, or, while steps failed, those outside of steps that passed, which are all that scopes take in if they do not ask
/// for more.
fn stretches(log: &JobLog, whole: bool) -> Vec<Range<usize>> {
    let mut from = 0;
    let mut ranges = Vec::new();
    for step in log.steps.iter().filter(|_| !whole) {
        let quiet = matches!(step.conclusion, None | Some(Conclusion::Success | Conclusion::Skipped));
        if quiet && !where_failed(log, step.lines.start) && step.lines.start >= from {
            ranges.push(from..step.lines.start);
            from = step.lines.end;
        }
    }
    ranges.push(from..log.len());
    ranges.retain(|range| !range.is_empty());
    ranges
}
