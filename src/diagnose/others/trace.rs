//! What tells one occurrence of a cause from another with the same fingerprint: its line, and what exactly it names.

use std::collections::BTreeSet;

use crate::diagnose::fingerprint::normal;
use crate::matching::{Finding, Source};
use crate::model::Details;
use crate::rules::Catalog;

/// An occurrence of a cause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The cause's.
    pub fingerprint: String,
    /// Its line without what changes from run to run; none where the fingerprint holds what matters.
    line: Option<String>,
    /// The tests that failed and the problems that were found, each with its message.
    items: BTreeSet<String>,
    /// How many more there are than were kept.
    more: u64,
}

impl Trace {
    /// The trace of a finding, with the details that an extractor read.
    pub fn new(fingerprint: &str, finding: &Finding, details: Option<&Details>, catalog: &Catalog) -> Self {
        let grouped = finding.rule(catalog).is_some_and(|rule| !rule.group_by.is_empty());
        let tests = details.into_iter().flat_map(|details| &details.tests);
        let problems = details.into_iter().flat_map(|details| &details.problems);
        let tests = tests.map(|test| format!("{}\0{}", normal(&test.id), normal(test.message.as_deref().unwrap_or_default())));
        let problems = problems.map(|problem| {
            let path = problem.place.path.as_deref().unwrap_or_default();
            format!("{}\0{}\0{}", problem.code.as_deref().unwrap_or_default(), normal(&problem.message), normal(path))
        });
        let items: BTreeSet<String> = tests.chain(problems).collect();
        let bare = items.is_empty() && (matches!(finding.source, Source::Extractor(_)) || !grouped);
        Self {
            fingerprint: fingerprint.to_owned(),
            line: bare.then(|| normal(&finding.evidence.text)),
            items,
            more: details.map_or(0, |details| details.more),
        }
    }

    /// Whether all of this occurrence stood in the other one already: the same cause, and nothing more than there.
    pub fn stood_in(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint && self.line == other.line && self.items.is_subset(&other.items) && self.more <= other.more
    }
}
