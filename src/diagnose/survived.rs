//! Failures that a step survived: its script lets them pass, or it went on to something else that ended it.

use super::job::StepFacts;
use super::rank::reading;
use crate::extract::printed_by_test;
use crate::extract::steps::{falls_back, is_errand, lets_pass};
use crate::extract::unusual::Weighed;
use crate::log::JobLog;
use crate::matching::Finding;
use crate::rules::Catalog;

/// Why a finding did not end its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Survived {
    /// The script tolerates it.
    LetPass,
    /// The script goes on to something else where it fails, and what that printed stands below.
    FellBack,
    /// It is an errand beside the work.
    Errand,
    /// A test printed it that did not fail by it.
    Printed,
    /// Other work followed, and another error at its end.
    WentOn,
}

impl Survived {
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::LetPass => "the step's script lets it fail",
            Self::FellBack => "the step's script has something else for that case",
            Self::Errand => "it is an errand beside the work",
            Self::Printed => "a test printed it, and did not fail by it",
            Self::WentOn => "the step went on after it",
        }
    }
}

/// So many lines of other output are work.
const WORK: usize = 10;
const WORK_BEHIND_A_RULE: usize = 40;
/// An errand this near to the exit may have caused it.
const AT_THE_EXIT: usize = 4;

/// The line behind all for which a script had something else.
pub(super) fn fell_back(findings: &[Finding], survived: &[Option<Survived>]) -> Option<usize> {
    let behind = findings.iter().zip(survived).filter(|(_, why)| **why == Some(Survived::FellBack));
    behind.map(|(finding, _)| reading(finding).map_or(finding.line + 1, |read| read.span.end)).max()
}

/// For each finding, whether its step survived it.
pub(super) fn survived(
    log: &JobLog,
    findings: &[Finding],
    steps: &[StepFacts],
    weighed: &Weighed,
    catalog: &Catalog,
) -> Vec<Option<Survived>> {
    let printed = |finding: &Finding| !finding.is_unusual() && finding.step.is_some() && printed_by_test(log, finding.line);
    findings
        .iter()
        .map(|finding| one(log, finding, findings, steps, weighed, catalog).or_else(|| printed(finding).then_some(Survived::Printed)))
        .collect()
}

fn one(
    log: &JobLog,
    finding: &Finding,
    findings: &[Finding],
    steps: &[StepFacts],
    weighed: &Weighed,
    catalog: &Catalog,
) -> Option<Survived> {
    if finding.is_unusual() {
        return None;
    }
    let read = reading(finding);
    let step = steps.iter().find(|step| Some(step.index) == finding.step);
    if let (Some(step), Some(read)) = (step, read)
        && lets_pass(&step.script, read.extractor)
    {
        return Some(Survived::LetPass);
    }
    // A rule names what a tool's reader read there, too.
    let told = read.or_else(|| findings.iter().filter_map(reading).find(|other| other.span.contains(&finding.line)));
    if let (Some(step), Some(told)) = (step, told)
        && falls_back(&step.script, told.extractor)
        && weighed.said_between(told.span.end, log.steps[step.index].end()) > 0
    {
        return Some(Survived::FellBack);
    }
    if is_errand(&finding.evidence.text) && finding.before_exit.is_none_or(|lines| lines > AT_THE_EXIT) {
        return Some(Survived::Errand);
    }
    // What a tool ran that says of it in the end that it failed: what stands between is that tool's own.
    let outer = findings.iter().filter_map(reading).filter(|other| other.span.contains(&finding.line)).map(|other| other.span.end).max();
    // A framework says at its end whether its step fails, whatever is printed behind it. A rule that says so knows what it says: more must follow.
    let (category, end, work) = match read {
        Some(read) => (read.category, read.span.end, WORK),
        None => (finding.rule(catalog)?.category.as_str(), finding.line + 1, WORK_BEHIND_A_RULE),
    };
    let end = outer.map_or(end, |outer| outer.max(end));
    let last = weighed.last_words.iter().find(|word| word.step == finding.step && word.line >= end)?;
    (!["test", "lint", "build"].contains(&category) && weighed.said_between(end, last.line) >= work).then_some(Survived::WentOn)
}
