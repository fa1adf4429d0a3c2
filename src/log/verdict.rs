//! Which steps of a log without metadata failed. An `##[error]` alone does not say so: problem matchers and `continue-on-error` write it into steps that
//! pass, so errors are weighed against each other. A step that runs only while the job is well shows that it was well.

use super::job_log::{JobLog, StepLog};
use super::marker::{Marker, marker};
use super::onlooker::{is_told, runs_anyway};

/// An `##[error]` this near to the end of its step is the word the step ended with.
const LAST_WORDS: usize = 4;

/// Marks the steps whose errors the job survived.
pub(super) fn judge(log: &JobLog, steps: &mut [StepLog]) {
    if steps.iter().any(|step| step.conclusion.is_some()) {
        return;
    }
    let broken: Vec<Broken> = steps.iter().map(|step| broken(log, step)).collect();
    let Some(worst) = broken.iter().copied().max().filter(|worst| *worst > Broken::No) else { return };
    for (step, broken) in steps.iter_mut().zip(&broken) {
        step.tolerated = *broken > Broken::No && *broken < worst;
    }
    let failed: Vec<usize> = (0..steps.len()).filter(|&at| broken[at] == worst).collect();
    // The last of them ended the job, or was told to: then those it was told of did.
    if failed.last().is_some_and(|&last| is_told(&steps[last])) {
        return;
    }
    for pair in failed.windows(2) {
        steps[pair[0]].tolerated = steps[pair[0] + 1..=pair[1]].iter().any(|later| !runs_anyway(later));
    }
}

/// How sure it is that a step failed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Broken {
    No,
    /// The runner's work behind the steps, which fails for what they did.
    Behind,
    /// It printed an error and went on.
    Perhaps,
    /// It ended with one.
    Surely,
}

fn broken(log: &JobLog, step: &StepLog) -> Broken {
    let Some(&last) = step.errors.last() else { return Broken::No };
    if step.is_behind() {
        return Broken::Behind;
    }
    let says = |at: &usize| {
        let text = log.text(*at);
        !text.trim().is_empty() && !matches!(marker(&text), Some((Marker::EndGroup | Marker::Debug | Marker::Section, _)))
    };
    let after = (last + 1..step.lines.end).filter(says).take(LAST_WORDS + 1).count();
    if step.exit.is_some() || after <= LAST_WORDS { Broken::Surely } else { Broken::Perhaps }
}

#[cfg(test)]
mod tests {
    use crate::log::read_text;

    /// Titles of the steps that failed; `!` makes a step end with an exit code, `?` print an error and go on.
    fn failed(steps: &[&str]) -> Vec<String> {
        let mut text = String::from("Current runner version: '2.336.0'\n");
        for step in steps {
            let name = step.trim_end_matches(['!', '?']);
            text.push_str(&format!("##[group]Run {name}\n{name}\nshell: bash\n##[endgroup]\nhello\n"));
            match step.as_bytes().last() {
                Some(b'!') => text.push_str("##[error]Process completed with exit code 1.\n"),
                Some(b'?') => text.push_str("##[error]x.js(1,1): odd\none\ntwo\nthree\nfour\nfive\n"),
                _ => {}
            }
        }
        text.push_str("Post job cleanup.\n##[error]also this\n");
        let log = &read_text("x.log", text.into_bytes()).expect("a log")[0];
        log.steps.iter().filter(|step| step.failed()).filter_map(|step| step.name.clone()).collect()
    }

    #[test]
    fn errors_are_weighed() {
        assert_eq!(failed(&["a", "b!", "upload it"]), ["Run b"]);
        assert_eq!(failed(&["lint?", "test!"]), ["Run test"]);
        assert_eq!(failed(&["lint?"]), ["Run lint"]);
        assert_eq!(failed(&["test!", "upload-artifact", "publish report!"]), ["Run test", "Run publish report"]);
        assert_eq!(failed(&["lint!", "cargo build", "test!", "df -h"]), ["Run test"]);
        assert_eq!(failed(&["lint!", "test!"]), ["Run test"]);
        assert_eq!(failed(&["lint!", "kubectl get pods!"]), ["Run lint", "Run kubectl get pods"]);
        assert_eq!(failed(&["lint!", "cargo build", "exit 1!"]), ["Run lint", "Run exit 1"]);
        assert_eq!(failed(&["a"]), ["Post job cleanup"]);
    }
}
