//! A rule as a page: its runbook, read before anything has failed, so that captures are `<name>`.

use super::page::{Block, Inline, Line, code, link, raw, words};
use super::terminal::Look;
use super::{markdown, terminal};
use crate::rules::{Captures, Input, Prose, Rule, Runbook, Variant};

/// A rule as Markdown.
pub fn rule_markdown(rule: &Rule) -> String {
    markdown::print(&page(rule))
}

/// A rule for a terminal.
pub fn rule_terminal(rule: &Rule, look: Look) -> String {
    terminal::print(&page(rule), look)
}

fn page(rule: &Rule) -> Vec<Block> {
    let mut page = vec![Block::Headline(vec![Inline::Strong(vec![raw(&rule.title)])]), Block::Small(facts(rule))];
    page.extend(sections(&rule.runbook));
    for variant in &rule.variants {
        page.push(Block::Section(when(variant)));
        page.extend(sections(&variant.runbook));
    }
    page.push(Block::Section(vec![words("What it matches")]));
    page.push(Block::Bullets(rule.patterns.iter().map(|pattern| pattern_line(pattern.source(), pattern.input)).collect()));
    if !rule.supersedes.is_empty() {
        page.push(Block::Section(vec![words("What it explains away")]));
        page.push(Block::Para(separated(rule.supersedes.iter().map(code))));
    }
    if !rule.references.is_empty() {
        page.push(Block::Section(vec![words("References")]));
        page.push(Block::Bullets(rule.references.iter().map(|url| link(vec![raw(url)], Some(url))).collect()));
    }
    page
}

fn facts(rule: &Rule) -> Vec<Line> {
    let said = |what: &'static str, word: &str| vec![words(format!("{what} {word}"))];
    vec![
        vec![code(rule.path())],
        vec![words(rule.kind.as_str())],
        vec![words(rule.status.as_str())],
        said("confidence", rule.confidence.as_str()),
        said("who must act:", rule.actor.as_str()),
    ]
}

fn sections(runbook: &Runbook) -> Vec<Block> {
    let none = Captures::new();
    let prose = |label, of: &Option<Prose>| of.as_ref().map(|prose| Block::Prose(label, prose.render(&none)));
    let steps: Vec<String> = runbook.investigate.iter().map(|step| step.render(&none)).collect();
    [
        prose("Root cause.", &runbook.root_cause),
        prose("Fix.", &runbook.fix),
        (!steps.is_empty()).then_some(Block::Numbered("Investigate.", steps)),
        prose("Verify.", &runbook.verify),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn when(variant: &Variant) -> Line {
    vec![words("Where "), raw(variant.when.said().join(", and "))]
}

fn pattern_line(source: &str, input: Input) -> Line {
    let place = if input == Input::Annotation { "in an annotation: " } else { "" };
    vec![words(place), code(source)]
}

fn separated(pieces: impl Iterator<Item = Inline>) -> Line {
    let mut line = Line::new();
    for piece in pieces {
        if !line.is_empty() {
            line.push(words(", "));
        }
        line.push(piece);
    }
    line
}
