//! One story per run: what broke each job, shared where it is the same, and what only follows.

use std::collections::{BTreeMap, BTreeSet};

use super::cascade;
use super::changed::{self, SinceGreen};
use super::controls::Controls;
use super::fingerprint::fingerprint;
use super::gate;
use super::guard::Guard;
use super::job::JobFindings;
use super::others::{OtherRun, Trace};
use super::ownership::{self, Ownership};
use super::printed::{self, Printed};
use super::rank::{self, Outranked, Ranked, rank};
use super::reasons;
use super::separation::{self, Separation};
use super::setup::Setup;
use super::variant::{self, Scene};
use super::workflow::Needs;
use crate::matching::{Finding, Source};
use crate::model::{Change, Confidence, Job, Run, code};
use crate::rules::Catalog;

/// What a diagnosis rests on.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The run, where there is one.
    pub run: Option<&'a Run>,
    /// All its jobs.
    pub jobs: &'a [Job],
    /// What each job's log told, in the same order.
    pub findings: &'a [JobFindings],
    /// What green jobs print too.
    pub controls: &'a Controls,
    /// Sources at the run's head, by path.
    pub files: &'a BTreeMap<String, String>,
    /// Which job waits for which.
    pub needs: &'a Needs,
    /// Other runs of the workflow, to compare with.
    pub others: &'a [OtherRun],
    /// What the head has and the base has not; none: could not look.
    pub change: Option<&'a Change>,
    /// The repository's paths at the head; none: could not look.
    pub tree: Option<&'a [String]>,
    /// What each job was set up with, in the same order; empty where nobody read it.
    pub setups: &'a [Setup],
    /// The rules.
    pub catalog: &'a Catalog,
}

/// A cause of the run's failure.
#[derive(Clone, Debug)]
pub struct RunCause {
    /// Its finding in the first job it broke: job and finding, as indexes; none for a job of which nothing can be said.
    pub lead: Option<(usize, usize)>,
    /// Where a rule names what an extractor read in that job: the reading, as an index.
    pub read: Option<usize>,
    /// Equal for the same cause elsewhere.
    pub fingerprint: String,
    /// The rule's variant that holds, as an index.
    pub variant: Option<usize>,
    /// The guard in the source, where one was found.
    pub guard: Option<Guard>,
    /// How sure, with what speaks against it taken off.
    pub confidence: Confidence,
    /// Why we believe it. Markdown.
    pub because: Vec<String>,
    /// Whose it is.
    pub ownership: Ownership,
    /// The lines of the repository that print its message.
    pub printed: Vec<Printed>,
    /// What separates its jobs from those that passed.
    pub separation: Option<Separation>,
    /// What changed since its job last passed, beside the code.
    pub since_green: Option<SinceGreen>,
    /// The jobs that it broke, as indexes, and the finding in each.
    pub jobs: Vec<(usize, Option<usize>)>,
}

/// What is said of a job.
#[derive(Debug, Default)]
pub struct JobDiagnosis {
    /// Its causes, as indexes, with the finding of each; the primary one first.
    pub causes: Vec<(usize, Option<usize>)>,
    /// Set if it only follows from others.
    pub consequence: Option<Consequence>,
    /// What its causes explain.
    pub symptoms: Vec<Outranked>,
    /// For a finding of a rule that names what an extractor read: that reading.
    pub reads: BTreeMap<usize, usize>,
}

/// That a job failed because others did.
#[derive(Debug)]
pub struct Consequence {
    /// The causes that broke the others, as indexes.
    pub of: Vec<usize>,
    /// Why we say so. Markdown.
    pub why: String,
}

/// The story of a run.
#[derive(Debug, Default)]
pub struct Diagnosis {
    /// Its causes; those of most jobs first, then the surest.
    pub causes: Vec<RunCause>,
    /// Its jobs, in the order they were given.
    pub jobs: Vec<JobDiagnosis>,
}

