//! Jobs that judge other jobs: the one that branch protection requires, a summary at the end. They report a failure, and make none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use regex::Regex;

use super::job::StepFacts;
use crate::log::{JobLog, StepLog};
use crate::matching::Finding;

/// How a job that failed speaks of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// The step that failed was handed the result of other jobs: in its script, its environment, or its inputs.
    Reads,
    /// Nothing in it does more than to print and to exit: a condition of the workflow decided that it must fail.
    Exits,
}

/// What the steps that failed were handed of how other jobs ended, in GitHub's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// By the key of the job, as `toJSON(needs)` has them.
    pub by_job: BTreeMap<String, String>,
    /// All words that stand there.
    pub words: BTreeSet<String>,
}

/// Reads the results that a job that judges others was handed.
pub(super) fn results(log: &JobLog) -> Results {
    static CELL: OnceLock<Option<Regex>> = OnceLock::new();
    let entry = CELL.get_or_init(|| Regex::new(r#""([\w-]+)"\s*:\s*\{\s*"result"\s*:\s*"([a-z]+)""#).ok());
    let mut results = Results::default();
    for step in log.steps.iter().filter(|step| step.failed() && reads(step)) {
        let run = &step.run;
        let script = run.script.join("\n");
        let values = run.env.iter().chain(&run.with).map(|(_, value)| value.as_str());
        for text in std::iter::once(script.as_str()).chain(values) {
            let entries = entry.iter().flat_map(|entry| entry.captures_iter(text));
            results.by_job.extend(entries.map(|found| (found[1].to_owned(), found[2].to_owned())));
            let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_word(word));
            results.words.extend(words.map(str::to_owned));
        }
    }
    results
}

/// What the steps of a failed job's log show.
pub(super) fn gate(log: &JobLog) -> Option<Gate> {
    let mut failed = log.steps.iter().filter(|step| step.failed()).peekable();
    failed.peek()?;
    if failed.clone().all(reads) {
        return Some(Gate::Reads);
    }
    let ends = failed.all(|step| !step.run.script.is_empty() && step.exit.is_some() && only_exits(&step.run.script));
    let idle = log.steps.iter().filter(|step| !step.failed()).all(is_idle);
    (ends && idle).then_some(Gate::Exits)
}

fn reads(step: &StepLog) -> bool {
    let run = &step.run;
    holds_a_result(&run.script, &run.env) || run.with.iter().any(|(_, value)| is_result(value))
}

/// Whether a step's script, as it ran, or its environment holds another job's result: `if [ "failure" != "success" ]`.
/// Expressions are evaluated before the runner echoes a script, so a result stands there as a word.
fn holds_a_result(script: &[String], env: &[(String, String)]) -> bool {
    static CELL: OnceLock<Option<Regex>> = OnceLock::new();
    let tested = CELL.get_or_init(|| Regex::new(r"==|!=|=~|-eq|-ne|\bcase\b|\bcontains\b|\bgrep\b|\bjq\b|\s=\s|\bfor\b").ok());
    let Some(tested) = tested else { return false };
    let in_script = script.iter().any(|line| has_word(line) && tested.is_match(line)) || is_json(&script.join("\n"));
    in_script || env.iter().any(|(_, value)| is_result(value))
}

/// A result and little else, or results by job as `toJSON(needs)` has them.
fn is_result(value: &str) -> bool {
    has_word(value) && value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).all(is_word) || is_json(value)
}

fn is_word(word: &str) -> bool {
    ["success", "failure", "cancelled", "skipped"].contains(&word)
}

