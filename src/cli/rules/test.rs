//! `triage rules test`: every example against the whole catalog.

use std::path::Path;

use super::load::load;
use super::many;
use crate::cli::Outcome;
use crate::cli::args::Global;
use crate::cli::error::Failure;
use crate::cli::output::{print, say};
use crate::diagnose::{Outcome as Proof, prove};
use crate::extract::literals;
use crate::matching::Matcher;
use crate::rules::{Example, Rule, on_all_cores};

pub(super) fn run(path: Option<&Path>, all: bool, global: &Global) -> Result<Outcome, Failure> {
    let loaded = load(path, global)?;
    let rules: Vec<&Rule> = if all { loaded.catalog.rules().iter().collect() } else { loaded.rules().collect() };
    let matcher = Matcher::new(&loaded.catalog, &literals());
    let cases: Vec<(&Rule, &Example)> = rules.iter().flat_map(|rule| rule.examples.iter().map(|example| (*rule, example))).collect();
    let proofs = on_all_cores(cases.len(), |at| prove(cases[at].0, cases[at].1, &matcher, &loaded.catalog));
    let (mut held, mut missed, mut broken) = (0, 0, 0);
    for ((rule, example), proof) in cases.iter().zip(proofs) {
        match proof {
            Proof::Held => held += 1,
            Proof::KnownMiss => missed += 1,
            Proof::Broken(why) => {
                broken += 1;
                say(&format!("{}:{}: {}: {why}", rule.file, example.line, example.name));
            }
        }
    }
    print(&format!("{}: {held} examples held, {missed} known misses, {broken} broken\n", many(rules.len(), "rule")))?;
    Ok(if broken == 0 { Outcome::Fine } else { Outcome::Found })
}
