//! Jobs that failed because others did: they report, they do not break.

use std::sync::OnceLock;

use regex::Regex;

use super::job::{JobFindings, StepFacts};
use super::workflow::Needs;
use crate::model::Job;

/// The jobs, as indexes, that a job's failure follows from, and why we say so; none if it may have failed by itself.
pub(super) fn upstream(at: usize, jobs: &[Job], findings: &[JobFindings], needs: &Needs) -> Option<(Vec<usize>, String)> {
    let job = &jobs[at];
    let failed = |other: &usize| *other != at && findings[*other].failed && jobs[*other].run == job.run;
    let needed: Vec<usize> = (0..jobs.len()).filter(failed).filter(|&other| needs.waits_for(&job.name, &jobs[other].name)).collect();
    let told = findings[at].steps.iter().any(tests_a_result);
    if !needed.is_empty() && told {
        return Some((needed, "it `needs` them, and its script tests their result".to_owned()));
    }
    if !told {
        return None;
    }
    let earlier: Vec<usize> = (0..jobs.len())
        .filter(failed)
        .filter(|&other| match (jobs[other].completed_at, job.started_at) {
            (Some(end), Some(start)) => end <= start,
            _ => false,
        })
        .collect();
    (!earlier.is_empty()).then(|| (earlier, "its script tests the result of earlier jobs, and it began after they had failed".to_owned()))
}

/// Whether a step's script, as it ran, or its environment holds another job's result: `if [ "failure" != "success" ]`.
/// Expressions are evaluated before the runner echoes a script, so a result stands there as a word.
fn tests_a_result(step: &StepFacts) -> bool {
    static CELL: OnceLock<Option<(Regex, Regex)>> = OnceLock::new();
    let Some((result, tested)) = CELL
        .get_or_init(|| {
            Some((
                Regex::new(r#"(?:^|["'\s=(\[,:])(?:failure|cancelled)(?:["'\s)\],;}]|$)"#).ok()?,
                Regex::new(r"==|!=|=~|-eq|-ne|\bcase\b|\bcontains\b|\bgrep\b|\bjq\b|\s=\s").ok()?,
            ))
        })
        .as_ref()
    else {
        return false;
    };
    let script = step.script.iter().any(|line| result.is_match(line) && tested.is_match(line));
    script || step.env.iter().any(|(_, value)| result.is_match(value) && (value.len() < 12 || value.contains("\"result\"")))
}

#[cfg(test)]
mod tests {
    use super::{StepFacts, tests_a_result};

    #[test]
    fn evaluated_results() {
        let script = |line: &str| tests_a_result(&StepFacts { script: vec![line.to_owned()], ..StepFacts::default() });
        let env = |value: &str| tests_a_result(&StepFacts { env: vec![("X".to_owned(), value.to_owned())], ..StepFacts::default() });
        assert!(script(r#"if [ "failure" != "success" ]; then"#));
        assert!(script("if [[ cancelled != 'success' ]]; then"));
        assert!(!script("echo 'on failure we tell you'"));
        assert!(!script(r#"if [ "success" != "success" ]; then"#));
        assert!(env("failure") && env(r#"{"e2e": {"result": "failure"}}"#) && !env("write a failure report"));
    }
}
