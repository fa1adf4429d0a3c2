//! The shape that all extractors share.

use std::ops::Range;

use crate::log::JobLog;
use crate::matching::{Depth, Finding, Reading, Source};
use crate::model::{Confidence, Details};
use crate::rules::Captures;

/// A reader of what one tool prints when it fails.
#[derive(Clone, Copy, Debug)]
pub struct Extractor {
    /// The tool, in kebab-case: reports, fingerprints and tests call it so.
    pub name: &'static str,
    /// One of them stands in every line at which [`read`](Self::read) starts. At least four bytes each, rare in logs of other tools: a log without
    /// them costs this extractor nothing.
    pub literals: &'static [&'static str],
    /// Reads a job's log from the lines that hold a literal: ascending, in steps that failed, never echoed. Usually one value a step: the
    /// first failure is its line, all of them its details. Nothing, where the tool did not fail after all.
    pub read: fn(&JobLog, &[usize]) -> Vec<Read>,
}

/// A failure that an extractor read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The line that says why, as an index into the job's lines: what a senior engineer would quote.
    pub line: usize,
    /// All lines that belong to this failure, from the tool's first word about it to its summary: what others find in there is part of it.
    pub span: Range<usize>,
    /// In the words of the catalog's categories: `test`, `build`, `lint`, `dependencies`; a program's own end is `crash`, a script's `script`.
    pub category: &'static str,
    /// How much it tells.
    pub depth: Depth,
    /// How sure.
    pub confidence: Confidence,
    /// What a table calls it, e.g. `3 tests failed`. Raw text without log content.
    pub title: String,
    /// Why the job failed, in a sentence that ends in a full stop. Markdown; what comes from the log stands in [`crate::model::code`].
    pub root_cause: String,
    /// Tests, problems, counts.
    pub details: Details,
}

impl Extractor {
    pub(super) fn finding(&self, log: &JobLog, read: Read) -> Finding {
        let matched = log.text(read.line).trim().to_owned();
        let reading = Reading {
            extractor: self.name,
            category: read.category,
            depth: read.depth,
            span: read.span,
            title: read.title,
            root_cause: read.root_cause,
            confidence: read.confidence,
            details: read.details,
        };
        Finding::at(log, read.line, Source::Extractor(reading), Captures::default(), matched)
    }
}
