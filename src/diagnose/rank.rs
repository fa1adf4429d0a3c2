//! Which finding of a job is its cause. One order, no priority numbers: what explains what, kind, depth, confidence, the step that failed, nearest before its exit.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::controls::Controls;
use super::explain::{Account, account};
use super::job::JobFindings;
use crate::matching::{Depth, Finding, Reading, Source};
use crate::model::Confidence;
use crate::rules::{Catalog, Kind};

/// A job's findings in order. Numbers are indexes into its findings.
#[derive(Debug, Default)]
pub struct Ranked {
    /// What broke it; none if only wrappers were found.
    pub primary: Option<usize>,
    /// What would have broken it by itself, too.
    pub also: Vec<usize>,
    /// For a rule that names what an extractor read: that reading, whose details are the cause's.
    pub details: BTreeMap<usize, usize>,
    /// What the others explain, and how; the likeliest first.
    pub symptoms: Vec<Outranked>,
}

/// A finding that lost.
#[derive(Debug, PartialEq, Eq)]
pub struct Outranked {
    /// The finding.
    pub finding: usize,
    /// Why it is not the cause.
    pub why: &'static str,
    /// The finding that shows it: the one that explains it, or that is surer.
    pub by: Option<usize>,
}

/// Causes beside the primary one are listed up to so many; further ones are symptoms.
const ALSO: usize = 8;

/// How sure a finding is, with what green jobs say.
pub(super) fn confidence(finding: &Finding, catalog: &Catalog, controls: &Controls) -> Confidence {
    let stated = finding.confidence(catalog);
    if controls.green_jobs(&finding.evidence.text).is_empty() { stated } else { stated.lowered() }
}

/// Ranks a job's findings.
pub fn rank(job: &JobFindings, catalog: &Catalog, controls: &Controls) -> Ranked {
    let mut ranked = Ranked::default();
    let mut open = Vec::new();
    for (index, account) in account(job, catalog).into_iter().enumerate() {
        match account {
            Account::Open => open.push(index),
            Account::Again => {}
            Account::Lost(why, by) => ranked.symptoms.push(Outranked { finding: index, why, by }),
            Account::DetailsOf(rule) => {
                ranked.details.entry(rule).or_insert(index);
            }
        }
    }
    open.sort_by_key(|&index| order(index, job, catalog, controls));
    let mut rest = open.into_iter();
    ranked.primary = rest.next();
    let best = ranked.primary.map(|index| &job.findings[index]);
    for index in rest {
        let finding = &job.findings[index];
        // Two rules for one line are two readings of one failure.
        let apart = best.is_some_and(|best| best.line != finding.line);
        if apart
            && ranked.also.len() < ALSO
            && class(index, job, catalog) == Class::Cause
            && confidence(finding, catalog, controls) == Confidence::High
        {
            ranked.also.push(index);
        } else {
            let (why, by) = match (job.survived(index), ranked.primary) {
                (Some(survived), _) => (survived.why(), None),
                (None, Some(primary)) => (behind(index, primary, job, catalog, controls), Some(primary)),
                (None, None) => (LESS, None),
            };
            ranked.symptoms.push(Outranked { finding: index, why, by });
        }
    }
    ranked.symptoms.sort_by_key(|symptom| order(symptom.finding, job, catalog, controls));
    ranked
}

/// How much a finding counts. Ordered: the less, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It says what broke the job.
    Cause,
    /// It follows from a cause.
    Secondary,
    /// It says that a tool failed.
    That,
    /// A rule that nobody attested yet.
    Experimental,
    /// The likeliest line of a failure that nothing explains.
    Unusual,
    /// The step survived it.
    Survived,
    /// Another unusual line.
    RunnerUp,
    /// It only says where to look.
    Wrapper,
}

