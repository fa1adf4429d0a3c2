//! What a log without metadata leaves open: whether its job survived what it shows, and how it ended.

use super::rank::reading;
use crate::extract::unusual::is_wrapper;
use crate::log::{JobLog, StepLog};
use crate::matching::{Doubt, Finding};

/// More lines than these behind a failure are other work.
const WORK: usize = 40;
/// A tool's own last words stand this near to the end.
const LAST: usize = 5;

/// The last step that failed, where steps ran behind it that run only while the job is well.
pub(super) fn outlived(log: &JobLog) -> Option<usize> {
    let end = log.steps.iter().position(StepLog::is_behind)?;
    let last = log.steps[..end].iter().rposition(StepLog::failed)?;
    log.steps[last + 1..end].iter().any(|step| !step.runs_anyway()).then_some(last)
}

/// Marks findings of which the log does not show that they ended their job, which may have been [`outlived`].
pub(super) fn doubt(log: &JobLog, outlived: bool, findings: &mut [Finding]) {
    if outlived {
        for finding in findings {
            finding.doubt = Some(Doubt::WentOn);
        }
    } else if !log.steps.iter().any(|step| step.is_behind() || step.failed()) {
        let framed = log.steps.iter().any(|step| step.run.title.is_some());
        let last = last_lines(log);
        let told = last.iter().take(LAST).any(|&at| is_wrapper(&log.text(at)));
        for finding in findings.iter_mut().filter(|_| !told) {
            let end = reading(finding).map_or(finding.line + 1, |read| read.span.end);
            let behind = last.iter().take_while(|&&at| at >= end).count();
            let sums_up = reading(finding).is_some_and(|read| read.category == "test" || !read.details.counts.is_empty());
            finding.doubt = match framed {
                true if behind > LAST || !sums_up => Some(Doubt::CutOff),
                false if behind > WORK => Some(Doubt::NoEnd),
                _ => None,
            };
        }
    }
}

/// The last lines that are not empty, from the end.
fn last_lines(log: &JobLog) -> Vec<usize> {
    (0..log.len()).rev().take(10 * WORK).filter(|&at| !log.text(at).trim().is_empty()).take(WORK + 1).collect()
}
