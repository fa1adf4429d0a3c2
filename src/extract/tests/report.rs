//! What a test report comes down to.

use std::ops::Range;

use crate::extract::extractor::Read;
use crate::extract::words::{count, failed_tests};
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, TestFailure};
use crate::regexes::Groups;

/// A test that failed, and where the log says so.
#[derive(Clone, Debug, Default)]
pub(super) struct Failed {
    /// Its name, message and place.
    pub test: TestFailure,
    /// The line that names it.
    pub head: usize,
    /// The line that holds its message.
    pub line: Option<usize>,
}

/// What one run of a test runner printed.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// All lines that belong to it.
    pub span: Range<usize>,
    /// In the order of the log.
    pub failed: Vec<Failed>,
    /// Counts and what else is named.
    pub details: Details,
    /// How sure; less, where the runner's own summary is missing.
    pub confidence: Confidence,
}

impl Report {
    /// Of tests in a span.
    pub(super) fn new(span: Range<usize>, failed: Vec<Failed>) -> Self {
        Self { span, failed, details: Details::default(), confidence: Confidence::High }
    }

    /// With a count, if the runner printed one.
    #[must_use]
    pub(super) fn count(mut self, what: &'static str, number: Option<u64>) -> Self {
        if let Some(number) = number {
            self.details = self.details.with_count(what, number);
        }
        self
    }

    /// Without the runner's summary, which would make it certain.
    #[must_use]
    pub(super) fn unfinished(mut self) -> Self {
        self.confidence = Confidence::Medium;
        self
    }

    /// Reports of one build as one, where nothing between two of them says that a build ended.
    pub(super) fn joined(reports: Vec<Self>, apart: impl Fn(Range<usize>) -> bool) -> Vec<Self> {
        let mut builds: Vec<Self> = Vec::new();
        for report in reports {
            match builds.last_mut() {
                Some(last) if !apart(last.span.end..report.span.start) => {
                    last.span.end = report.span.end;
                    last.failed.extend(report.failed);
                    for (what, number) in report.details.counts {
                        *last.details.counts.entry(what).or_insert(0) += number;
                    }
                }
                _ => builds.push(report),
            }
        }
        builds
    }

    /// The first test that has a message is the one to quote. Nothing, without a test.
    pub(super) fn read(mut self) -> Option<Read> {
        let best = self.failed.iter().position(|failed| failed.line.is_some()).unwrap_or(0);
        let (line, depth) = match self.failed.get(best)? {
            Failed { line: Some(line), .. } => (*line, Depth::Why),
            Failed { head, .. } => (*head, Depth::What),
        };
        self.failed[..=best].rotate_right(1);
        let tests: Vec<TestFailure> = self.failed.into_iter().map(|failed| failed.test).collect();
        let counted = self.details.counts.get("failed").copied().unwrap_or(0) + self.details.counts.get("errors").copied().unwrap_or(0);
        Some(Read {
            line,
            span: self.span.start.min(line)..self.span.end.max(line + 1),
            category: "test",
            depth,
            confidence: self.confidence,
            title: count(counted.max(tests.len() as u64), "test failed", "tests failed"),
            root_cause: failed_tests(&tests),
            details: self.details.with_tests(tests),
        })
    }
}

/// A failure of the runner rather than of a test, told by one line.
pub(super) fn runner_failure(line: usize, span: Range<usize>, title: &str, root_cause: String) -> Read {
    Read {
        line,
        span: span.start.min(line)..span.end.max(line + 1),
        category: "test",
        depth: Depth::Why,
        confidence: Confidence::High,
        title: title.to_owned(),
        root_cause,
        details: Details::default(),
    }
}

/// `path`, `line` and `column` of a match.
pub(super) fn place(found: &Groups<'_>) -> Place {
    let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse().ok());
    Place { path: found.name("path").map(|path| path.as_str().to_owned()), line: number("line"), column: number("column") }
}

/// The number that a group of a match holds.
pub(super) fn number(found: &Groups<'_>, group: &str) -> Option<u64> {
    found.name(group)?.as_str().parse().ok()
}
