//! Every example of every built-in rule, against the whole catalog, as a test of its own name.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

use libtest_mimic::{Arguments, Failed, Trial};
use triage::diagnose::{Outcome, prove};
use triage::matching::Matcher;
use triage::rules::Catalog;

fn main() {
    // For the life of the process: the tests run on threads of their own, and preparing the catalog for each would take longer than they do.
    let catalog: &'static Catalog = Box::leak(Box::new(Catalog::builtin().unwrap()));
    let matcher: &'static Matcher<'static> = Box::leak(Box::new(Matcher::new(catalog, &triage::extract::literals())));
    let mut trials = Vec::new();
    for rule in catalog.rules() {
        for example in &rule.examples {
            trials.push(Trial::test(format!("{}::{}", rule.id, example.name), move || match prove(rule, example, matcher, catalog) {
                Outcome::Held | Outcome::KnownMiss => Ok(()),
                Outcome::Broken(why) => Err(Failed::from(format!("{}:{}: {why}", rule.file, example.line))),
            }));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
