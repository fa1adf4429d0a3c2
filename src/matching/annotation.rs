//! Rules over what a job's check run says beside its log.

use super::finding::{Finding, Source};
use super::matcher::Matcher;
use crate::log::Excerpt;
use crate::model::{Annotation, Conclusion, Job, Origin};
use crate::rules::{Captures, Input, Scope, Status};

/// Lines of one message that are looked at; GitHub cuts messages at 64 KB.
const LINES: usize = 200;

impl Matcher<'_> {
    /// What rules find in a job's annotations, each rule once. `after` is the number of the log's lines: annotations stand behind them.
    pub fn find_in_annotations(&self, job: &Job, after: usize) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        if job.annotations.is_empty() {
            return findings;
        }
        for (index, rule) in self.catalog().of_annotations() {
            let patterns = || rule.patterns.iter().filter(|pattern| pattern.input == Input::Annotation);
            if rule.status == Status::Deprecated || !takes(&rule.scope, job) {
                continue;
            }
            let hit = job.annotations.iter().enumerate().find_map(|(at, annotation)| {
                if rule.scope.marker.as_ref().is_some_and(|wanted| !carries(wanted, annotation)) {
                    return None;
                }
                let mut lines = annotation.message.lines().take(LINES).chain(annotation.title.as_deref());
                lines.find_map(|line| Some((at, line, patterns().find_map(|pattern| pattern.captures(line))?)))
            });
            if let Some((at, line, found)) = hit {
                let (captures, matched) = (rule.capture(&found), found[0].trim().to_owned());
                findings.push(in_annotation(job, line, after + at, Source::Rule(index), captures, matched));
            }
        }
        findings
    }
}

/// A finding in an annotation, which is its evidence. It belongs to no step: GitHub does not say to which.
pub fn in_annotation(job: &Job, text: &str, line: usize, source: Source, captures: Captures, matched: String) -> Finding {
    Finding {
        source,
        line,
        step: None,
        captures,
        matched,
        evidence: Excerpt::beside(job, Origin::Annotation, text),
        before_exit: None,
        doubt: None,
    }
}

/// Whether a job is one that a rule speaks of: by default one that failed, or was stopped.
fn takes(scope: &Scope, job: &Job) -> bool {
    let concluded = match scope.conclusion.as_slice() {
        [] => job.conclusion.as_ref().is_none_or(|conclusion| conclusion.failed() || *conclusion == Conclusion::ActionRequired),
        wanted => job.conclusion.as_ref().is_some_and(|conclusion| wanted.iter().any(|word| word == conclusion.as_str())),
    };
    concluded && scope.step.is_none() && scope.job.as_ref().is_none_or(|pattern| pattern.is_match(&job.name))
}

fn carries(wanted: &str, annotation: &Annotation) -> bool {
    let level = match annotation.level.as_deref() {
        Some("failure") => "error",
        Some(level) => level,
        None => return false,
    };
    level == wanted
}
