//! What tells one occurrence of a cause from another with the same fingerprint: its line, and what exactly it names.

use std::collections::BTreeSet;

use super::exact::exact;
use crate::diagnose::fingerprint::normal;
use crate::diagnose::rank::depth;
use crate::extract::unusual;
use crate::matching::{Depth, Finding, Source};
use crate::model::{Confidence, Details};
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
    /// The same, and what the fingerprint rests on, with the numbers that a program means.
    exact: BTreeSet<String>,
    /// How many more there are than were kept.
    more: u64,
    /// Whether it says what is wrong, and so cannot stand for something else.
    telling: bool,
}

/// How an occurrence of a cause is to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// All of it stood there, word for word.
    Same,
    /// It is of that kind, with other values, or says too little to be told from others.
    Alike,
    /// Something else.
    Other,
}

impl Trace {
    /// The trace of a finding, with the details that an extractor read.
    pub fn new(fingerprint: &str, finding: &Finding, details: Option<&Details>, catalog: &Catalog) -> Self {
        let rule = finding.rule(catalog);
        let grouped = rule.is_some_and(|rule| !rule.group_by.is_empty());
        let tests = details.into_iter().flat_map(|details| &details.tests);
        let problems = details.into_iter().flat_map(|details| &details.problems);
        // A test of that name may stand in more than one file, and in more than one package.
        let package = ["package", "target", "project"].iter().find_map(|name| details?.named.get(name));
        let package = package.map(String::as_str).unwrap_or_default();
        let tests = tests.map(|test| {
            let path = test.place.path.as_deref().unwrap_or(package);
            [test.id.as_str(), test.message.as_deref().unwrap_or_default(), path]
        });
        let problems = problems.map(|problem| {
            let path = problem.place.path.as_deref().unwrap_or_default();
            [problem.code.as_deref().unwrap_or_default(), &problem.message, path]
        });
        let parts: Vec<[&str; 3]> = tests.chain(problems).collect();
        let items: BTreeSet<String> = parts.iter().map(|item| item.map(normal).join("\0")).collect();
        let bare = items.is_empty() && (matches!(finding.source, Source::Extractor(_)) || !grouped);
        let mut values: BTreeSet<String> = parts.iter().map(|item| item.map(exact).join("\0")).collect();
        if bare {
            values.insert(exact(&finding.evidence.text));
        }
        if !items.is_empty() && !package.is_empty() {
            values.insert(exact(package));
        }
        if let Some(rule) = rule {
            values.extend(rule.group_by.iter().map(|name| format!("{name}\0{}", exact(finding.captures.get(name).unwrap_or_default()))));
        }
        Self {
            fingerprint: fingerprint.to_owned(),
            line: bare.then(|| normal(&finding.evidence.text)),
            telling: !items.is_empty() || telling(finding, catalog),
            items,
            exact: values,
            more: details.map_or(0, |details| details.more),
        }
    }

    /// What all of this occurrence is to another one: the same cause, and nothing more than there.
    pub fn likeness(&self, other: &Self) -> Likeness {
        if self.fingerprint != other.fingerprint || self.line != other.line || !self.items.is_subset(&other.items) {
            return Likeness::Other;
        }
        if self.more > other.more {
            return Likeness::Other;
        }
        // Of what is only counted nobody knows what it is.
        if self.telling && self.more == 0 && self.exact.is_subset(&other.exact) { Likeness::Same } else { Likeness::Alike }
    }

    /// Whether a test is named of which nothing says why it failed.
    pub fn untold(&self) -> bool {
        self.items.iter().any(|item| item.split('\0').nth(1).is_none_or(str::is_empty))
    }
}

/// Whether a line by itself says what is wrong: `make: *** [test] Error 2` may hide anything.
fn telling(finding: &Finding, catalog: &Catalog) -> bool {
    /// A line of fewer words stands for many things.
    const WORDS: usize = 3;
    let text = &finding.evidence.text;
    if unusual::is_wrapper(text) {
        return false;
    }
    if finding.is_unusual() {
        return text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2).count() >= WORDS;
    }
    match &finding.source {
        Source::Extractor(_) => depth(finding) > Depth::That,
        Source::Rule(_) => finding.confidence(catalog) > Confidence::Low,
    }
}
