//! What one job's log tells, kept after the log itself is let go.

use super::doubts::{doubt, outlived};
use super::facts::JobFacts;
use super::survived::{Survived, fell_back, survived};
use crate::extract;
use crate::extract::unusual::{self, Sifted, Usual, Weighed};
use crate::log::{JobLog, StepLog};
use crate::matching::{Depth, Finding, Found, Matcher, Source};
use crate::model::{Confidence, Job};
use crate::rules::{Catalog, Kind, both};

/// A job's findings.
#[derive(Debug, Default)]
pub struct JobFindings {
    /// Whether the job failed: GitHub's word; without it, an `##[error]`, or a cause that is certain.
    pub failed: bool,
    /// By line.
    pub findings: Vec<Finding>,
    /// By finding: what shows that it did not end its step; empty for findings that no log gave.
    pub(super) survived: Vec<Option<Survived>>,
    /// The steps that failed, in order.
    pub steps: Vec<StepFacts>,
    /// What its log says of the job itself.
    pub facts: JobFacts,
}

/// What a failed step said of itself.
#[derive(Clone, Debug, Default)]
pub struct StepFacts {
    /// Its place among the log's steps.
    pub index: usize,
    /// Its name.
    pub name: Option<String>,
    /// Its script, as it ran.
    pub script: Vec<String>,
    /// Its environment, as it was printed.
    pub env: Vec<(String, String)>,
    /// The code it ended with.
    pub exit_code: Option<i64>,
}

/// Reads a job's log. The log of a job that passed says nothing about failures.
pub fn read_job(job: &Job, log: &JobLog, matcher: &Matcher<'_>, catalog: &Catalog) -> JobFindings {
    read_job_beside(job, log, &Usual::default(), matcher, catalog, false)
}

/// The same, where it is known what the job prints on good days. A job that is read alone is read on two cores.
pub(super) fn read_job_beside(
    job: &Job,
    log: &JobLog,
    usual: &Usual,
    matcher: &Matcher<'_>,
    catalog: &Catalog,
    alone: bool,
) -> JobFindings {
    if job.conclusion.as_ref().is_some_and(|conclusion| !conclusion.failed()) {
        return JobFindings::default();
    }
    let stated = job.conclusion.is_some();
    let broke = log.steps.iter().any(StepLog::failed);
    // A whole log without an error is that of a job that passed, whatever its lines look like, unless an action came last, which may fail without a word.
    let quiet = if stated || broke || is_excerpt(log) { None } else { Some(last_actions(log)) };
    if quiet.as_ref().is_some_and(Vec::is_empty) {
        return JobFindings::default();
    }
    let outlived = if stated { None } else { outlived(log) };
    if let Some(last) = outlived {
        let survived = log.survived();
        let findings = find(&survived, matcher);
        let mut actions = last_actions(&survived).into_iter().filter(|&action| action > last);
        if let Some(ended) = actions.find_map(|step| ended_quietly(job, &survived, step, &findings, catalog)) {
            return ended;
        }
    }
    let sure = stated || broke;
    let known = || (find(log, matcher), sure.then(|| JobFacts::read(job, log)));
    let ((mut findings, facts), sifted) = both(alone, known, || sure.then(|| Sifted::of(log, usual)));
    if let Some(actions) = quiet {
        let ended = |step: &usize| ended_quietly(job, log, *step, &findings, catalog);
        return actions.iter().find_map(ended).unwrap_or_default();
    }
    let certain = findings.iter().any(|finding| {
        finding.kind(catalog) == Kind::Cause && finding.confidence(catalog) == Confidence::High && !finding.experimental(catalog)
    });
    let failed = stated || broke || certain || findings.iter().any(reads_a_failure) || unusual::is_fatal(log);
    if !failed {
        return JobFindings::default();
    }
    if !stated {
        doubt(log, outlived.is_some(), &mut findings);
    }
    let mut weighed = unusual::weigh(log, sifted.unwrap_or_else(|| Sifted::of(log, usual)), certain);
    findings.append(&mut weighed.findings);
    let steps: Vec<StepFacts> = log.steps.iter().enumerate().filter(|(_, step)| step.failed()).map(step_facts).collect();
    let mut survived = survived(log, &findings, &steps, &weighed, catalog);
    if let Some(behind) = fell_back(&findings, &survived) {
        // What is left to explain stands below.
        findings.retain(|finding| !finding.is_unusual());
        survived.truncate(findings.len());
        let mut rest = unusual::weigh_from(log, usual, behind).findings;
        survived.extend(rest.iter().map(|_| None));
        findings.append(&mut rest);
    }
    JobFindings { failed, findings, survived, steps, facts: facts.unwrap_or_else(|| JobFacts::read(job, log)) }
}

