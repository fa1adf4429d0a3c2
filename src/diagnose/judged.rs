//! What a job that judges others reports where none of them failed: one was stopped from outside, or skipped.

use super::beside;
use super::cascade::{judged, lacking};
use super::job::JobFindings;
use super::ownership::listed;
use super::rank::rank;
use super::reading::Reading;
use super::run::explains_itself;
use super::workflow::Needs;
use crate::bundle::World;
use crate::matching::{Depth, Finding, Matcher, Reading as Read, SKIPPED, STOPPED, Source, in_annotation};
use crate::model::{Conclusion, Confidence, Details, Job, Origin, code};
use crate::rules::{Captures, Catalog};

/// Adds what the jobs came to that a gate reports, or that should have made what another one lacks, where no failure explains it: a job that
/// was stopped has a cause then, and so has the gate that takes a skipped job for a failed one.
pub fn add_judged(world: &World, needs: &Needs, matcher: &Matcher<'_>, catalog: &Catalog, reading: &mut Reading) {
    let jobs = &world.jobs;
    let own = |job: &Job| world.run.as_ref().is_none_or(|run| job.run.is_none_or(|of| of == run.id));
    let none = Needs::default();
    for at in 0..jobs.len() {
        let needs = if own(&jobs[at]) { needs } else { &none };
        let found = &reading.jobs[at];
        let failed = |other: usize| reading.jobs[other].failed;
        if !found.failed || judged(at, jobs, found, needs, &failed, "").is_some() {
            continue;
        }
        let primary = rank(found, catalog, &reading.controls).primary;
        let ended = |word: Conclusion| move |other: usize| jobs[other].conclusion.as_ref() == Some(&word);
        let cancelled = ended(Conclusion::Cancelled);
        let lacks = |ended: &dyn Fn(usize) -> bool| lacking(at, &found.findings[primary?], catalog, jobs, needs, ended, "");
        if lacks(&failed).is_some() {
            continue;
        }
        if let Some((others, _)) = lacks(&cancelled) {
            for other in others {
                reading.jobs[other] = stopped(world, other, matcher, catalog);
            }
            continue;
        }
        if explains_itself(found, primary, catalog).is_some() {
            continue;
        }
        if let Some((others, _)) = judged(at, jobs, found, needs, &cancelled, "") {
            for other in others {
                reading.jobs[other] = stopped(world, other, matcher, catalog);
            }
        } else if let Some((others, _)) = judged(at, jobs, found, needs, &ended(Conclusion::Skipped), "")
            && let Some(finding) = skipped(at, &others, jobs, found, needs)
        {
            reading.jobs[at].findings.push(finding);
        }
    }
}

/// A job that something outside of it ended, with what it was at.
fn stopped(world: &World, at: usize, matcher: &Matcher<'_>, catalog: &Catalog) -> JobFindings {
    /// What is read of a job that was cancelled, and of no more than that.
    const PLAIN: &str = "The job was cancelled";
    let job = &world.jobs[at];
    let log = world.log(at).ok().flatten();
    let read = log.map(|log| beside::add_last(job, &log, JobFindings::default(), matcher, catalog)).unwrap_or_default();
    if read.findings.iter().any(|finding| finding.title(catalog) != PLAIN) {
        return read;
    }
    let at_work = read.findings.first().and_then(|finding| match &finding.source {
        Source::Extractor(reading) => Some(format!(" It ran {}", reading.root_cause.split_once(" It ran ")?.1)),
        Source::Rule(_) => None,
    });
    let by = job.annotations.iter().filter_map(|annotation| annotation.message.lines().next());
    let by = by.into_iter().find(|line| line.contains("run was canceled by "));
    let (text, origin, who) = match by {
        Some(line) => (line.to_owned(), Origin::Annotation, format!("Somebody cancelled the run: {}.", code(line.trim_end_matches('.')))),
        None => (
            "conclusion: cancelled".to_owned(),
            Origin::Metadata,
            "It was cancelled from outside, by somebody or for a newer run; GitHub does not say which.".to_owned(),
        ),
    };
    let reading = Read {
        extractor: STOPPED,
        category: "runner",
        depth: Depth::What,
        span: 0..1,
        title: "The job was cancelled from outside".to_owned(),
        root_cause: format!("{who}{}", at_work.unwrap_or_default()),
        confidence: Confidence::High,
        details: Details::default(),
    };
    let mut finding = in_annotation(job, &text, 0, Source::Extractor(reading), Captures::new(), text.clone());
    finding.evidence.origin = origin;
    JobFindings { failed: true, findings: vec![finding], facts: read.facts, ..JobFindings::default() }
}

/// That a gate failed because jobs were skipped: that their condition was not met, and nothing before them failed.
fn skipped(at: usize, others: &[usize], jobs: &[Job], found: &JobFindings, needs: &Needs) -> Option<Finding> {
    let results = &found.facts.results;
    let job = &jobs[at];
    let told = results.words.contains("skipped");
    if !told && (!results.words.is_empty() || !needs.minds_skips(&job.name)) {
        return None;
    }
    let named: Vec<usize> = others.iter().copied().filter(|&other| needs.names(&job.name, &jobs[other].name)).collect();
    let others = if named.is_empty() { others } else { &named };
    let names = listed(&others.iter().map(|&other| code(&jobs[other].name)).collect::<Vec<_>>());
    let (was, hold) = if others.len() == 1 { ("was", "its condition did not hold") } else { ("were", "their conditions did not hold") };
    let reading = Read {
        extractor: SKIPPED,
        category: "workflow",
        depth: Depth::Why,
        span: usize::MAX - 1..usize::MAX,
        title: "A check takes a skipped job for a failed one".to_owned(),
        root_cause: format!("{names} {was} skipped, as {hold}, and {} takes that for a failure.", code(&job.name)),
        confidence: if told { Confidence::High } else { Confidence::Medium },
        details: Details::default(),
    };
    let first = others.first().map(|&other| jobs[other].name.as_str()).unwrap_or_default();
    let text = format!("{first}: conclusion: skipped");
    let line = found.findings.iter().map(|finding| finding.line + 1).max().unwrap_or_default();
    let mut finding = in_annotation(job, &text, line, Source::Extractor(reading), Captures::new(), text.clone());
    finding.evidence.origin = Origin::Metadata;
    Some(finding)
}
