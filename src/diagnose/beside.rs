//! What stands beside a job's log: its annotations, and that it never had one.

use std::collections::BTreeMap;

use super::job::{JobFindings, read_job};
use crate::log::{Excerpt, JobLog, read_job_text};
use crate::matching::{Depth, Finding, Matcher, Reading, Source, in_annotation};
use crate::model::{Annotation, Conclusion, Confidence, Details, Job, Origin, code};
use crate::rules::{Captures, Catalog, Kind};

/// What reads a job that no machine ever took.
pub const NEVER_STARTED: &str = "never-started";
/// What reads a run that failed without a job.
pub const STARTUP_FAILURE: &str = "startup-failure";

/// What the annotations of a job say that was stopped, and not by itself: then it has a cause of its own.
pub(super) fn stopped(job: &Job, matcher: &Matcher<'_>, catalog: &Catalog) -> JobFindings {
    let findings = matcher.find_in_annotations(job, 0);
    let caused = findings.iter().any(|finding| finding.kind(catalog) == Kind::Cause);
    if caused { JobFindings { failed: true, findings, ..JobFindings::default() } } else { JobFindings::default() }
}

/// What GitHub says of a job that ran for as long as it may.
pub(super) fn out_of_time(job: &Job) -> Option<&str> {
    let said = job.annotations.iter().filter_map(|annotation| annotation.message.lines().next());
    said.into_iter().find(|line| line.contains("exceeded the maximum execution time of "))
}

/// A job that was stopped with a cause of its own: its log says what it was at.
pub(super) fn add_last(job: &Job, log: &JobLog, stopped: JobFindings, matcher: &Matcher<'_>, catalog: &Catalog) -> JobFindings {
    let ended = Job { conclusion: Some(Conclusion::TimedOut), ..job.clone() };
    let mut found = read_job(&ended, log, matcher, catalog);
    let hang = |finding: &Finding| matches!(&finding.source, Source::Extractor(reading) if HANGS.contains(&reading.extractor));
    found.findings.retain(hang);
    found.survived.clear();
    tell_limit(job, log, &mut found);
    // What annotations say stands behind the log.
    found.findings.extend(stopped.findings.into_iter().map(|finding| Finding { line: finding.line + log.len(), ..finding }));
    found.failed = !found.findings.is_empty();
    found
}

/// Extractors of steps that were ended from outside.
const HANGS: [&str; 2] = ["timed-out", "cancelled"];
/// Annotations of a job, at most.
const ANNOTATIONS: usize = 100;

/// Where GitHub says that the job had run for as long as it may, what was read as cancelled is that; what rules find in annotations is part of it.
pub(super) fn tell_limit(job: &Job, log: &JobLog, found: &mut JobFindings) {
    let Some(said) = out_of_time(job) else { return };
    for finding in &mut found.findings {
        let Source::Extractor(reading) = &mut finding.source else { continue };
        if reading.extractor != "cancelled" {
            continue;
        }
        let rest = reading.root_cause.split_once(" It ran ").map_or(String::new(), |(_, rest)| format!(" It ran {rest}"));
        reading.root_cause = format!("GitHub ended the job at its time limit: {}.{rest}", code(said.trim_end_matches('.')));
        "The job ran into its time limit".clone_into(&mut reading.title);
        (reading.depth, reading.confidence) = (Depth::What, Confidence::High);
        reading.span.end = log.len() + ANNOTATIONS;
    }
}

/// Adds what a failed job's annotations say to what its log said, of so many lines.
pub(super) fn add_annotations(job: &Job, found: &mut JobFindings, lines: usize, matcher: &Matcher<'_>) {
    let known = |finding: &Finding, findings: &[Finding]| findings.iter().any(|other| same_rule(finding, other));
    for finding in matcher.find_in_annotations(job, lines) {
        if !known(&finding, &found.findings) {
            found.findings.push(finding);
        }
    }
}

