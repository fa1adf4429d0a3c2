//! A step's `timeout-minutes`, the job's, and commands that `timeout` or a retry action gave only so long.

use super::silence;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::unusual::{Form, form};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "timed-out",
    literals: &[
        "has timed out",
        "exceeded the maximum execution time",
        "exit code 124",
        "returning 124",
        "timeout: sending signal",
        "ms hit",
    ],
    read,
};

/// The runner's own words (actions/runner `StepsRunner.cs`; the job's limit is told by the service).
static LIMIT: Pattern = Pattern::new(
    r"^(?:##\[error\])?The (?:(?:action|background step) '.+' has timed out after \d+ minutes|action has timed out)\.|exceeded the maximum execution time of ",
);
/// What gave a command only so long.
static GUARD: Pattern = Pattern::new(
    r"\b(?i:took|timed out|timeout)\b.{0,60}\breturning 124\b|^timeout: sending signal \w+ to command|\bTimeout of \d+ ?ms hit\b",
);
/// The code of `timeout` from coreutils.
static CODE: Pattern = Pattern::new(r"^##\[error\]Process completed with exit code 124\.$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    for &at in lines {
        let text = log.text(at);
        let how = if LIMIT.is_match(&text) {
            How::Limit
        } else if CODE.is_match(&text) {
            How::Code
        } else if GUARD.is_match(&text) && !text.starts_with("##[warning]") {
            How::Guard
        } else {
            continue;
        };
        let Some(read) = one(log, at, how) else { continue };
        match reads.last_mut() {
            // Tried again: the last time counts. A bare code says less than what stands above it.
            Some(last) if log.step_of(last.line) == log.step_of(at) => {
                if how != How::Code {
                    *last = read;
                }
            }
            _ => reads.push(read),
        }
    }
    reads
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Limit,
    Guard,
    Code,
}

fn one(log: &JobLog, at: usize, how: How) -> Option<Read> {
    let last = silence::before(log, at);
    let (depth, confidence, title, sentence) = match how {
        How::Limit => (Depth::What, Confidence::High, "A time limit was reached", "It took longer than its time limit allows."),
        How::Guard => (Depth::What, Confidence::Medium, "A command ran too long", "It took longer than its time limit allows."),
        How::Code => (Depth::That, Confidence::Medium, "A command ran too long", "A command ended with 124, the code of `timeout`."),
    };
    // The exit code is no evidence: what was said last is.
    let line = if how == How::Code { last_words(log, at)? } else { at };
    Some(Read {
        line,
        span: line..at + 1,
        category: "runner",
        depth,
        confidence,
        title: title.to_owned(),
        root_cause: format!("{sentence}{}", last.sentences(log)),
        details: last.details(log),
    })
}

/// The last line that says something, in the step, before a line.
fn last_words(log: &JobLog, end: usize) -> Option<usize> {
    let start = log.step_of(end).map_or(0, |step| log.steps[step].lines.start).max(end.saturating_sub(200));
    (start..end).rev().find(|&at| !log.is_echo(at) && form(&log.text(at)) > Form::Advice)
}