/// Finds the causes of a run.
pub fn diagnose(case: &Case<'_>) -> Diagnosis {
    let mut causes: Vec<RunCause> = Vec::new();
    let mut jobs: Vec<JobDiagnosis> = Vec::new();
    let mut upstream = BTreeMap::new();
    let mut waiting = BTreeMap::new();
    for (at, findings) in case.findings.iter().enumerate() {
        let mut diagnosis = JobDiagnosis::default();
        let mut ranked = if findings.failed { rank(findings, case.catalog, case.controls) } else { Ranked::default() };
        diagnosis.symptoms = std::mem::take(&mut ranked.symptoms);
        jobs.push(diagnosis);
        match follows(at, &ranked, case) {
            Some(others) => {
                upstream.insert(at, others);
                waiting.insert(at, ranked);
            }
            None if findings.failed => own_causes(at, ranked, case, &mut causes, &mut jobs),
            None => {}
        }
    }
    // Of what follows from nothing that has a cause, the log is all there is.
    for at in upstream.keys().copied().collect::<Vec<_>>() {
        if case.findings[at].failed && first_causes(at, &upstream, &jobs).is_empty() {
            upstream.remove(&at);
            own_causes(at, waiting.remove(&at).unwrap_or_default(), case, &mut causes, &mut jobs);
        }
    }
    for (at, (_, why)) in &upstream {
        let of: Vec<usize> = first_causes(*at, &upstream, &jobs).into_iter().collect();
        if !of.is_empty() {
            jobs[*at].consequence = Some(Consequence { of, why: why.clone() });
        }
    }
    let mut diagnosis = sorted(causes, jobs);
    for cause in &mut diagnosis.causes {
        cause.printed = cause.lead.map(|lead| printed(lead, case)).unwrap_or_default();
        cause.because.extend(cause.lead.and_then(|(job, _)| called(job, case)));
        cause.separation = separation::separation(cause, case);
        cause.since_green = changed::since_green(cause, case);
    }
    ownership::judge(case, &mut diagnosis);
    diagnosis
}

/// The jobs that a job's failure follows from, and why we say so.
fn follows(at: usize, ranked: &Ranked, case: &Case<'_>) -> Option<(Vec<usize>, String)> {
    let findings = &case.findings[at];
    let own = case.run.is_none_or(|run| case.jobs[at].run.is_none_or(|own| own == run.id));
    let none = Needs::default();
    let needs = if own { case.needs } else { &none };
    let judged = || cascade::upstream(at, case.jobs, case.findings, needs);
    let failed = |other: usize| case.findings[other].failed;
    let lacking = || cascade::lacking(at, &findings.findings[ranked.primary?], case.catalog, case.jobs, needs, &failed, "failed");
    if findings.failed {
        let explained = explains_itself(findings, ranked.primary, case.catalog).is_some();
        if let Some(others) = (!explained).then(judged).flatten().or_else(lacking) {
            return Some(others);
        }
    }
    cascade::stopped(at, case)
}

/// The causes of the jobs that a job follows from, and of those that they follow from in turn.
fn first_causes(at: usize, upstream: &BTreeMap<usize, (Vec<usize>, String)>, jobs: &[JobDiagnosis]) -> BTreeSet<usize> {
    let (mut of, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![at]);
    while let Some(next) = open.pop() {
        if seen.insert(next) {
            of.extend(jobs[next].causes.iter().map(|(cause, _)| *cause));
            open.extend(upstream.get(&next).into_iter().flat_map(|(others, _)| others));
        }
    }
    of
}

/// Gives a job the causes that its own findings are.
fn own_causes(at: usize, ranked: Ranked, case: &Case<'_>, causes: &mut Vec<RunCause>, jobs: &mut [JobDiagnosis]) {
    if ranked.primary.is_none() {
        let cause = unexplained(causes, at, case);
        jobs[at].causes.push((cause, None));
        return;
    }
    for finding in ranked.primary.into_iter().chain(ranked.also) {
        let read = ranked.details.get(&finding).copied();
        let cause = share(causes, (at, finding), read, case);
        jobs[at].causes.push((cause, Some(finding)));
    }
    jobs[at].reads = ranked.details;
}

/// Where the steps of a called workflow's job are written, where the run calls one alone.
fn called(job: usize, case: &Case<'_>) -> Option<String> {
    let (caller, _) = case.jobs[job].name.split_once(" / ")?;
    let [called] = case.run?.called.as_slice() else { return None };
    let sha = called.sha.get(..9).unwrap_or(&called.sha);
    Some(format!("{} calls {} at {}: its steps are written there", code(caller), code(&called.path), code(sha)))
}

/// Who prints the line of a cause.
fn printed((job, finding): (usize, usize), case: &Case<'_>) -> Vec<Printed> {
    let finding = &case.findings[job].findings[finding];
    if !printed::worth_asking(finding, case.catalog) {
        return Vec::new();
    }
    printed::find(&finding.evidence.text, case.files)
}

