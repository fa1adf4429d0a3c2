//! The shape of what a program says when it ends by itself.

use std::ops::Range;

use crate::extract::extractor::Read;
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem, code};

/// A program's end.
#[derive(Clone, Debug)]
pub(super) struct Crash {
    /// For the table, without log content: `Uncaught Python exception`.
    pub title: &'static str,
    /// Begins the sentence: `A Python program ended with`.
    pub said: &'static str,
    /// `crash` or `script`.
    pub category: &'static str,
    pub problem: Problem,
    pub line: usize,
    pub span: Range<usize>,
    pub depth: Depth,
    pub confidence: Confidence,
}

impl Crash {
    pub(super) fn read(self) -> Read {
        let place = match &self.problem.place {
            Place { path: Some(path), line: Some(line), .. } => format!(" at {}", code(&format!("{path}:{line}"))),
            Place { path: Some(path), .. } => format!(" in {}", code(path)),
            _ => String::new(),
        };
        Read {
            line: self.line,
            span: self.span,
            category: self.category,
            depth: self.depth,
            confidence: self.confidence,
            title: self.title.to_owned(),
            root_cause: format!("{} {}{place}.", self.said, quote(&self.problem.message)),
            details: Details::default().with_problems(vec![self.problem]),
        }
    }
}

/// Lines past these are not looked at.
const FAR: usize = 120;

/// How many lines that say something stand between a line and the end of its step's work; [`FAR`] at most.
pub(super) fn before_exit(log: &JobLog, at: usize) -> usize {
    let step = log.step_of(at).map(|step| &log.steps[step]);
    let exit = step.and_then(|step| step.exit).map(|(exit, _)| exit).filter(|&exit| exit > at);
    let end = exit.or_else(|| step.and_then(|step| step.errors.iter().copied().find(|&error| error > at)));
    let end = end.or(step.map(|step| step.lines.end)).unwrap_or(log.len());
    (at + 1..end.min(at + FAR)).filter(|&at| !log.text(at).trim().is_empty()).count() + end.saturating_sub(at + FAR).min(1) * FAR
}

/// How sure it is that what stands so far above the exit led to it.
pub(super) fn by_distance(lines: usize) -> Confidence {
    match lines {
        0..=12 => Confidence::High,
        13..=60 => Confidence::Medium,
        _ => Confidence::Low,
    }
}
