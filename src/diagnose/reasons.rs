//! Why we believe a cause, a sentence each.

use super::guard::Guard;
use super::job::StepFacts;
use super::run::Case;
use crate::matching::{Finding, Source};
use crate::model::{Confidence, code};

/// How many job names a reason lists.
const NAMES: usize = 3;

pub(super) fn because(
    finding: &Finding,
    step: Option<&StepFacts>,
    guard: Option<&Guard>,
    confidence: Confidence,
    case: &Case<'_>,
) -> Vec<String> {
    let mut reasons = Vec::new();
    if let Some(step) = step.filter(|step| Some(step.index) == finding.step) {
        let name = step.name.as_deref().map_or_else(|| "the step".to_owned(), |name| format!("step {}", code(name)));
        let exit = step.exit_code.map(|code| format!(" with exit code {code}")).unwrap_or_default();
        let place = match finding.before_exit {
            Some(1) => ", right after the line".to_owned(),
            Some(lines) => format!(", {lines} lines below the line"),
            None => String::new(),
        };
        reasons.push(format!("{name} failed{exit}{place}"));
    }
    if let Some(doubt) = finding.doubt.filter(|_| !finding.is_unusual()) {
        reasons.push(format!("{}: less sure", doubt.why()));
    }
    let passed = case.jobs.iter().filter(|job| job.conclusion.as_ref().is_some_and(|conclusion| conclusion.as_str() == "success")).count();
    let green = case.controls.green_jobs(&finding.evidence.text);
    let stated = finding.confidence(case.catalog);
    if !green.is_empty() {
        let names: Vec<String> = green.iter().take(NAMES).map(|name| code(name)).collect();
        let more = if green.len() > NAMES { format!(" and {} more", green.len() - NAMES) } else { String::new() };
        let jobs = if green.len() == 1 { "1 green job prints".to_owned() } else { format!("{} green jobs print", green.len()) };
        let lowered = if confidence < stated { format!(": {}, not {}", confidence.as_str(), stated.as_str()) } else { String::new() };
        reasons.push(format!("{jobs} the line too ({}{more}){lowered}", names.join(", ")));
    } else if passed > 0 && !matches!(finding.source, Source::Extractor(_)) {
        reasons.push(format!("none of the {passed} green jobs prints the line"));
    }
    if let Some(guard) = guard {
        let value = guard.value.as_ref().map(|value| format!(" as {}", code(value))).unwrap_or_default();
        reasons.push(format!(
            "{} makes it only if {} is set{value}; the failing step's environment does not set it",
            code(&format!("{}:{}", guard.path, guard.line)),
            code(&guard.variable)
        ));
    }
    reasons
}
