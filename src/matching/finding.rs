//! Something found in a log, with its evidence. One without evidence cannot be built.

use crate::log::{Excerpt, JobLog};
use crate::model::{Actor, Confidence, Severity};
use crate::rules::{Captures, Catalog, Kind, Rule, Status};

/// A match of a rule, or what an extractor read.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Who found it.
    pub source: Source,
    /// The line, as an index into the job's lines.
    pub line: usize,
    /// The step, as an index into the job's steps.
    pub step: Option<usize>,
    /// What was taken from the line.
    pub captures: Captures,
    /// The stretch of the line that the pattern matched; for an extractor, all of it.
    pub matched: String,
    /// The line and what stands around it.
    pub evidence: Excerpt,
    /// Lines between it and the exit of its step; none if the step has none, or it stands behind it.
    pub before_exit: Option<usize>,
}

/// Who found it.
#[derive(Clone, Debug)]
pub enum Source {
    /// A rule, as an index into the catalog.
    Rule(usize),
    /// An extractor.
    Extractor(Reading),
}

/// What an extractor read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The extractor's name, e.g. `unusual`.
    pub extractor: &'static str,
    /// What it calls it. Raw text.
    pub title: String,
    /// Why the job failed, in a sentence. Markdown.
    pub root_cause: String,
    /// How sure.
    pub confidence: Confidence,
    /// Test names, assertion, places, counts. Raw text.
    pub details: serde_json::Map<String, serde_json::Value>,
}

/// Lines shown around a line of evidence.
const BEFORE: usize = 3;
const AFTER: usize = 2;

impl Finding {
    /// A finding at a line, which is its evidence.
    pub fn at(log: &JobLog, line: usize, source: Source, captures: Captures, matched: String) -> Self {
        let step = log.step_of(line);
        let exit = step.and_then(|step| log.steps[step].exit).map(|(exit, _)| exit);
        Self {
            source,
            line,
            step,
            captures,
            matched,
            evidence: log.excerpt(line, BEFORE, AFTER),
            before_exit: exit.and_then(|exit| exit.checked_sub(line)),
        }
    }

    /// The rule that found it.
    pub fn rule<'c>(&self, catalog: &'c Catalog) -> Option<&'c Rule> {
        match &self.source {
            Source::Rule(index) => catalog.rules().get(*index),
            Source::Extractor(_) => None,
        }
    }

    /// What it means. Extractors read causes.
    pub fn kind(&self, catalog: &Catalog) -> Kind {
        self.rule(catalog).map_or(Kind::Cause, |rule| rule.kind)
    }

    /// How sure, before anything speaks against it.
    pub fn confidence(&self, catalog: &Catalog) -> Confidence {
        match &self.source {
            Source::Extractor(reading) => reading.confidence,
            Source::Rule(_) => self.rule(catalog).map_or(Confidence::Low, |rule| rule.confidence),
        }
    }

    /// Whether it comes from a rule that nobody attested yet.
    pub fn experimental(&self, catalog: &Catalog) -> bool {
        self.rule(catalog).is_some_and(|rule| rule.status == Status::Experimental)
    }

    /// What it is called. Raw text.
    pub fn title(&self, catalog: &Catalog) -> String {
        match &self.source {
            Source::Extractor(reading) => reading.title.clone(),
            Source::Rule(_) => self.rule(catalog).map(|rule| rule.title.clone()).unwrap_or_default(),
        }
    }

    /// How bad.
    pub fn severity(&self, catalog: &Catalog) -> Severity {
        self.rule(catalog).map_or(Severity::Error, |rule| rule.severity)
    }

    /// Who must act; of what is only read, the author of the change.
    pub fn actor(&self, catalog: &Catalog) -> Actor {
        self.rule(catalog).map_or(Actor::Author, |rule| rule.actor)
    }
}
