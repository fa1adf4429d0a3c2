//! Excerpts as evidence of a report: redacted, and with a link that lands on the line.

use super::redact::redact;
use super::{Evidence, EvidenceKind};
use crate::log::Excerpt;
use crate::model::{Job, Origin};

/// Evidence from a log, or from what stands beside it. GitHub's links count lines from 1 within the step, and name the step by the API's number.
pub(super) fn evidence(excerpt: &Excerpt, job: &Job) -> Evidence {
    let clean = |line: &String| redact(line).into_owned();
    let in_log = excerpt.origin == Origin::Log;
    let anchor = excerpt.step_number.map(|step| format!("#step:{step}:{}", excerpt.line.unwrap_or(1))).unwrap_or_default();
    Evidence {
        kind: match excerpt.origin {
            Origin::Log => EvidenceKind::Log,
            Origin::Annotation => EvidenceKind::Annotation,
            Origin::Metadata => EvidenceKind::Metadata,
        },
        job: job.shown().into_owned(),
        step: excerpt.step.clone(),
        step_number: excerpt.step_number,
        line: excerpt.line,
        log: in_log.then(|| excerpt.log.clone()),
        log_line: in_log.then_some(excerpt.log_line),
        text: clean(&excerpt.text),
        url: job.url.as_ref().map(|url| format!("{url}{anchor}")),
        before: excerpt.before.iter().map(clean).collect(),
        after: excerpt.after.iter().map(clean).collect(),
    }
}
