//! Something found in a log, with its evidence. One without evidence cannot be built.

use std::ops::Range;

use super::doubt::Doubt;
use crate::log::{Excerpt, JobLog, StepLog};
use crate::model::{Actor, Confidence, Details, Severity};
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
    /// Lines between it and the end of its failed step's output; none behind it, or elsewhere.
    pub before_exit: Option<usize>,
    /// What the log leaves open.
    pub doubt: Option<Doubt>,
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
    /// The extractor's name, e.g. `pytest`.
    pub extractor: &'static str,
    /// What kind of failure it is, in the words of the catalog's categories: `test`, `build`, `lint`, `dependencies`.
    pub category: &'static str,
    /// How much of the failure it tells.
    pub depth: Depth,
    /// The lines it accounts for, as indexes into the job's: what others find among them is part of this failure.
    pub span: Range<usize>,
    /// What it calls it. Raw text.
    pub title: String,
    /// Why the job failed, in a sentence. Markdown.
    pub root_cause: String,
    /// How sure.
    pub confidence: Confidence,
    /// Test names, assertion, places, counts.
    pub details: Details,
}

/// How much of a failure an extractor tells. Ordered: the less, the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// Only that a tool failed: a summary, a count, a wrapper.
    That,
    /// What failed, but not why: a test's name, a file that needs formatting.
    What,
    /// What is wrong: an assertion, a compiler's error with its place.
    Why,
}

/// What reads the unusual line.
pub const UNUSUAL: &str = "unusual";

/// What reads a job that something outside of it ended, for which another one failed.
pub const STOPPED: &str = "stopped";
/// What reads a job that failed because another one was skipped.
pub const SKIPPED: &str = "skipped";

/// Lines shown around a line of evidence.
const BEFORE: usize = 3;
const AFTER: usize = 2;

impl Finding {
    /// A finding at a line, which is its evidence.
    pub fn at(log: &JobLog, line: usize, source: Source, captures: Captures, matched: String) -> Self {
        let step = log.step_of(line);
        let exit = step.map(|step| &log.steps[step]).filter(|step| step.failed()).map(StepLog::end);
        Self {
            source,
            line,
            step,
            captures,
            matched,
            evidence: log.excerpt(line, BEFORE, AFTER),
            before_exit: exit.and_then(|exit| exit.checked_sub(line)),
            doubt: None,
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

    /// How sure, before other jobs speak against it.
    pub fn confidence(&self, catalog: &Catalog) -> Confidence {
        let stated = match &self.source {
            Source::Extractor(reading) => reading.confidence,
            Source::Rule(_) => self.rule(catalog).map_or(Confidence::Low, |rule| rule.confidence),
        };
        if self.doubt.is_some() { stated.lowered() } else { stated }
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

    /// Whether it is only the likeliest line of a failure that nothing explains.
    pub fn is_unusual(&self) -> bool {
        matches!(&self.source, Source::Extractor(reading) if reading.extractor == UNUSUAL)
    }

    /// How bad.
    pub fn severity(&self, catalog: &Catalog) -> Severity {
        self.rule(catalog).map_or(Severity::Error, |rule| rule.severity)
    }

    /// Who must act; of what is only read, the author of the change, unless the machine is what failed.
    pub fn actor(&self, catalog: &Catalog) -> Actor {
        let read = match &self.source {
            Source::Extractor(reading) if reading.category == "runner" => Actor::Infrastructure,
            Source::Extractor(reading) if reading.extractor == SKIPPED => Actor::Maintainer,
            _ => Actor::Author,
        };
        self.rule(catalog).map_or(read, |rule| rule.actor)
    }
}
