//! A diagnosis becomes a report.

use super::causes::causes;
use super::place::evidence;
use super::redact::redact;
use super::{
    CatalogUsed, CauseGone, CommitCredit, CommitsSeen, CreditPlace, Forecast, ForecastJobs, JobCause, JobGreen, JobReport, MissingPart,
    PullRequestRef, Remedy, Report, Role, RunReport, Symptom,
};
use crate::bundle::World;
use crate::diagnose::{Diagnosis, JobDiagnosis, OtherRun, Reading};
use crate::fix::{self, JobOutlook, Outlook, Tested, Way};
use crate::model::{Actor, Missing, Run, home, repository_page, rfc3339};
use crate::rules::{Catalog, Config};

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The run.
    pub world: &'a World,
    /// Its logs.
    pub reading: &'a Reading,
    /// Its story.
    pub diagnosis: &'a Diagnosis,
    /// Other runs of the workflow, to compare with.
    pub others: &'a [OtherRun],
    /// The rules.
    pub catalog: &'a Catalog,
    /// The repository's configuration.
    pub config: &'a Config,
}

/// Builds the report.
pub fn build(findings: &Findings<'_>) -> Report {
    let world = findings.world;
    let causes = causes(findings);
    let jobs: Vec<JobReport> = (0..world.jobs.len()).map(|at| job(at, &causes, findings)).collect();
    let missing = world.missing.iter().chain(&findings.reading.missing).map(missing).collect();
    let mut report = Report {
        version: 1,
        source: world.source.clone(),
        triage: env!("CARGO_PKG_VERSION").to_owned(),
        catalog: catalog_used(findings.catalog),
        run: run(world),
        expected_next_run: forecasts(findings, &causes),
        causes,
        jobs,
        commits: world
            .commits
            .as_ref()
            .map(|commits| CommitsSeen { count: commits.len(), newest: commits.last().map(|commit| commit.sha.clone()) }),
        missing,
        next: None,
        feedback: findings.config.feedback.clone().or_else(|| home().map(str::to_owned)),
    };
    report.next = super::next(&report);
    report
}

fn catalog_used(catalog: &Catalog) -> Option<CatalogUsed> {
    let edition = catalog.edition()?;
    Some(CatalogUsed {
        name: edition.name.clone(),
        version: edition.version,
        date: edition.date.clone(),
        changed: edition.changed,
        overlaid: catalog.overlaid_rules(),
    })
}

fn run(world: &World) -> RunReport {
    let Some(run) = &world.run else { return RunReport::default() };
    let site = run.url.as_deref().and_then(repository_page);
    RunReport {
        id: Some(run.id),
        number: run.number,
        attempt: run.attempt,
        repo: run.repo.clone(),
        workflow: run.workflow.clone(),
        path: run.path.clone(),
        event: run.event.clone(),
        branch: run.branch.clone(),
        head_sha: run.head_sha.clone(),
        conclusion: run.conclusion.as_ref().map(ToString::to_string),
        url: run.url.clone(),
        created_at: run.created_at.map(rfc3339),
        pull_requests: pulls(run, world)
            .into_iter()
            .map(|number| PullRequestRef { number, url: site.map(|site| format!("{site}/pull/{number}")) })
            .collect(),
    }
}

/// Those that GitHub names; of a merge queue's run, those of its batch.
fn pulls(run: &crate::model::Run, world: &World) -> Vec<u64> {
    if run.pull_requests.is_empty() && run.of_merge_queue() {
        return crate::diagnose::pulls(run, world.change.as_ref());
    }
    run.pull_requests.iter().map(|pull| pull.number).collect()
}

fn job(at: usize, causes: &[super::Cause], findings: &Findings<'_>) -> JobReport {
    let (job, diagnosis) = (&findings.world.jobs[at], &findings.diagnosis.jobs[at]);
    let read = &findings.reading.jobs[at];
    let own = diagnosis.causes.iter().enumerate().map(|(rank, (cause, finding))| JobCause {
        id: causes[*cause].id.clone(),
        role: if rank == 0 { Role::Primary } else { Role::Also },
        evidence: finding.map(|finding| evidence(&read.findings[finding].evidence, job)).into_iter().collect(),
        because: None,
    });
    let followed = diagnosis.consequence.iter().flat_map(|consequence| &consequence.of).map(|cause| JobCause {
        id: causes[*cause].id.clone(),
        role: Role::Consequence,
        evidence: Vec::new(),
        because: diagnosis.consequence.as_ref().map(|consequence| consequence.why.clone()),
    });
    let symptom = |outranked: &crate::diagnose::Outranked| {
        let finding = &read.findings[outranked.finding];
        Symptom {
            rule: finding.rule(findings.catalog).map(crate::rules::Rule::path),
            title: if finding.is_unusual() { "An unusual line".to_owned() } else { redact(&finding.title(findings.catalog)).into_owned() },
            evidence: vec![evidence(&finding.evidence, job)],
        }
    };
    JobReport {
        id: job.id,
        name: job.shown().into_owned(),
        run: job.workflow.as_ref().and(job.run),
        workflow: job.workflow.clone(),
        label: findings.config.labels.get(&job.name).cloned(),
        conclusion: job
            .conclusion
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| (!job.runs()).then(|| if read.failed { "failure" } else { "success" }.to_owned())),
        url: job.url.clone(),
        started_at: job.started_at.map(rfc3339),
        completed_at: job.completed_at.map(rfc3339),
        causes: own.chain(followed).collect(),
        symptoms: diagnosis.symptoms.iter().map(symptom).collect(),
    }
}