fn has_word(text: &str) -> bool {
    static CELL: OnceLock<Option<Regex>> = OnceLock::new();
    let result = CELL.get_or_init(|| Regex::new(r#"(?:^|["'\s=(\[,:])(?:failure|cancelled|skipped)(?:["'\s)\],;}]|$)"#).ok());
    result.as_ref().is_some_and(|result| result.is_match(text))
}

fn is_json(text: &str) -> bool {
    static CELL: OnceLock<Option<Regex>> = OnceLock::new();
    let result = CELL.get_or_init(|| Regex::new(r#""result"\s*:\s*"(?:failure|cancelled|skipped)""#).ok());
    result.as_ref().is_some_and(|result| result.is_match(text))
}

/// Whether a script prints, and ends with an error, and asks nothing.
fn only_exits(script: &[String]) -> bool {
    let mut ends = false;
    let commands = script.iter().flat_map(|line| line.split([';', '&'])).map(str::trim).filter(|part| !part.is_empty());
    for command in commands {
        let mut words = command.split_whitespace();
        match (words.next().unwrap_or_default(), words.next()) {
            ("exit" | "return", Some("0") | None) => return false,
            ("exit" | "return", Some(_)) | ("false", None) => ends = true,
            ("echo" | "printf" | "set" | "#" | ":" | "Write-Host" | "Write-Error", _) => {}
            (word, _) if word.starts_with('#') => {}
            _ => return false,
        }
    }
    ends
}

/// Whether a step that passed did nothing that could have failed otherwise.
fn is_idle(step: &StepLog) -> bool {
    const ACTIONS: [&str; 3] = ["Run actions/checkout@", "Run step-security/harden-runner@", "Run actions/github-script@"];
    let run = &step.run;
    match &run.title {
        None => true,
        Some(title) if run.script.is_empty() => ACTIONS.iter().any(|action| title.starts_with(action)),
        Some(_) => run.script.iter().all(|line| {
            let first = line.split_whitespace().next().unwrap_or("#");
            ["echo", "printf", "set", ":", "true", "exit"].contains(&first) || first.starts_with('#')
        }),
    }
}

/// Whether a line is what the step's own script prints: most of its words stand in a line that prints.
pub(super) fn says_itself(finding: &Finding, step: &StepFacts) -> bool {
    let words = |text: &str| -> Vec<String> {
        let text = text.trim_start_matches("##[error]");
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase).collect()
    };
    let said = words(&finding.evidence.text);
    let prints = |line: &&String| ["echo", "printf", "print", "Write-", "setFailed", "cat"].iter().any(|print| line.contains(print));
    !said.is_empty()
        && step.script.iter().filter(prints).any(|line| {
            let own = words(line);
            said.iter().filter(|word| own.contains(word)).count() * 3 >= said.len() * 2
        })
}

#[cfg(test)]
mod tests {
    use super::{Gate, gate, is_result};
    use crate::log::read_text;

    fn of(script: &str) -> Option<Gate> {
        let first = script.lines().next().unwrap();
        let log = format!(
            "##[group]Run {first}\n{script}\nshell: /usr/bin/bash -e {{0}}\n##[endgroup]\n##[error]Process completed with exit code 1.\n"
        );
        gate(&read_text("gate", log.into_bytes()).unwrap()[0])
    }

    #[test]
    fn evaluated_results() {
        for script in [
            r#"if [ "failure" != "success" ]; then"#,
            "if [[ cancelled != 'success' ]]; then",
            "for result in success failure; do",
            r#"results='{"e2e": {"result": "failure"}}'"#,
        ] {
            assert_eq!(of(script), Some(Gate::Reads), "{script}");
        }
        for script in ["echo 'on failure we tell you'", r#"if [ "success" != "success" ]; then"#, "make failure"] {
            assert_eq!(of(script), None, "{script}");
        }
        assert!(is_result("failure") && is_result("success, failure") && is_result(r#"{"e2e": {"result": "failure"}}"#));
        assert!(!is_result("write a failure report") && !is_result("success"));
    }

    #[test]
    fn nothing_but_an_exit() {
        assert_eq!(of("exit 1"), Some(Gate::Exits));
        assert_eq!(of("echo \"Some jobs failed\" && exit 1"), Some(Gate::Exits));
        for script in ["exit 0", "make; exit 1", "if [ -z \"$CHANGED\" ]; then exit 1; fi", "echo hello"] {
            assert_eq!(of(script), None, "{script}");
        }
        let worked = "##[group]Run make\nmake\nshell: bash -e {0}\n##[endgroup]\nfine\n##[group]Run exit 1\nexit 1\nshell: bash -e {0}\n##[endgroup]\n##[error]Process completed with exit code 1.\n";
        assert_eq!(gate(&read_text("gate", worked.as_bytes().to_vec()).unwrap()[0]), None);
    }
}
