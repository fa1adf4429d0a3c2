//! Whether a comment adds something to what GitHub shows anyway.

use crate::report::{Cause, EvidenceKind, FixStatus, Report, Verdict};

/// A comment is worth its noise where a cause is not the reader's own, where a fix is likely there, where several jobs have one cause, or
/// where the cause is another line than those that GitHub shows by itself: annotations, which `##[error]` lines are.
pub fn adds(report: &Report) -> bool {
    report.causes.iter().any(|cause| not_yours(cause) || fixed(cause) || shared(cause, report) || found(cause))
}

fn not_yours(cause: &Cause) -> bool {
    matches!(cause.ownership.verdict, Verdict::Base | Verdict::Flaky | Verdict::Infrastructure)
}

fn fixed(cause: &Cause) -> bool {
    !cause.fix.commits.is_empty() && matches!(cause.fix.status, FixStatus::Verified | FixStatus::Fixed | FixStatus::ShouldBeFixed)
}

fn shared(cause: &Cause, report: &Report) -> bool {
    let own = |name: &&String| {
        let job = report.jobs.iter().find(|job| job.name == **name);
        job.is_some_and(|job| job.causes.iter().any(|part| part.id == cause.id && part.role != crate::report::Role::Consequence))
    };
    cause.jobs.iter().filter(own).count() > 1
}

/// Explained, by a line that is no annotation.
fn found(cause: &Cause) -> bool {
    let shown = cause.evidence.first().is_none_or(|line| line.kind == EvidenceKind::Annotation || line.text.starts_with("##[error]"));
    cause.is_explained() && !shown
}
