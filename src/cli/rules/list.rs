//! `triage rules list`: the catalog as a table.

use comfy_table::{ContentArrangement, Table, presets};

use super::args::ListArgs;
use super::many;
use super::summary::RuleLine;
use crate::cli::Outcome;
use crate::cli::args::{Format, Global};
use crate::cli::error::Failure;
use crate::cli::output::{deliver, terminal_look};
use crate::cli::pipeline;
use crate::rules::{Prose, Rule};

pub(super) fn run(args: &ListArgs, global: &Global) -> Result<Outcome, Failure> {
    let catalog = pipeline::catalog(&global.rules)?;
    let rules: Vec<&Rule> = catalog.rules().iter().filter(|rule| args.takes(rule)).collect();
    let text = match global.format() {
        Format::Terminal => table(&rules, terminal_look(global).width),
        Format::Json => json(&rules),
        _ => markdown(&rules),
    };
    deliver(&text, global)?;
    Ok(Outcome::Fine)
}

impl ListArgs {
    /// Whether a rule is one of those asked for. Of several words for one thing any will do; all words of text must be there.
    fn takes(&self, rule: &Rule) -> bool {
        let any = |wanted: &[String], word: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(word));
        let prose = rule.runbook.root_cause.as_ref().map(Prose::markdown).unwrap_or_default();
        let text = format!("{} {} {} {prose}", rule.path(), rule.title, rule.aliases.join(" ")).to_lowercase();
        any(&self.category, &rule.category)
            && any(&self.kind, rule.kind.as_str())
            && any(&self.status, rule.status.as_str())
            && any(&self.actor, rule.actor.as_str())
            && self.text.iter().all(|word| text.contains(&word.to_lowercase()))
    }
}

fn table(rules: &[&Rule], width: u16) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(["RULE", "TITLE", "KIND", "STATUS", "WHO MUST ACT"]);
    for rule in rules {
        table.add_row([&rule.path(), &rule.title, rule.kind.as_str(), rule.status.as_str(), rule.actor.as_str()]);
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    format!("{}\n{}\n", lines.join("\n"), many(rules.len(), "rule"))
}

/// An empty list is one, too: scripts read it.
fn json(rules: &[&Rule]) -> String {
    let rules: Vec<RuleLine<'_>> = rules.iter().map(|rule| RuleLine::of(rule)).collect();
    // Only a map with keys that are no strings could fail.
    serde_json::to_string_pretty(&rules).unwrap_or_default() + "\n"
}

fn markdown(rules: &[&Rule]) -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let mut text = String::from("| Rule | Title | Kind | Status | Who must act |\n|---|---|---|---|---|\n");
    for rule in rules {
        let (path, title) = (rule.path(), cell(&rule.title));
        text.push_str(&format!("| `{path}` | {title} | {} | {} | {} |\n", rule.kind.as_str(), rule.status.as_str(), rule.actor.as_str()));
    }
    text
}
