//! All extractors, by what they read.

use super::extractor::Extractor;
use super::{compilers, crashes, deploy, hangs, linters, matchers, packages, tests};
use crate::log::JobLog;
use crate::matching::{Finding, where_failed};

const GROUPS: [&[Extractor]; 8] =
    [tests::ALL, compilers::ALL, linters::ALL, packages::ALL, deploy::ALL, crashes::ALL, hangs::ALL, matchers::ALL];

/// Every extractor, in the order that [`literals`] and [`read`] go by.
pub fn all() -> impl Iterator<Item = &'static Extractor> {
    GROUPS.into_iter().flatten()
}

/// What each of them looks for, for the one pass that finds where they may begin.
pub fn literals() -> Vec<&'static [&'static str]> {
    all().map(|extractor| extractor.literals).collect()
}

/// Lets each extractor read from the lines that hold its literals.
pub fn read(log: &JobLog, marked: &[Vec<usize>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (extractor, lines) in all().zip(marked) {
        let lines: Vec<usize> = lines.iter().copied().filter(|&line| where_failed(log, line)).collect();
        if !lines.is_empty() {
            findings.extend((extractor.read)(log, &lines).into_iter().map(|read| extractor.finding(log, read)));
        }
    }
    findings
}

#[cfg(test)]
mod checks {
    use super::all;

    #[test]
    fn names_are_unique_and_literals_are_long_enough() {
        let mut names: Vec<&str> = all().map(|extractor| extractor.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "two extractors share a name");
        for extractor in all() {
            assert!(!extractor.literals.is_empty(), "{} is never asked", extractor.name);
            for literal in extractor.literals {
                assert!(literal.len() >= 4 && !literal.contains('\n'), "{}: {literal:?}", extractor.name);
            }
        }
    }
}