/// A failed job without a log: its annotations are read as one, and what GitHub says of the job is evidence, too.
pub(super) fn without_log(job: &Job, matcher: &Matcher<'_>, catalog: &Catalog) -> JobFindings {
    let mut found = as_log(job, matcher, catalog);
    found.failed = true;
    let lines = found.findings.len();
    add_annotations(job, &mut found, lines, matcher);
    let workflow = job.id.is_none() && job.steps.is_empty() && job.run.is_some();
    if job.never_started() || workflow {
        found.findings.retain(|finding| !finding.is_unusual());
        if !found.findings.iter().any(|finding| finding.kind(catalog) != Kind::Wrapper) {
            found.findings.push(not_begun(job, workflow, found.findings.len()));
        }
    }
    found
}

fn same_rule(one: &Finding, other: &Finding) -> bool {
    matches!((&one.source, &other.source), (Source::Rule(one), Source::Rule(other)) if one == other)
}

/// The messages of failures as the log that they stood in, as far as they did.
fn as_log(job: &Job, matcher: &Matcher<'_>, catalog: &Catalog) -> JobFindings {
    let failures: Vec<&Annotation> = failures(job).collect();
    if failures.is_empty() {
        return JobFindings::default();
    }
    let text: String = failures.iter().map(|annotation| logged(annotation.message.trim_end())).collect();
    // Steps are told apart by time or by their groups, and messages have neither.
    let bare = Job { steps: Vec::new(), ..job.clone() };
    let Ok(log) = read_job_text("annotations", text.into_bytes(), &bare) else { return JobFindings::default() };
    let mut found = read_job(&bare, &log, matcher, catalog);
    for finding in &mut found.findings {
        let text = finding.evidence.text.trim_start_matches("##[error]").to_owned();
        finding.evidence = Excerpt::beside(job, Origin::Annotation, &text);
        (finding.step, finding.before_exit) = (None, None);
    }
    found.steps.clear();
    found.survived.clear();
    found
}

/// A message as the log has it: only what the runner says of itself stands behind a tag there.
fn logged(message: &str) -> String {
    let tag = if message.starts_with("Process completed with exit code") { "##[error]" } else { "" };
    format!("{tag}{message}\n")
}

fn failures(job: &Job) -> impl Iterator<Item = &Annotation> {
    job.annotations.iter().filter(|annotation| annotation.level.as_deref() == Some("failure"))
}

/// That nothing ran, with what GitHub says of it, or with what it leaves out.
fn not_begun(job: &Job, workflow: bool, line: usize) -> Finding {
    let said = failures(job).next().map(|annotation| annotation.message.lines().next().unwrap_or_default().to_owned());
    let (extractor, category, title) = if workflow {
        (STARTUP_FAILURE, "workflow", "The workflow did not start")
    } else {
        (NEVER_STARTED, "runner", "The job never started")
    };
    let root_cause = match (&said, workflow) {
        (Some(said), true) => format!("GitHub began none of the workflow's jobs, and says why: {}", code(said)),
        (None, true) => {
            "GitHub began none of the workflow's jobs; most often the workflow file, or one that it calls, cannot be used.".to_owned()
        }
        (Some(said), false) => format!("No machine ever took the job; GitHub says why: {}", code(said)),
        (None, false) => "GitHub ended the job before any machine took it: it has neither a runner nor a step.".to_owned(),
    };
    let reading = Reading {
        extractor,
        category,
        depth: Depth::What,
        span: line..line + 1,
        title: title.to_owned(),
        root_cause,
        confidence: if said.is_some() || workflow { Confidence::Medium } else { Confidence::Low },
        details: Details { named: BTreeMap::new(), ..Details::default() },
    };
    let (text, origin) = match said {
        Some(said) => (said, Origin::Annotation),
        None => (data(job, workflow), Origin::Metadata),
    };
    let mut finding = in_annotation(job, &text, line, Source::Extractor(reading), Captures::new(), text.clone());
    finding.evidence.origin = origin;
    finding
}

/// What the run's or the job's data say, in GitHub's words.
fn data(job: &Job, workflow: bool) -> String {
    let conclusion = job.conclusion.as_ref().map_or("none", Conclusion::as_str);
    if workflow {
        return format!("conclusion: {conclusion}, jobs: none");
    }
    let labels = if job.labels.is_empty() { "none".to_owned() } else { job.labels.join(", ") };
    format!("conclusion: {conclusion}, runner: none, steps: none, labels: {labels}")
}
