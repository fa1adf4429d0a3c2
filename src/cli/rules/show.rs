//! `triage rules show`: a runbook, to be read before anything has failed.

use super::summary::RuleLine;
use crate::cli::Outcome;
use crate::cli::args::{Format, Global};
use crate::cli::error::Failure;
use crate::cli::output::{deliver, terminal_look};
use crate::cli::pipeline;
use crate::render;

pub(super) fn run(id: &str, global: &Global) -> Result<Outcome, Failure> {
    let catalog = pipeline::catalog(&global.rules)?;
    let Some((_, rule)) = catalog.get(id) else {
        return Err(Failure::NoSuchRule { id: id.to_owned(), near: catalog.nearest(id) });
    };
    let text = match global.format() {
        Format::Terminal => render::rule_terminal(rule, terminal_look(global)),
        Format::Json => serde_json::to_string_pretty(&RuleLine::of(rule)).unwrap_or_default() + "\n",
        _ => render::rule_markdown(rule),
    };
    deliver(&text, global)?;
    Ok(Outcome::Fine)
}
