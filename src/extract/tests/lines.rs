//! The lines of a test report, each cleaned once, without what a wrapper put before it.

use std::borrow::Cow;
use std::ops::Range;

use crate::log::JobLog;
use crate::regexes::Pattern;

/// What stands before each line of a tool that runs under another: `app-1  | ` of compose, `#12 34.5 ` of a build, `web:test: ` of a task runner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    /// The same on each line, or nothing.
    Text(String),
    /// A clock, which runs on: `#12 34.5 `, `12:34:56 `, `[12:34:56.789] `.
    Clock,
}

static CLOCK: Pattern = Pattern::new(r"^(?:#\d+ \d+\.\d+|\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?)(?: |$)");

/// Longer text before a tool's own is no prefix.
const LONGEST: usize = 60;

impl Prefix {
    /// By what stands on one line before the tool's own text.
    pub(super) fn of(before: &str) -> Self {
        match before.strip_prefix("##[error]").unwrap_or(before) {
            long if long.len() > LONGEST => Self::Text(String::new()),
            clock if CLOCK.find(clock).is_some_and(|found| found.end() == clock.len()) => Self::Clock,
            text => Self::Text(text.to_owned()),
        }
    }

    /// A line without it, and without the runner's `##[error]`.
    pub(super) fn strip<'t>(&self, line: &'t str) -> &'t str {
        let line = line.strip_prefix("##[error]").unwrap_or(line);
        match self {
            Self::Clock => CLOCK.find(line).map_or(line, |found| &line[found.end()..]),
            Self::Text(text) => line
                .strip_prefix(text.as_str())
                .unwrap_or_else(|| if line == text.trim_end() && !text.trim().is_empty() { "" } else { line }),
        }
    }
}

/// A stretch of a job's lines.
#[derive(Debug)]
pub(super) struct Lines<'l> {
    first: usize,
    texts: Vec<(Cow<'l, str>, usize)>,
}

impl<'l> Lines<'l> {
    /// The lines of a range, as far as they belong to the step of its first one, and at most so many.
    pub(super) fn of(log: &'l JobLog, range: Range<usize>, prefix: &Prefix) -> Self {
        Self::around(log, range.start, range, prefix)
    }

    /// The lines of a range, as far as they belong to the step of the one it was chosen for: looking back from there may lead into an earlier step.
    pub(super) fn around(log: &'l JobLog, at: usize, range: Range<usize>, prefix: &Prefix) -> Self {
        let step = log.step_of(at).map_or(0..log.len(), |step| log.steps[step].lines.clone());
        let range = range.start.max(step.start)..range.end.min(step.end).min(log.len());
        let texts = range
            .clone()
            .map(|at| {
                let text = log.text(at);
                let cut = text.len() - prefix.strip(&text).len();
                (text, cut)
            })
            .collect();
        Self { first: range.start, texts }
    }

    /// The line behind the last.
    pub(super) fn end(&self) -> usize {
        self.first + self.texts.len()
    }

    /// The indexes of all, in the job.
    pub(super) fn range(&self) -> Range<usize> {
        self.first..self.end()
    }

    /// A line by its index in the job; empty outside.
    pub(super) fn get(&self, at: usize) -> &str {
        at.checked_sub(self.first).and_then(|at| self.texts.get(at)).map_or("", |(text, cut)| &text[*cut..])
    }

    /// The first line of a range that is not blank.
    pub(super) fn filled(&self, range: Range<usize>) -> Option<usize> {
        range.into_iter().find(|&at| at < self.end() && !self.get(at).trim().is_empty())
    }
}

#[cfg(test)]
mod checks {
    use super::Prefix;

    #[test]
    fn prefixes_are_stripped_from_the_lines_that_have_them() {
        let compose = Prefix::of("app-1  | ");
        assert_eq!(compose.strip("app-1  |   E   x"), "  E   x");
        assert_eq!(compose.strip("app-1  |"), "");
        assert_eq!(compose.strip("db-1   | ready"), "db-1   | ready");
        assert_eq!(Prefix::of("#12 34.56 "), Prefix::Clock);
        assert_eq!(Prefix::Clock.strip("#12 35.1     indented"), "    indented");
        assert_eq!(Prefix::of("12:00:01 ").strip("12:00:02 next"), "next");
        assert_eq!(Prefix::of("##[error]").strip("##[error]boom"), "boom");
        assert_eq!(Prefix::of(""), Prefix::Text(String::new()));
        assert_eq!(Prefix::of(&"x".repeat(80)).strip("xxx"), "xxx");
    }
}