/// What rules and extractors find, by line.
fn find(log: &JobLog, matcher: &Matcher<'_>) -> Vec<Finding> {
    let Found { mut findings, marked } = matcher.find(log);
    findings.extend(extract::read(log, &marked));
    findings.sort_by_key(|finding| finding.line);
    findings
}

fn step_facts((index, step): (usize, &StepLog)) -> StepFacts {
    StepFacts {
        index,
        name: step.name.clone(),
        script: step.run.script.clone(),
        env: step.run.env.clone(),
        exit_code: step.exit.map(|(_, code)| code),
    }
}

/// The steps in which a job may have ended without an `##[error]`, the likeliest first: actions behind which only steps ran that always do.
fn last_actions(log: &JobLog) -> Vec<usize> {
    let Some(end) = log.steps.iter().position(StepLog::is_behind) else { return Vec::new() };
    let always = log.steps[..end].iter().rev().take_while(|step| step.runs_always()).count();
    (end.saturating_sub(always + 1)..end).rev().filter(|&step| log.steps[step].is_action()).collect()
}

/// What such an action says, if it says that it failed: an error as its last word, or what a tool's reader is sure of.
fn ended_quietly(job: &Job, log: &JobLog, last: usize, findings: &[Finding], catalog: &Catalog) -> Option<JobFindings> {
    let step = &log.steps[last];
    let mut findings: Vec<Finding> = findings.iter().filter(|finding| finding.step == Some(last)).cloned().collect();
    let sure = findings.iter().any(|finding| reads_a_failure(finding) && finding.confidence(catalog) == Confidence::High);
    let mut weighed = match unusual::weigh_quiet(log, step) {
        Some(weighed) => weighed,
        None if sure => Weighed::default(),
        None => return None,
    };
    for finding in findings.iter_mut().filter(|_| !sure) {
        if let Source::Extractor(reading) = &mut finding.source {
            reading.confidence = reading.confidence.lowered();
        }
    }
    findings.append(&mut weighed.findings);
    let steps = vec![step_facts((last, step))];
    let survived = survived(log, &findings, &steps, &weighed, catalog);
    Some(JobFindings { failed: true, findings, survived, steps, facts: JobFacts::read(job, log) })
}

/// Whether a log handed over alone shows no end of its job: then its lines must tell whether it failed.
fn is_excerpt(log: &JobLog) -> bool {
    !log.steps.iter().any(StepLog::is_behind)
}

/// Whether an extractor read more than that something failed.
fn reads_a_failure(finding: &Finding) -> bool {
    matches!(&finding.source, Source::Extractor(reading) if reading.depth > Depth::That)
}

impl JobFindings {
    /// What shows that a finding did not end its step.
    pub(super) fn survived(&self, finding: usize) -> Option<Survived> {
        self.survived.get(finding).copied().flatten()
    }

    /// What would be left if nobody had written a rule or an extractor.
    #[must_use]
    pub fn without(&self, source: &Source) -> Self {
        let same = |finding: &Finding| match (&finding.source, source) {
            (Source::Rule(one), Source::Rule(other)) => one == other,
            (Source::Extractor(one), Source::Extractor(other)) => one.extractor == other.extractor,
            _ => false,
        };
        let kept = |at: &usize| !same(&self.findings[*at]);
        let kept: Vec<usize> = (0..self.findings.len()).filter(kept).collect();
        Self {
            failed: self.failed,
            findings: kept.iter().map(|&at| self.findings[at].clone()).collect(),
            survived: kept.iter().map(|&at| self.survived(at)).collect(),
            steps: self.steps.clone(),
            facts: self.facts.clone(),
        }
    }

    /// The facts of the step a finding stands in; for one outside of steps, of the first that failed.
    pub fn step_of(&self, finding: &Finding) -> Option<&StepFacts> {
        self.steps.iter().find(|step| Some(step.index) == finding.step).or_else(|| self.steps.first())
    }
}
