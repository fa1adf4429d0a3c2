//! `triage rules`: the catalog's own checks.

use std::path::Path;

use super::Outcome;
use super::args::{Global, RulesCommand};
use super::error::Failure;
use super::output::{print, say};
use crate::diagnose::{Outcome as Proof, prove};
use crate::extract::literals;
use crate::matching::Matcher;
use crate::rules::{Catalog, LoadError};

pub(crate) fn run(command: &RulesCommand, global: &Global) -> Result<Outcome, Failure> {
    match command {
        RulesCommand::Lint { path } => lint(path.as_deref(), global.color()),
        RulesCommand::Test { path } => test(path.as_deref()),
    }
}

/// Problems of rule files are this command's result, not its failure.
fn lint(path: Option<&Path>, color: bool) -> Result<Outcome, Failure> {
    match load(path) {
        Ok(catalog) => {
            print(&format!("{} rules, no problems\n", catalog.rules().len()))?;
            Ok(Outcome::Fine)
        }
        Err(LoadError::Invalid { diagnostics }) => {
            for diagnostic in &diagnostics {
                say(&diagnostic.render(color));
            }
            print(&format!("{} problems\n", diagnostics.len()))?;
            Ok(Outcome::Found)
        }
        Err(error) => Err(error.into()),
    }
}

fn test(path: Option<&Path>) -> Result<Outcome, Failure> {
    let catalog = load(path)?;
    let matcher = Matcher::new(&catalog, &literals()).map_err(Failure::Catalog)?;
    let (mut held, mut missed, mut broken) = (0, 0, 0);
    for rule in catalog.rules() {
        for example in &rule.examples {
            match prove(rule, example, &matcher, &catalog) {
                Proof::Held => held += 1,
                Proof::KnownMiss => missed += 1,
                Proof::Broken(why) => {
                    broken += 1;
                    say(&format!("{}:{}: {}: {why}", rule.file, example.line, example.name));
                }
            }
        }
    }
    print(&format!("{} rules: {held} examples held, {missed} known misses, {broken} broken\n", catalog.rules().len()))?;
    Ok(if broken == 0 { Outcome::Fine } else { Outcome::Found })
}

fn load(path: Option<&Path>) -> Result<Catalog, LoadError> {
    match path {
        None => Catalog::builtin(),
        Some(directory) => Catalog::builtin()?.with_overlay(directory),
    }
}
