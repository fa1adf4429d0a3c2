//! What the build prepared of the built-in catalog, so that starting costs the same however many rules there are.

use std::collections::BTreeMap;

use super::catalog::Wanted;
use super::file::RuleFile;
use super::links::{Links, reachable};
use super::rule::RuleText;
use super::{Rule, validate};

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// What is known of a rule before its file is read.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Its file, by its place among [`FILES`].
    file: usize,
    id: &'static str,
    category: &'static str,
    aliases: &'static [&'static str],
    supersedes: &'static [&'static str],
    literals: &'static [Needle],
    /// Whether it reads annotations.
    pub(super) annotations: bool,
    /// Whether its scope takes in steps that passed.
    pub(super) passed: bool,
}

/// A literal of a pattern.
#[derive(Debug)]
struct Needle {
    pattern: usize,
    literal: &'static [u8],
}

impl Prepared {
    /// The rule, to be read later.
    pub(super) fn rule(&'static self) -> Rule {
        Rule::later(|| self.read())
    }

    /// A test holds that every file of the built-in pack is read without problems; one that is not would match nothing.
    fn read(&self) -> RuleText {
        let read = FILES.get(self.file).and_then(|(path, text)| validate::read(&RuleFile::new(path, text)?, None).ok());
        debug_assert!(read.is_some(), "{}/{} cannot be read: see `triage rules lint`", self.category, self.id);
        read.map_or_else(|| RuleText::nothing(self.id, self.category), |parsed| parsed.rule)
    }

    /// What it looks for, as the rule at a place.
    pub(super) fn wanted(&self, rule: usize) -> impl Iterator<Item = Wanted<'static>> + use<> {
        self.literals.iter().map(move |needle| Wanted { rule, pattern: needle.pattern, literal: needle.literal })
    }
}

/// What the prepared rules say of each other.
pub(super) fn links(prepared: &[Prepared]) -> Links {
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for (at, rule) in prepared.iter().enumerate() {
        index.insert(rule.id.to_owned(), at);
        index.extend(rule.aliases.iter().map(|&alias| (alias.to_owned(), at)));
    }
    let edges: Vec<Vec<usize>> =
        prepared.iter().map(|rule| rule.supersedes.iter().filter_map(|&id| index.get(id).copied()).collect()).collect();
    let below = (0..edges.len()).map(|at| reachable(at, &edges)).collect();
    Links { index, below }
}

#[cfg(test)]
mod tests {
    use crate::rules::{Catalog, Pack};

    #[test]
    fn what_is_prepared_is_what_is_read() {
        assert_eq!(super::DIGEST, Pack::builtin().digest());
        assert!(super::PREPARED.is_some(), "nothing was prepared: see `triage rules lint`");
        let (prepared, read) = (Catalog::builtin().unwrap(), Catalog::builtin_read().unwrap());
        let ids = |catalog: &Catalog| catalog.rules().iter().map(|rule| (rule.path(), rule.aliases.clone())).collect::<Vec<_>>();
        assert_eq!(ids(&prepared), ids(&read));
        let wanted = |catalog: &Catalog| {
            catalog.wanted().iter().map(|wanted| (wanted.rule, wanted.pattern, wanted.literal.to_vec())).collect::<Vec<_>>()
        };
        assert_eq!(wanted(&prepared), wanted(&read));
        let annotated = |catalog: &Catalog| catalog.of_annotations().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(annotated(&prepared), annotated(&read));
        assert_eq!(prepared.reads_passed_steps(), read.reads_passed_steps());
        for (at, rule) in read.rules().iter().enumerate() {
            assert_eq!(prepared.supersedes_closure(at), read.supersedes_closure(at), "{}", rule.id);
            assert!(rule.aliases.iter().chain([&rule.id]).all(|id| prepared.get(id).map(|(at, _)| at) == read.get(id).map(|(at, _)| at)));
        }
        assert_eq!(prepared.edition(), read.edition());
    }
}
