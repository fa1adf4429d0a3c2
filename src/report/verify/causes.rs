//! What became of each cause, and of the commits that were to fix it.

use super::between::{Between, began, time};
use super::check::Remembered;
use super::model::{CauseCheck, CommitPart, Held, JobOfCause, Part};
use super::score::Said;
use crate::fix::{self, Attribution, JobSeen, NamedCommit, State, Symptoms};
use crate::model::Commit;
use crate::report::redact;
use crate::report::{Cause, FixState, Forecast, JobReport, Report, Role};

pub(super) fn causes(
    report: &Report,
    next: &Report,
    forecast: Option<&Forecast>,
    between: &Between,
    remembered: &Remembered,
) -> (Vec<CauseCheck>, Vec<Said>) {
    let (mut checks, mut said) = (Vec::new(), Vec::new());
    for cause in &report.causes {
        let likely =
            forecast.and_then(|forecast| forecast.causes_gone.iter().find(|gone| gone.id == cause.id)).map_or(0.0, |gone| gone.probability);
        let states = states(cause, next, remembered);
        let judged = |state: State| match state {
            State::Unknown => Held::Unknown,
            State::Present if likely < LIKELY => Held::Held,
            State::Gone if likely >= LIKELY => Held::Held,
            State::Changed if likely >= LIKELY => Held::Changed,
            State::Present | State::Gone | State::Changed => Held::Wrong,
        };
        let state = fix::in_run(states.iter().map(|(_, state)| *state));
        said.extend(states.iter().filter(|(_, state)| *state != State::Unknown).map(|(_, state)| Said {
            likely,
            otherwise: 0.0,
            came: *state != State::Present,
        }));
        let jobs = states.iter().map(|(job, state)| JobOfCause {
            job: job.to_string(),
            state: word(*state),
            verdict: judged(*state),
            now: if matches!(state, State::Changed | State::Unknown) { now(job, next, remembered) } else { Vec::new() },
        });
        checks.push(CauseCheck {
            id: cause.id.clone(),
            title: cause.title.clone(),
            fingerprint: cause.fingerprint.clone(),
            predicted_gone: likely,
            state: word(state),
            verdict: judged(state),
            jobs: jobs.collect(),
            commits: parts(cause, report, state, between),
            commits_between: between.commits.as_ref().map(Vec::len),
        });
    }
    (checks, said)
}

/// A cause counts as expected to go from here on.
const LIKELY: f64 = 0.5;

/// What the next run shows, for each job that the cause broke.
fn states<'a>(cause: &'a Cause, next: &Report, remembered: &Remembered) -> Vec<(&'a str, State)> {
    let state = |name: &str| {
        let Some(job) = next.jobs.iter().find(|job| job.name == name) else { return State::Unknown };
        // That nothing explains a job is no cause that could be there again.
        if cause.evidence.is_empty() && job.conclusion.as_deref() != Some("success") {
            return State::Unknown;
        }
        fix::in_job(&cause.fingerprint, &seen(cause, name, job, next, remembered))
    };
    cause.jobs.iter().map(|name| (name.as_str(), state(name))).collect()
}

fn seen<'a>(cause: &Cause, name: &str, job: &JobReport, next: &'a Report, remembered: &'a Remembered) -> JobSeen<'a> {
    let own: Vec<&Cause> = job
        .causes
        .iter()
        .filter(|part| part.role != Role::Consequence)
        .filter_map(|part| next.causes.iter().find(|cause| cause.id == part.id))
        .filter(|cause| !cause.evidence.is_empty())
        .collect();
    let step = |of: &Cause| of.evidence.iter().find(|line| line.job == name).and_then(|line| line.step_number);
    let before =
        |now: &&Cause| matches!((step(now), step(cause)), (Some(now), Some(then)) if now < then && same_step_earlier(cause, next, name));
    // Its log is gone, and it was read while it was there.
    let kept = remembered.get(name).filter(|_| own.is_empty()).into_iter().flatten().map(|(fingerprint, _)| fingerprint.as_str());
    JobSeen {
        passed: job.conclusion.as_deref() == Some("success"),
        stopped_before: own.first().is_some_and(before),
        causes: Some(own.iter().map(|cause| cause.fingerprint.as_str()).chain(kept).collect()),
    }
}

/// Numbers of steps can be compared only while the step of then still has its number, or did not come to run.
fn same_step_earlier(cause: &Cause, next: &Report, name: &str) -> bool {
    let step = cause.evidence.iter().find(|line| line.job == name).and_then(|line| line.step.as_deref());
    let elsewhere = next.causes.iter().flat_map(|cause| &cause.evidence).any(|line| line.job == name && line.step.as_deref() == step);
    step.is_some() && !elsewhere
}

