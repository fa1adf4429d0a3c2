//! Every example of every built-in rule, against the whole catalog, as a test of its own name.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use triage::diagnose::{Outcome, prove};
use triage::matching::Matcher;
use triage::rules::Catalog;

fn main() {
    let catalog = Arc::new(Catalog::builtin().unwrap());
    let mut trials = Vec::new();
    for (rule, example) in
        catalog.rules().iter().enumerate().flat_map(|(at, rule)| (0..rule.examples.len()).map(move |example| (at, example)))
    {
        let catalog = Arc::clone(&catalog);
        let name = format!("{}::{}", catalog.rules()[rule].id, catalog.rules()[rule].examples[example].name);
        trials.push(Trial::test(name, move || {
            let matcher = Matcher::new(&catalog, &triage::extract::literals()).unwrap();
            let rule = &catalog.rules()[rule];
            match prove(rule, &rule.examples[example], &matcher, &catalog) {
                Outcome::Held | Outcome::KnownMiss => Ok(()),
                Outcome::Broken(why) => Err(Failed::from(why)),
            }
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
