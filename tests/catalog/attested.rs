//! Where the wording of stable rules was seen: a rule that nobody attests is experimental, and never wins over an extractor.

use triage::rules::Status;

use super::matcher;

/// Their wording is that of servers and scripts, many alike; the sample run has it.
const IN_THE_SAMPLES: [&str; 2] = ["http/authorization-missing", "registry/pull-fallback"];

/// Whether a page shows what a tool printed, or prints: an issue, a pull request, a discussion, a run, a file of its source.
fn shows_wording(page: &str) -> bool {
    let parts = page.strip_prefix("https://github.com/").into_iter().flat_map(|rest| rest.split('/'));
    matches!(parts.collect::<Vec<_>>()[..], [_, _, "issues" | "pull" | "discussions" | "actions" | "blob", _, ..])
}

#[test]
fn a_stable_rule_names_where_its_wording_was_seen() {
    let stable = matcher().0.rules().iter().filter(|rule| rule.status == Status::Stable);
    let unseen: Vec<String> = stable
        .filter(|rule| !rule.references.iter().any(|page| shows_wording(page)))
        .map(triage::rules::Rule::path)
        .filter(|path| !IN_THE_SAMPLES.contains(&path.as_str()))
        .collect();
    assert!(unseen.is_empty(), "none of their references is an issue, a pull request, a discussion or a file of source: {unseen:#?}");
}
