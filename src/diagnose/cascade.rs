//! Jobs that failed because others did: they report, they do not break.

use super::gate::Gate;
use super::job::JobFindings;
use super::run::Case;
use super::workflow::Needs;
use crate::matching::Finding;
use crate::model::{Conclusion, Job};
use crate::rules::Catalog;

/// The jobs, as indexes, that a job's failure follows from, and why we say so; none if it may have failed by itself.
pub(super) fn upstream(at: usize, jobs: &[Job], findings: &[JobFindings], needs: &Needs) -> Option<(Vec<usize>, String)> {
    judged(at, jobs, &findings[at], needs, &|other| findings[other].failed, "failed")
}

/// The jobs, as indexes, that a job judges and that ended in a way, which a word says.
pub(super) fn judged(
    at: usize,
    jobs: &[Job],
    findings: &JobFindings,
    needs: &Needs,
    ended: &dyn Fn(usize) -> bool,
    word: &str,
) -> Option<(Vec<usize>, String)> {
    let job = &jobs[at];
    let by_workflow = needs.tests_results(&job.name).then_some(Gate::Reads);
    let gate = findings.facts.gate.or(by_workflow)?;
    // A job may end badly and be let pass: then the result that others get is a good one.
    let results = &findings.facts.results.by_job;
    let passed = |other: usize| {
        let name = &jobs[other].name;
        let key = needs.key(name).unwrap_or_else(|| matrix(name).unwrap_or(name));
        results.get(key).is_some_and(|result| result == "success")
    };
    let bad = |other: &usize| *other != at && ended(*other) && jobs[*other].run == job.run && !passed(*other);
    let needed: Vec<usize> = (0..jobs.len()).filter(bad).filter(|&other| needs.waits_for(&job.name, &jobs[other].name)).collect();
    let judges = needs.judges(&job.name);
    if !needed.is_empty() && (gate == Gate::Reads || judges != Some(false)) {
        let how = match gate {
            Gate::Reads => "its script tests their result",
            Gate::Exits => "does nothing but fail if they did",
        };
        return Some((needed, format!("it `needs` them, and {how}")));
    }
    // What it waits for is known, and none of that ended so. Where its steps are written in another file, so is what they wait for.
    if (gate == Gate::Exits || by_workflow.is_some()) && judges.is_some() && !job.name.contains(" / ") {
        return None;
    }
    let earlier: Vec<usize> = (0..jobs.len())
        .filter(bad)
        .filter(|&other| match (jobs[other].completed_at, job.started_at) {
            (Some(end), Some(start)) => end <= start,
            _ => false,
        })
        .collect();
    let how = match gate {
        Gate::Reads => "its script tests the result of earlier jobs, and it",
        Gate::Exits => "it does nothing but fail, and",
    };
    (!earlier.is_empty()).then(|| (earlier, format!("{how} began after they had {word}")))
}

/// What a job did not find, and another one should have made.
enum Lack<'f> {
    /// An artifact, by its name where that was printed.
    Artifact(Option<&'f str>),
    /// An image, or a cache.
    Other,
}

fn lack<'f>(finding: &'f Finding, catalog: &Catalog) -> Option<Lack<'f>> {
    match finding.rule(catalog).map(|rule| rule.id.as_str()) {
        Some("artifact-not-found") => Some(Lack::Artifact(finding.captures.get("artifact"))),
        Some("image-not-found" | "cache-miss-refused") => Some(Lack::Other),
        None if finding.evidence.text.contains("manifest unknown") => Some(Lack::Other),
        _ => None,
    }
}

/// Whether a finding is that a job did not find what another one should have made.
pub(super) fn lacks(finding: &Finding, catalog: &Catalog) -> bool {
    lack(finding, catalog).is_some()
}

/// The jobs, as indexes, without whose artifact or image a job could not go on, as they ended so, and why we say so; none if nothing shows that
/// they did not make it.
pub(super) fn lacking(
    at: usize,
    finding: &Finding,
    catalog: &Catalog,
    jobs: &[Job],
    needs: &Needs,
    ended: &dyn Fn(usize) -> bool,
    word: &str,
) -> Option<(Vec<usize>, String)> {
    let lack = lack(finding, catalog)?;
    let job = &jobs[at];
    let ended = |other: &usize| *other != at && ended(*other) && jobs[*other].run == job.run;
    if needs.knows(&job.name) {
        // What it waits for and did not pass, as far as that makes such a thing; and what that waited for in turn.
        let passed = |other: usize| jobs[other].conclusion == Some(Conclusion::Success);
        let makes = |other: usize| match lack {
            Lack::Artifact(Some(name)) => needs.may_upload(&jobs[other].name, name),
            _ => true,
        };
        let waited = |other: &usize| needs.waits_for(&job.name, &jobs[*other].name);
        let makers: Vec<usize> = (0..jobs.len()).filter(waited).filter(|&other| !passed(other) && makes(other)).collect();
        let before = |other: usize| makers.iter().any(|&maker| needs.waits_for(&jobs[maker].name, &jobs[other].name));
        let others: Vec<usize> = (0..jobs.len()).filter(ended).filter(|&other| makers.contains(&other) || before(other)).collect();
        return (!others.is_empty()).then(|| (others, "it `needs` them, and did not find what they should have made".to_owned()));
    }
    let Lack::Artifact(_) = lack else { return None };
    let before: Vec<usize> = (0..jobs.len())
        .filter(ended)
        .filter(|&other| matches!((jobs[other].completed_at, job.started_at), (Some(end), Some(start)) if end <= start))
        .collect();
    // Which of several failed to make it, their steps tell; where those that passed upload, so does what failed, or it is none of them.
    let uploads = |job: &Job| job.steps.iter().any(|step| step.name.to_ascii_lowercase().contains("upload"));
    let makers: Vec<usize> = before.iter().copied().filter(|&other| uploads(&jobs[other])).collect();
    let alone = makers.is_empty() && before.len() == 1 && !jobs.iter().any(uploads);
    let makers = if alone { before } else { makers };
    (!makers.is_empty()).then(|| (makers, format!("it began after they had {word}, and did not find what they should have made")))
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
