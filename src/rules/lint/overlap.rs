//! Rules whose every line is another rule's, too: one of the two should know of the other.

use super::sample::samples;
use super::{Catalog, Diagnostic, Rule, find, regex};
use crate::rules::cores::on_all_cores;
use crate::rules::{Input, Kind, Pattern, Status};

/// So many texts stand for a pattern, where it matches so many.
const TEXTS: usize = 16;

pub(super) fn check(catalog: &Catalog, which: &[usize]) -> Vec<Diagnostic> {
    let found = on_all_cores(which.len(), |at| one(catalog, which[at]));
    found.into_iter().flatten().collect()
}

fn one(catalog: &Catalog, index: usize) -> Vec<Diagnostic> {
    let (rule, source) = catalog.written(index);
    let mut problems = Vec::new();
    let texts: Vec<Vec<String>> = rule.patterns.iter().map(|pattern| samples(pattern, TEXTS)).collect();
    // Within the rule: what a later regex matches, an earlier one did.
    for (at, texts) in texts.iter().enumerate().filter(|(_, texts)| !texts.is_empty()) {
        let earlier = rule.patterns[..at]
            .iter()
            .find(|earlier| earlier.input == rule.patterns[at].input && texts.iter().all(|text| matches(earlier, text)));
        if let Some(earlier) = earlier {
            let span = regex(rule, source, at);
            let help = format!("`{}` before it matches whatever it does", earlier.source());
            problems.push(source.problem(span, "dead regex: it never gets its turn").help(help));
        }
    }
    if rule.kind != Kind::Cause || rule.status == Status::Deprecated || texts.iter().any(Vec::is_empty) {
        return problems;
    }
    let all: Vec<(Input, &String)> =
        rule.patterns.iter().zip(&texts).flat_map(|(pattern, texts)| texts.iter().map(|text| (pattern.input, text))).collect();
    for (other_index, other) in catalog.rules().iter().enumerate() {
        if other_index == index || !takes_all(other, &all) {
            continue;
        }
        let at_id = |message: String, help: String| source.problem(find(source, &rule.id), message).help(help);
        if catalog.supersedes(other_index, index) {
            let message = format!("unreachable: `{}` matches whatever it does and supersedes it", other.id);
            problems.push(at_id(message, "narrow the other, or let this one supersede it".to_owned()));
        } else if !catalog.supersedes(index, other_index) {
            let message = format!("`{}` matches whatever it does, and nothing says which of the two counts", other.id);
            problems.push(at_id(message, format!("add `{}` to `supersedes`, or narrow the other", other.id)));
        }
    }
    problems
}

/// Whether a rule is a cause that asks for nothing but the line, and matches all these.
fn takes_all(rule: &Rule, texts: &[(Input, &String)]) -> bool {
    rule.kind == Kind::Cause
        && rule.status != Status::Deprecated
        && rule.require.is_empty()
        && rule.unless.is_empty()
        && rule.scope.job.is_none()
        && rule.scope.step.is_none()
        && rule.scope.marker.is_none()
        && rule.scope.runner_os.is_empty()
        && texts.iter().all(|(input, text)| rule.patterns.iter().any(|pattern| pattern.input == *input && matches(pattern, text)))
}

/// The literals are looked for first: a regex that cannot match is not compiled to see that it does not.
fn matches(pattern: &Pattern, text: &str) -> bool {
    let literals = pattern.literals();
    (literals.is_empty() || literals.iter().any(|literal| memchr::memmem::find(text.as_bytes(), literal).is_some()))
        && pattern.is_match(text)
}
