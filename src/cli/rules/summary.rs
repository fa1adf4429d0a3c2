//! A rule in a few fields, for other programs.

use serde::Serialize;

use crate::model::{Actor, Confidence, Severity};
use crate::rules::{Captures, Rule};

/// What `list` and `show` print as JSON.
#[derive(Serialize)]
pub(super) struct RuleLine<'a> {
    id: &'a str,
    category: &'a str,
    title: &'a str,
    kind: &'static str,
    status: &'static str,
    severity: Severity,
    confidence: Confidence,
    actor: Actor,
    /// The first sentence of why; captures as `<name>`.
    summary: String,
    variants: Vec<&'a str>,
    supersedes: &'a [String],
    references: &'a [String],
    aliases: &'a [String],
    examples: usize,
    file: &'a str,
}

impl<'a> RuleLine<'a> {
    pub(super) fn of(rule: &'a Rule) -> Self {
        Self {
            id: &rule.id,
            category: &rule.category,
            title: &rule.title,
            kind: rule.kind.as_str(),
            status: rule.status.as_str(),
            severity: rule.severity,
            confidence: rule.confidence,
            actor: rule.actor,
            summary: rule.runbook.root_cause.as_ref().map(|prose| prose.first_sentence(&Captures::new())).unwrap_or_default(),
            variants: rule.variants.iter().map(|variant| variant.id.as_str()).collect(),
            supersedes: &rule.supersedes,
            references: &rule.references,
            aliases: &rule.aliases,
            examples: rule.examples.len(),
            file: &rule.file,
        }
    }
}
