//! What is left to do, to tick off.

use super::facts::{Facts, many, numbered, of_the_base, transient, unexplained};
use super::head::{labels, push};
use crate::render::page::{Block, Inline, Line, code, raw, words};
use crate::render::prose::first_sentence;
use crate::report::{FixStatus, Remedy, superseded};

/// What clears causes without a change: a push of what is there, a re-run where all of them may pass by themselves.
fn remedies(facts: &Facts<'_>) -> Vec<Line> {
    let report = facts.report;
    let mut items: Vec<Line> = report
        .expected_next_run
        .iter()
        .filter(|forecast| forecast.remedy != Remedy::ReRun && !forecast.causes_gone.is_empty())
        .map(|forecast| {
            let mut line = push(facts, forecast);
            if let Some(Inline::Words(first)) = line.first_mut() {
                *first = capital(first);
            }
            line.push(words("."));
            line
        })
        .collect();
    let passing = facts.numbers(report.causes.iter().filter(|cause| transient(cause) && !superseded(cause)).map(|cause| cause.id.as_str()));
    if let (Some(id), false) = (report.run.id, passing.is_empty()) {
        let mut line = vec![words(format!("Re-run for {}", numbered(&passing)))];
        if passing.len() < report.causes.len() {
            line.push(words(", with the fix of the others or for it alone"));
        }
        line.extend([words(": "), code(format!("gh run rerun {id} --failed"))]);
        items.push(line);
    }
    items
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Advice that leads over to a code block, as a sentence without it.
fn sentence(text: &str) -> String {
    text.trim_end().strip_suffix(':').map_or_else(|| text.to_owned(), |text| format!("{text}."))
}

pub(super) fn blocks(facts: &Facts<'_>) -> Vec<Block> {
    let mut items: Vec<Line> = remedies(facts);
    let open = facts
        .report
        .causes
        .iter()
        .enumerate()
        .filter(|(_, cause)| matches!(cause.fix.status, FixStatus::NeedsFix | FixStatus::NotFixed | FixStatus::Unknown))
        .filter(|(_, cause)| !transient(cause))
        .map(|(index, cause)| {
            let mut line = vec![words(format!("{} · ", index + 1)), raw(labels(facts, cause, 3)), words(": ")];
            if of_the_base(cause) {
                line.push(words("to be repaired on the base, not in this change."));
                return line;
            }
            let next = cause
                .fix
                .suggestion
                .as_deref()
                .or(cause.fix.investigate.first().map(String::as_str))
                .map(first_sentence)
                .filter(|text| !text.is_empty());
            line.push(match next {
                Some(text) => Inline::Prose(sentence(&text)),
                None if unexplained(cause) => words("find out why."),
                None => Inline::Prose(first_sentence(&cause.root_cause)),
            });
            if !cause.fix.investigate.is_empty() {
                line.push(words(format!(" Above: {} to investigate.", many(cause.fix.investigate.len(), "step"))));
            }
            if let (Some(id), true) = (facts.report.run.id, unexplained(cause) && !cause.evidence.is_empty()) {
                line.extend([words(" "), code(format!("triage explain --prompt {id}")), words(" packs its log for a model.")]);
            }
            if let Some(command) = &cause.reproduce {
                line.extend([words(" Try it with "), code(command), words(".")]);
            }
            line
        });
    items.extend(open);
    if items.is_empty() { Vec::new() } else { vec![Block::Section(vec![words("Remaining work")]), Block::Tasks(items)] }
}