/// Nothing to forecast where nothing failed, or where no run can follow.
fn forecasts(findings: &Findings<'_>, causes: &[super::Cause]) -> Vec<Forecast> {
    if causes.is_empty() || findings.world.run.is_none() {
        return Vec::new();
    }
    let outlooks: Vec<Outlook> = causes.iter().map(outlook).collect();
    let all = |diagnosis: &JobDiagnosis| {
        diagnosis
            .causes
            .iter()
            .map(|(cause, _)| *cause)
            .chain(diagnosis.consequence.iter().flat_map(|consequence| consequence.of.iter().copied()))
            .collect()
    };
    let jobs: Vec<JobOutlook> = findings
        .diagnosis
        .jobs
        .iter()
        .zip(&findings.reading.jobs)
        .map(|(diagnosis, read)| JobOutlook { failed: read.failed, causes: all(diagnosis) })
        .collect();
    let names = |jobs: &[usize]| -> Vec<String> {
        jobs.iter()
            .map(|&job| &findings.world.jobs[job])
            .filter(|job| job.conclusion.as_ref().is_none_or(|conclusion| conclusion.as_str() != "skipped"))
            .map(|job| job.shown().into_owned())
            .collect()
    };
    let tested_base = findings.reading.jobs.iter().find_map(|job| job.facts.tested.as_ref()?.onto().map(str::to_owned));
    let forecast = |remedy, commit, expected: &fix::Forecast| Forecast {
        remedy,
        commit,
        tested_base: tested_base.clone().filter(|_| remedy != Remedy::ReRun),
        causes_gone: expected
            .gone
            .iter()
            .map(|(cause, probability)| CauseGone { id: causes[*cause].id.clone(), probability: *probability })
            .collect(),
        jobs: ForecastJobs {
            pass: names(&expected.pass),
            fail: names(&expected.fail),
            unknown: Vec::new(),
            green: expected
                .green
                .iter()
                .map(|(job, probability)| JobGreen { name: findings.world.jobs[*job].shown().into_owned(), probability: *probability })
                .collect(),
        },
    };
    let told = fix::forecast(&outlooks, &jobs, tested(findings.world.run.as_ref()));
    told.iter()
        .map(|(way, expected)| match way {
            Way::ReRun => forecast(Remedy::ReRun, None, expected),
            Way::Push => forecast(Remedy::Push, newest_credited(findings, causes), expected),
            Way::Rebase => forecast(Remedy::Rebase, newest_of_base(findings, causes), expected),
            Way::ReQueue => forecast(Remedy::ReQueue, newest_of_base(findings, causes), expected),
        })
        .collect()
}

fn outlook(cause: &super::Cause) -> Outlook {
    Outlook {
        cleared: cause.fix.probability,
        transient: matches!(cause.actor, Actor::Nobody) || cause.fix.status == super::FixStatus::Flaky,
        base: cause.fix.base_fixed_by.as_ref().map(|_| fix::SEEN_ON_BASE).or_else(|| on_base(cause).map(|commit| commit.credit)),
        proven: cause.fix.state == super::FixState::Gone,
    }
}

fn tested(run: Option<&Run>) -> Tested {
    match run.and_then(|run| run.event.as_deref()) {
        Some("pull_request") => Tested::Merge,
        Some("merge_group") => Tested::Queue,
        _ => Tested::Branch,
    }
}

/// The likeliest commit of the base that claims a cause.
fn on_base(cause: &super::Cause) -> Option<&CommitCredit> {
    cause.fix.commits.iter().find(|commit| matches!(commit.place, Some(CreditPlace::Base | CreditPlace::MergedPull)))
}

/// The commit of the base that a rebase must have below it: that of the newest run that lost one of the causes, else the newest that claims one.
fn newest_of_base(findings: &Findings<'_>, causes: &[super::Cause]) -> Option<String> {
    let heads: Vec<&String> = causes.iter().filter_map(|cause| cause.fix.base_fixed_by.as_ref()).collect();
    let runs = findings.others.iter().map(|other| &other.run).filter(|run| run.head_sha.as_ref().is_some_and(|head| heads.contains(&head)));
    let seen = runs.max_by_key(|run| (run.created_at, run.id)).and_then(|run| run.head_sha.clone());
    let claimed = || causes.iter().filter_map(on_base).max_by_key(|commit| commit.authored_at.clone()).map(|commit| commit.sha.clone());
    seen.or_else(claimed)
}

/// The newest of the commits that are each cause's best: a push must hold it to hold them all.
fn newest_credited(findings: &Findings<'_>, causes: &[super::Cause]) -> Option<String> {
    let best: Vec<&str> = causes
        .iter()
        .filter_map(|cause| cause.fix.commits.iter().find(|commit| commit.place.is_none()))
        .map(|commit| commit.sha.as_str())
        .collect();
    findings.world.commits.as_ref()?.iter().rev().map(|commit| &commit.sha).find(|sha| best.contains(&sha.as_str())).cloned()
}

fn missing(missing: &Missing) -> MissingPart {
    MissingPart { what: missing.what.clone(), why: missing.why.clone(), hint: missing.hint.clone() }
}