fn class(index: usize, job: &JobFindings, catalog: &Catalog) -> Class {
    let finding = &job.findings[index];
    match &finding.source {
        Source::Extractor(_) if finding.is_unusual() => {
            let first = job.findings.iter().position(Finding::is_unusual) == Some(index);
            if first { Class::Unusual } else { Class::RunnerUp }
        }
        _ if job.survived(index).is_some() && finding.kind(catalog) != Kind::Wrapper => Class::Survived,
        Source::Extractor(_) if depth(finding) == Depth::That => Class::That,
        Source::Extractor(_) => Class::Cause,
        Source::Rule(_) => match finding.kind(catalog) {
            Kind::Wrapper => Class::Wrapper,
            _ if finding.experimental(catalog) => Class::Experimental,
            Kind::Secondary => Class::Secondary,
            Kind::Cause => Class::Cause,
        },
    }
}

/// Where a finding stands among those that may be the cause; the smallest is it. The fields are in the order in which they count.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    class: Class,
    /// Whether green jobs print the line too.
    green: bool,
    confidence: Reverse<Confidence>,
    step: usize,
    follows: bool,
    depth: Reverse<Depth>,
    distance: usize,
    line: usize,
}

fn order(index: usize, job: &JobFindings, catalog: &Catalog, controls: &Controls) -> Place {
    let finding = &job.findings[index];
    let class = class(index, job, catalog);
    let green = !controls.green_jobs(&finding.evidence.text).is_empty();
    // Lines that are only unusual come in order of weight.
    let (step, distance, line) = match class {
        Class::Unusual | Class::RunnerUp => (0, 0, index),
        _ => (finding.step.unwrap_or(usize::MAX), distance(finding), finding.line),
    };
    let confidence = Reverse(confidence(finding, catalog, controls));
    Place { class, green, confidence, step, follows: follows(index, job), depth: Reverse(depth(finding)), distance, line }
}

const LESS: &str = "another finding is likelier";

/// What put a finding behind the cause: the first thing in which they differ.
fn behind(index: usize, primary: usize, job: &JobFindings, catalog: &Catalog, controls: &Controls) -> &'static str {
    let (own, best) = (order(index, job, catalog, controls), order(primary, job, catalog, controls));
    if job.findings[index].line == job.findings[primary].line {
        "another finding reads the same line"
    } else if own.class != best.class {
        match own.class {
            Class::Secondary => "it only goes with a cause",
            Class::That => "it says that a tool failed, and another finding why",
            Class::Experimental => "its rule is experimental",
            Class::Unusual | Class::RunnerUp => "it is only an unusual line",
            Class::Cause | Class::Survived | Class::Wrapper => LESS,
        }
    } else if own.green != best.green {
        "green jobs print the line too"
    } else if own.confidence != best.confidence {
        "another finding is surer"
    } else if own.step != best.step {
        "another step failed first"
    } else if own.follows != best.follows {
        "tests fail where the build failed before them"
    } else if own.depth != best.depth {
        "another finding says more of why it failed"
    } else if own.distance != best.distance {
        "another finding is nearer to the exit"
    } else {
        "another finding stands before it"
    }
}

/// How far before the exit of its step it stands; where no exit is known, the last is the nearest.
fn distance(finding: &Finding) -> usize {
    finding.before_exit.unwrap_or_else(|| usize::MAX - finding.line)
}

/// Whether tests failed behind a build that had failed already: they follow from it.
fn follows(index: usize, job: &JobFindings) -> bool {
    let finding = &job.findings[index];
    let category = |finding: &Finding| reading(finding).map(|reading| reading.category);
    category(finding) == Some("test")
        && job.findings.iter().any(|other| {
            category(other) == Some("build") && other.step == finding.step && other.line < finding.line && depth(other) == Depth::Why
        })
}

/// How much a finding tells of the failure. A rule knows why.
pub(super) fn depth(finding: &Finding) -> Depth {
    reading(finding)
        .map_or(Depth::Why, |reading| if crate::extract::unusual::is_wrapper(&finding.evidence.text) { Depth::That } else { reading.depth })
}

/// What an extractor read, where one did.
pub(super) fn reading(finding: &Finding) -> Option<&Reading> {
    match &finding.source {
        Source::Extractor(reading) if !finding.is_unusual() => Some(reading),
        _ => None,
    }
}
