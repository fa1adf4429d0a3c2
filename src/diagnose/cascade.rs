//! Jobs that failed because others did: they report, they do not break.

use super::gate::Gate;
use super::job::JobFindings;
use super::run::Case;
use super::workflow::Needs;
use crate::matching::Finding;
use crate::model::{Conclusion, Job};

/// Rules of what a job did not find that another job should have made.
const LACKS: [&str; 2] = ["artifact-not-found", "image-not-found"];

/// The jobs, as indexes, that a job's failure follows from, and why we say so; none if it may have failed by itself.
pub(super) fn upstream(at: usize, jobs: &[Job], findings: &[JobFindings], needs: &Needs) -> Option<(Vec<usize>, String)> {
    let job = &jobs[at];
    let gate = findings[at].facts.gate?;
    let failed = |other: &usize| *other != at && findings[*other].failed && jobs[*other].run == job.run;
    let needed: Vec<usize> = (0..jobs.len()).filter(failed).filter(|&other| needs.waits_for(&job.name, &jobs[other].name)).collect();
    let judges = needs.judges(&job.name);
    if !needed.is_empty() && (gate == Gate::Reads || judges != Some(false)) {
        let how = match gate {
            Gate::Reads => "its script tests their result",
            Gate::Exits => "does nothing but fail if they did",
        };
        return Some((needed, format!("it `needs` them, and {how}")));
    }
    // What it waits for is known, and none of that failed. Where its steps are written in another file, so is what they wait for.
    if gate == Gate::Exits && judges.is_some() && !job.name.contains(" / ") {
        return None;
    }
    let earlier: Vec<usize> = (0..jobs.len())
        .filter(failed)
        .filter(|&other| match (jobs[other].completed_at, job.started_at) {
            (Some(end), Some(start)) => end <= start,
            _ => false,
        })
        .collect();
    let how = match gate {
        Gate::Reads => "its script tests the result of earlier jobs, and it",
        Gate::Exits => "it does nothing but fail, and",
    };
    (!earlier.is_empty()).then(|| (earlier, format!("{how} began after they had failed")))
}

/// The jobs, as indexes, without whose artifact or image a job could not go on, and why we say so; none if nothing shows that they failed to make it.
pub(super) fn lacking(at: usize, finding: &Finding, case: &Case<'_>, needs: &Needs) -> Option<(Vec<usize>, String)> {
    let rule = finding.rule(case.catalog).filter(|rule| LACKS.contains(&rule.id.as_str()))?;
    let (jobs, job) = (case.jobs, &case.jobs[at]);
    let failed = |other: &usize| *other != at && case.findings[*other].failed && jobs[*other].run == job.run;
    if needs.knows(&job.name) {
        let needed: Vec<usize> = (0..jobs.len()).filter(failed).filter(|&other| needs.waits_for(&job.name, &jobs[other].name)).collect();
        return (!needed.is_empty()).then(|| (needed, "it `needs` them, and did not find what they should have made".to_owned()));
    }
    if rule.id != "artifact-not-found" {
        return None;
    }
    let before: Vec<usize> = (0..jobs.len())
        .filter(failed)
        .filter(|&other| matches!((jobs[other].completed_at, job.started_at), (Some(end), Some(start)) if end <= start))
        .collect();
    // Which of several failed to make it, their steps tell.
    let uploads = |other: &&usize| jobs[**other].steps.iter().any(|step| step.name.to_ascii_lowercase().contains("upload"));
    let makers: Vec<usize> = before.iter().filter(uploads).copied().collect();
    let makers = if makers.is_empty() && before.len() == 1 { before } else { makers };
    (!makers.is_empty()).then(|| (makers, "it began after they had failed, and did not find what they should have made".to_owned()))
}

/// The jobs of its matrix, as indexes, for whose failure a job was cancelled, and why we say so. A run that somebody cancelled shows nothing.
pub(super) fn stopped(at: usize, case: &Case<'_>) -> Option<(Vec<usize>, String)> {
    let job = &case.jobs[at];
    let by_itself = case.run.and_then(|run| run.conclusion.as_ref()) == Some(&Conclusion::Cancelled);
    if job.conclusion != Some(Conclusion::Cancelled) || by_itself {
        return None;
    }
    // Another cause of its own stands: what stopped it is no news then.
    let own = |finding: &Finding| {
        finding.rule(case.catalog).is_some_and(|rule| !["fail-fast-canceled", "operation-canceled"].contains(&rule.id.as_str()))
    };
    if case.findings[at].findings.iter().any(own) {
        return None;
    }
    let family = matrix(&job.name)?;
    let culprit = |&other: &usize| {
        let ended = match (case.jobs[other].completed_at, job.completed_at) {
            (Some(failed), Some(stopped)) => (-5..=600).contains(&(stopped - failed).num_seconds()),
            _ => false,
        };
        other != at
            && case.findings[other].failed
            && ended
            && case.jobs[other].run == job.run
            && matrix(&case.jobs[other].name) == Some(family)
            && case.jobs[other].conclusion.as_ref().is_some_and(Conclusion::failed)
    };
    let culprits: Vec<usize> = (0..case.jobs.len()).filter(culprit).collect();
    (!culprits.is_empty()).then(|| (culprits, "a job of the same matrix failed, and `fail-fast` ended the others".to_owned()))
}

/// The name before the values of a matrix.
fn matrix(name: &str) -> Option<&str> {
    name.strip_suffix(')')?.split_once(" (").map(|(family, _)| family)
}