impl Diagnosis {
    /// The occurrence of a cause in a job.
    pub(super) fn trace(&self, job: usize, finding: usize, fingerprint: &str, case: &Case<'_>) -> Trace {
        let findings = &case.findings[job].findings;
        let read = self.jobs[job].reads.get(&finding).copied().unwrap_or(finding);
        let details = match &findings[read].source {
            Source::Extractor(reading) => Some(&reading.details),
            Source::Rule(_) => None,
        };
        Trace::new(fingerprint, &findings[finding], details, case.catalog)
    }

    /// The occurrences of all causes in a job.
    pub(super) fn traces(&self, job: usize, case: &Case<'_>) -> Vec<Trace> {
        let own = self.jobs[job].causes.iter();
        own.filter_map(|(cause, finding)| Some(self.trace(job, (*finding)?, &self.causes[*cause].fingerprint, case))).collect()
    }
}

/// What a job's own log says, if that is more than wrappers, a guess, and what a job that judges others prints of them.
pub(super) fn explains_itself<'a>(findings: &'a JobFindings, primary: Option<usize>, catalog: &Catalog) -> Option<&'a Finding> {
    let finding = &findings.findings[primary?];
    let step = findings.steps.iter().find(|step| Some(step.index) == finding.step);
    let said = step.is_some_and(|step| gate::says_itself(finding, step));
    (finding.confidence(catalog) > Confidence::Low && !said).then_some(finding)
}

/// The cause that a finding stands for: a known one with its fingerprint, or a new one.
fn share(causes: &mut Vec<RunCause>, (job, index): (usize, usize), read: Option<usize>, case: &Case<'_>) -> usize {
    let finding = &case.findings[job].findings[index];
    let fingerprint = fingerprint(finding, case.catalog);
    if let Some(known) = causes.iter().position(|cause| cause.fingerprint == fingerprint) {
        if !causes[known].jobs.iter().any(|(other, _)| *other == job) {
            causes[known].jobs.push((job, Some(index)));
        }
        return known;
    }
    let step = case.findings[job].step_of(finding);
    let scene = Scene { case, job, step };
    let (variant, guard) = finding.rule(case.catalog).map_or((None, None), |rule| variant::choose(rule, finding, &scene));
    let confidence = rank::confidence(finding, case.catalog, case.controls);
    let because = reasons::because(finding, step, guard.as_ref(), confidence, case);
    causes.push(RunCause {
        lead: Some((job, index)),
        read,
        fingerprint,
        variant,
        guard,
        confidence,
        because,
        ownership: Ownership::default(),
        printed: Vec::new(),
        separation: None,
        since_green: None,
        jobs: vec![(job, Some(index))],
    });
    causes.len() - 1
}

/// A cause for a job of which nothing can be said: it has no log, or one without a line to point at.
fn unexplained(causes: &mut Vec<RunCause>, job: usize, case: &Case<'_>) -> usize {
    let fingerprint = super::fingerprint::of_text("unexplained", &case.jobs[job].name);
    causes.push(RunCause {
        lead: None,
        read: None,
        fingerprint,
        variant: None,
        guard: None,
        confidence: Confidence::Low,
        because: Vec::new(),
        ownership: Ownership::default(),
        printed: Vec::new(),
        separation: None,
        since_green: None,
        jobs: vec![(job, None)],
    });
    causes.len() - 1
}

/// Puts the causes in the order of the report.
fn sorted(causes: Vec<RunCause>, mut jobs: Vec<JobDiagnosis>) -> Diagnosis {
    let mut order: Vec<usize> = (0..causes.len()).collect();
    order.sort_by_key(|&at| {
        (std::cmp::Reverse(causes[at].jobs.len()), std::cmp::Reverse(causes[at].confidence), causes[at].jobs.first().map(|(job, _)| *job))
    });
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, &old)| (old, new)).collect();
    for job in &mut jobs {
        for (cause, _) in &mut job.causes {
            *cause = place[cause];
        }
        for cause in job.consequence.iter_mut().flat_map(|consequence| &mut consequence.of) {
            *cause = place[cause];
        }
        if let Some(consequence) = &mut job.consequence {
            consequence.of.sort_unstable();
        }
    }
    let mut slots: Vec<Option<RunCause>> = causes.into_iter().map(Some).collect();
    Diagnosis { causes: order.into_iter().filter_map(|at| slots[at].take()).collect(), jobs }
}
