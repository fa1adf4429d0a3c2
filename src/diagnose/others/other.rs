//! What another run's jobs came to.

use super::Trace;
use crate::bundle::World;
use crate::diagnose::facts::setup;
use crate::diagnose::reading::{no_log, read_beside};
use crate::diagnose::{Case, JobDiagnosis, Needs, Reading, Setup, add_judged, add_matched, diagnose};
use crate::log::LogError;
use crate::matching::Matcher;
use crate::model::{Change, Conclusion, Job, Run};
use crate::rules::Catalog;

/// Another run, diagnosed.
#[derive(Clone, Debug)]
pub struct OtherRun {
    /// The run.
    pub run: Run,
    /// Its jobs, in GitHub's order.
    pub jobs: Vec<OtherJob>,
    /// What its head has and its base has not; none: could not look.
    pub change: Option<Change>,
}

/// A job of another run.
#[derive(Clone, Debug)]
pub struct OtherJob {
    /// The job, as GitHub told.
    pub job: Job,
    /// The fingerprints of its causes, the primary one first; empty if it passed, or if its log was not there.
    pub fingerprints: Vec<String>,
    /// The same causes in detail, but for those without a line.
    pub traces: Vec<Trace>,
    /// Whether it failed and its log was read: then no fingerprint means no such cause.
    pub read: bool,
    /// What it was set up with, where its log was had.
    pub setup: Setup,
}

impl OtherJob {
    /// Whether it passed.
    pub fn passed(&self) -> bool {
        self.job.conclusion == Some(Conclusion::Success)
    }

    /// Whether it failed by itself, by GitHub's word.
    pub fn failed(&self) -> bool {
        self.job.conclusion.as_ref().is_some_and(Conclusion::failed)
    }
}

impl OtherRun {
    /// Its job of a name.
    pub fn job(&self, name: &str) -> Option<&OtherJob> {
        self.jobs.iter().find(|other| other.job.name == name)
    }
}

/// Diagnoses the other runs of a world, without repository evidence: only what fingerprints need.
pub fn others(world: &World, matcher: &Matcher<'_>, catalog: &Catalog) -> Result<Vec<OtherRun>, LogError> {
    world.others.iter().filter_map(|other| other.run.as_ref().map(|run| of(run, other, world, matcher, catalog))).collect()
}

fn of(run: &Run, world: &World, compared: &World, matcher: &Matcher<'_>, catalog: &Catalog) -> Result<OtherRun, LogError> {
    // Alike, so that the same failure has the same fingerprint.
    let mut reading = read_beside(world, &compared.others, matcher, catalog)?;
    add_matched(world, &compared.files, &mut reading);
    let workflow = run.workflow_file().and_then(|path| compared.files.get(path));
    let needs = workflow.map(|text| Needs::parse(text)).unwrap_or_default();
    add_judged(world, &needs, matcher, catalog, &mut reading);
    let case = Case {
        run: Some(run),
        jobs: &world.jobs,
        findings: &reading.jobs,
        controls: &reading.controls,
        files: &world.files,
        needs: &needs,
        others: &[],
        change: None,
        tree: None,
        setups: &[],
        catalog,
    };
    let diagnosis = diagnose(&case);
    let job = |(at, own): (usize, &JobDiagnosis)| OtherJob {
        job: world.jobs[at].clone(),
        fingerprints: own.causes.iter().map(|(cause, _)| diagnosis.causes[*cause].fingerprint.clone()).collect(),
        traces: diagnosis.traces(at, &case),
        setup: set_up(world, &reading, at),
        read: reading.jobs[at].failed && !reading.missing.iter().any(|missing| missing.what == no_log(&world.jobs[at])),
    };
    Ok(OtherRun { run: run.clone(), change: world.change.clone(), jobs: diagnosis.jobs.iter().enumerate().map(job).collect() })
}

/// Of a job that failed, what was read; of one that passed, its log where it was had, which is seldom.
fn set_up(world: &World, reading: &Reading, at: usize) -> Setup {
    let failed = &reading.jobs[at].facts.setup;
    if !failed.is_empty() {
        return failed.clone();
    }
    world.log(at).ok().flatten().map(|log| setup(&log)).unwrap_or_default()
}