/// The titles of what breaks a job of the next run.
fn now(name: &str, next: &Report, remembered: &Remembered) -> Vec<String> {
    let job = next.jobs.iter().find(|job| job.name == name);
    let causes = job.into_iter().flat_map(|job| &job.causes).filter_map(|part| next.causes.iter().find(|cause| cause.id == part.id));
    let read: Vec<&Cause> = causes.collect();
    match remembered.get(name).filter(|_| read.iter().all(|cause| cause.evidence.is_empty())) {
        Some(kept) => kept.iter().map(|(_, title)| title.clone()).collect(),
        None => read.into_iter().map(|cause| cause.title.clone()).collect(),
    }
}

/// The commits that the report credits, and those that came later and speak of the cause, with what the next run says of them.
fn parts(cause: &Cause, report: &Report, state: State, between: &Between) -> Vec<CommitPart> {
    let mut parts: Vec<CommitPart> = Vec::new();
    let mut names: Vec<NamedCommit> = Vec::new();
    for commit in &cause.fix.commits {
        names.push(NamedCommit {
            sha: commit.sha.clone(),
            subject: Some(commit.subject.clone()),
            authored_at: time(commit.authored_at.as_deref()),
            patch_id: commit.patch_id.clone(),
        });
        parts.push(CommitPart {
            sha: commit.sha.clone(),
            subject: commit.subject.clone(),
            url: commit.url.clone(),
            part: Part::Open,
            credit: commit.credit,
            signals: commit.signals.clone(),
            reported: true,
        });
    }
    let commits = between.commits.as_deref().unwrap_or_default();
    for credit in attribution(cause, report, commits).commits {
        let commit = &commits[credit.commit];
        if parts.iter().any(|part| part.subject == commit.subject()) || names.iter().any(|name| name.is(commit)) {
            continue;
        }
        names.push(NamedCommit::from(commit));
        parts.push(CommitPart {
            sha: commit.sha.clone(),
            subject: redact(commit.subject()).into_owned(),
            url: commit.url.clone(),
            part: Part::Open,
            credit: credit.credit,
            signals: credit.signals.iter().map(|signal| signal.as_str().to_owned()).collect(),
            reported: false,
        });
    }
    let held: Vec<usize> = (0..parts.len()).filter(|&at| between.holds(&names[at])).collect();
    match state {
        State::Present => held.iter().for_each(|&at| parts[at].part = Part::DidNotHold),
        State::Gone | State::Changed => {
            let credits: Vec<f64> = held.iter().map(|&at| parts[at].credit).collect();
            for (&at, share) in held.iter().zip(fix::shares(&credits)) {
                parts[at].part = if held.len() == 1 { Part::Credited } else { Part::Shared };
                parts[at].credit = share;
            }
        }
        State::Unknown => {}
    }
    if matches!(state, State::Gone | State::Changed) {
        parts.sort_by(|a, b| (a.part == Part::Open).cmp(&(b.part == Part::Open)).then(b.credit.total_cmp(&a.credit)));
    }
    parts
}

/// The commits that speak of the cause, out of those between the runs.
fn attribution(cause: &Cause, report: &Report, commits: &[Commit]) -> Attribution {
    let jobs: Vec<&JobReport> = cause.jobs.iter().filter_map(|name| report.jobs.iter().find(|job| job.name == *name)).collect();
    let Some(line) = cause.evidence.first() else { return Attribution::none() };
    let symptoms = Symptoms {
        run_id: jobs.iter().find_map(|job| job.run).or(report.run.id),
        began: began(report),
        job_ids: jobs.iter().filter_map(|job| job.id).collect(),
        broken: report.jobs.iter().filter(|job| job.causes.iter().any(|part| part.role == Role::Primary)).count(),
        names: jobs.iter().flat_map(|job| job.label.iter().cloned().chain(fix::inner_name(&job.name))).collect(),
        line: &line.text,
        captures: cause.captures.values().map(String::as_str).collect(),
        trusted: true,
        fingerprint: Some(&cause.fingerprint),
        ..Symptoms::default()
    };
    fix::attribute(&symptoms, Some(commits), &[])
}

pub(in crate::report) fn word(state: State) -> FixState {
    match state {
        State::Present => FixState::Present,
        State::Gone => FixState::Gone,
        State::Changed => FixState::Changed,
        State::Unknown => FixState::Unknown,
    }
}
