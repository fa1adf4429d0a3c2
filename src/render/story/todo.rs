//! What is left to do, to tick off.

use super::facts::{Facts, many, unexplained};
use super::head::labels;
use crate::render::page::{Block, Inline, Line, code, raw, words};
use crate::render::prose::first_sentence;
use crate::report::FixStatus;

pub(super) fn blocks(facts: &Facts<'_>) -> Vec<Block> {
    let items: Vec<Line> = facts
        .report
        .causes
        .iter()
        .enumerate()
        .filter(|(_, cause)| matches!(cause.fix.status, FixStatus::NeedsFix | FixStatus::NotFixed | FixStatus::Unknown))
        .map(|(index, cause)| {
            let mut line = vec![words(format!("{} · ", index + 1)), raw(labels(facts, cause, 3)), words(": ")];
            let next = cause
                .fix
                .suggestion
                .as_deref()
                .or(cause.fix.investigate.first().map(String::as_str))
                .map(first_sentence)
                .filter(|text| !text.is_empty());
            line.push(match next {
                Some(text) => Inline::Prose(text),
                None if unexplained(cause) => words("find out why."),
                None => Inline::Prose(first_sentence(&cause.root_cause)),
            });
            if !cause.fix.investigate.is_empty() {
                line.push(words(format!(" {} to investigate, above.", many(cause.fix.investigate.len(), "step"))));
            }
            if let Some(command) = &cause.reproduce {
                line.extend([words(" Try it with "), code(command), words(".")]);
            }
            line
        })
        .collect();
    if items.is_empty() { Vec::new() } else { vec![Block::Section(vec![words("Remaining work")]), Block::Tasks(items)] }
}
