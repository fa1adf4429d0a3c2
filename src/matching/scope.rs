//! Where a match counts: by default, where the job ran to a failure.

use std::cell::OnceCell;

use crate::log::{JobLog, Marker, StepLog, marker};
use crate::rules::Scope;

/// Whether a line stands where the job failed: in a failed step, or in no step at all; anywhere, if no step is known to have failed.
pub fn where_failed(log: &JobLog, line: usize) -> bool {
    let Some(step) = log.step_of(line) else { return true };
    log.steps[step].failed() || !log.steps.iter().any(StepLog::failed)
}

/// A log, seen by scopes.
pub(super) struct Scene<'a> {
    log: &'a JobLog,
    os: OnceCell<Option<&'static str>>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(log: &'a JobLog) -> Self {
        Self { log, os: OnceCell::new() }
    }

    /// Whether a rule's scope takes a line in.
    pub(super) fn takes(&self, scope: &Scope, line: usize) -> bool {
        let log = self.log;
        let step = log.step_of(line).map(|step| &log.steps[step]);
        let concluded = match (scope.conclusion.as_slice(), step) {
            ([], _) => where_failed(log, line),
            (wanted, Some(step)) => match &step.conclusion {
                Some(conclusion) => wanted.iter().any(|word| word == conclusion.as_str()),
                None => wanted.iter().any(|word| word == if where_failed(log, line) { "failure" } else { "success" }),
            },
            (wanted, None) => wanted.iter().any(|word| word == "failure"),
        };
        concluded
            && scope.job.as_ref().is_none_or(|pattern| pattern.is_match(&log.job))
            && scope
                .step
                .as_ref()
                .is_none_or(|pattern| step.and_then(|step| step.name.as_deref()).is_some_and(|name| pattern.is_match(name)))
            && scope.marker.as_ref().is_none_or(|wanted| carries(wanted, log, line))
            && (scope.runner_os.is_empty()
                || self
                    .os
                    .get_or_init(|| runner_os(log))
                    .is_some_and(|os| scope.runner_os.iter().any(|wanted| wanted.eq_ignore_ascii_case(os))))
    }
}

fn carries(wanted: &str, log: &JobLog, line: usize) -> bool {
    matches!(
        (marker(&log.text(line)), wanted),
        (Some((Marker::Error, _)), "error") | (Some((Marker::Warning, _)), "warning") | (Some((Marker::Notice, _)), "notice")
    )
}

/// The operating system, by the group of that name that the runner prints while it sets up.
fn runner_os(log: &JobLog) -> Option<&'static str> {
    let head = log.len().min(60);
    let at = (0..head).find(|&at| log.text(at) == "##[group]Operating System")?;
    ((at + 1)..head.min(at + 4)).find_map(|at| match log.text(at).as_ref() {
        text if text.starts_with("Ubuntu") || text.starts_with("Debian") || text.contains("Linux") => Some("Linux"),
        text if text.contains("Windows") => Some("Windows"),
        text if text.starts_with("macOS") => Some("macOS"),
        _ => None,
    })
}
