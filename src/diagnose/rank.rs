//! Which finding of a job is its cause. One order, no priority numbers: `supersedes`, kind, confidence, nearest before the failing exit.

use std::cmp::Reverse;

use super::controls::Controls;
use super::job::JobFindings;
use crate::matching::{Finding, Source};
use crate::model::Confidence;
use crate::rules::{Catalog, Kind};

/// A job's findings in order. Numbers are indexes into its findings.
#[derive(Debug, Default)]
pub struct Ranked {
    /// What broke it; none if only wrappers were found.
    pub primary: Option<usize>,
    /// What would have broken it by itself, too.
    pub also: Vec<usize>,
    /// What the others explain, and how.
    pub symptoms: Vec<Outranked>,
}

/// A finding that lost.
#[derive(Debug, PartialEq, Eq)]
pub struct Outranked {
    /// The finding.
    pub finding: usize,
    /// Why it is not the cause.
    pub why: &'static str,
}

/// How sure a finding is, with what green jobs say.
pub(super) fn confidence(finding: &Finding, catalog: &Catalog, controls: &Controls) -> Confidence {
    let stated = finding.confidence(catalog);
    if controls.green_jobs(&finding.evidence.text).is_empty() { stated } else { stated.lowered() }
}

/// Ranks a job's findings.
pub fn rank(job: &JobFindings, catalog: &Catalog, controls: &Controls) -> Ranked {
    let mut ranked = Ranked::default();
    let mut open = Vec::new();
    for (index, finding) in job.findings.iter().enumerate() {
        let why = if finding.kind(catalog) == Kind::Wrapper {
            Some("it only says where to look")
        } else if superseded(finding, job, catalog) {
            Some("a more specific rule explains it")
        } else {
            None
        };
        match why {
            Some(why) => ranked.symptoms.push(Outranked { finding: index, why }),
            None => open.push(index),
        }
    }
    open.sort_by_key(|&index| order(&job.findings[index], catalog, controls));
    let mut rest = open.into_iter();
    ranked.primary = rest.next();
    let best = ranked.primary.map(|index| &job.findings[index]);
    for index in rest {
        let finding = &job.findings[index];
        // The unusual line is the answer only where there is no other.
        if is_unusual(finding) {
            continue;
        }
        // Two rules for one line are two readings of one failure.
        let apart = best.is_some_and(|best| best.line != finding.line);
        if apart
            && finding.kind(catalog) == Kind::Cause
            && !finding.experimental(catalog)
            && confidence(finding, catalog, controls) == Confidence::High
        {
            ranked.also.push(index);
        } else {
            ranked.symptoms.push(Outranked { finding: index, why: "another finding is surer, or nearer to the exit" });
        }
    }
    ranked.symptoms.sort_by_key(|symptom| job.findings[symptom.finding].line);
    ranked
}

/// Smallest is the cause.
fn order(finding: &Finding, catalog: &Catalog, controls: &Controls) -> impl Ord + use<> {
    let kind = match finding.kind(catalog) {
        Kind::Cause => 0,
        Kind::Secondary => 1,
        Kind::Wrapper => 2,
    };
    let green = !controls.green_jobs(&finding.evidence.text).is_empty();
    let distance = finding.before_exit.unwrap_or(usize::MAX);
    (
        is_unusual(finding),
        kind,
        finding.experimental(catalog),
        green,
        Reverse(confidence(finding, catalog, controls)),
        distance,
        finding.line,
    )
}

fn is_unusual(finding: &Finding) -> bool {
    matches!(&finding.source, Source::Extractor(reading) if reading.extractor == "unusual")
}

fn superseded(finding: &Finding, job: &JobFindings, catalog: &Catalog) -> bool {
    let rule = |finding: &Finding| match finding.source {
        Source::Rule(index) => Some(index),
        Source::Extractor(_) => None,
    };
    let Some(loser) = rule(finding) else { return false };
    job.findings.iter().filter_map(rule).any(|winner| catalog.supersedes(winner, loser))
}
