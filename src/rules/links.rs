//! What rules say of each other: ids, aliases, and which findings are symptoms of which.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Rule;
use super::diagnostic::{Diagnostic, Source};
use super::front::At;
use super::similar::suggest;

/// Where a rule's file names the rule itself and others.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) source: Source,
    pub(super) id: Range<usize>,
    pub(super) supersedes: Vec<At<String>>,
    /// Whether it was laid over another catalog.
    pub(super) over: bool,
}

/// The resolved names of a catalog. Rules are known by their place in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// By id and by alias.
    pub(super) index: BTreeMap<String, usize>,
    /// For each rule those that it supersedes, also through others; sorted.
    pub(super) below: Vec<Vec<usize>>,
}

impl Links {
    /// Resolves names; each rule has its origin at the same place.
    pub(super) fn resolve(rules: &[Rule], origins: &[Origin], problems: &mut Vec<Diagnostic>) -> Self {
        let mut index: BTreeMap<String, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id.clone(), at)).collect();
        for (at, rule) in rules.iter().enumerate() {
            for alias in &rule.aliases {
                if let Some(other) = index.insert(alias.clone(), at).filter(|other| *other != at) {
                    let message = format!("alias `{alias}` is taken by {}", rules[other].path());
                    problems.push(origins[at].source.problem(origins[at].id.clone(), message));
                }
            }
        }
        let edges: Vec<Vec<usize>> = origins.iter().map(|origin| edges(origin, &index, problems)).collect();
        let below = (0..edges.len()).map(|at| reachable(at, &edges)).collect();
        let links = Self { index, below };
        links.cycles(rules, origins, problems);
        links
    }

    /// Notes each rule that supersedes itself, at the entry that leads back to it.
    fn cycles(&self, rules: &[Rule], origins: &[Origin], problems: &mut Vec<Diagnostic>) {
        for (at, below) in self.below.iter().enumerate().filter(|(at, below)| below.contains(at)) {
            let leads_back =
                |id: &&At<String>| self.index.get(&id.value).is_some_and(|next| *next == at || self.below[*next].contains(&at));
            let span = origins[at].supersedes.iter().find(leads_back).map_or(origins[at].id.clone(), |id| id.span.clone());
            let others = below.iter().filter(|next| **next != at && self.below[**next].contains(&at));
            let names: Vec<_> = others.map(|next| format!("`{}`", rules[*next].id)).collect();
            let through = if names.is_empty() { String::new() } else { format!(" through {}", names.join(", ")) };
            problems.push(origins[at].source.problem(span, format!("`{}` supersedes itself{through}", rules[at].id)));
        }
    }
}

fn edges(origin: &Origin, index: &BTreeMap<String, usize>, problems: &mut Vec<Diagnostic>) -> Vec<usize> {
    let mut edges = Vec::new();
    for id in &origin.supersedes {
        if let Some(below) = index.get(&id.value) {
            edges.push(*below);
        } else {
            // All ids of a catalog are too many to list.
            let help = suggest(&id.value, index.keys().map(String::as_str)).filter(|help| help.starts_with("did"));
            problems.push(origin.source.problem(id.span.clone(), format!("no rule has the id `{}`", id.value)).maybe_help(help));
        }
    }
    edges
}

/// The places that edges lead to from one, sorted.
pub(super) fn reachable(from: usize, edges: &[Vec<usize>]) -> Vec<usize> {
    let mut found = vec![false; edges.len()];
    let mut open = edges[from].clone();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut found[at], true) {
            open.extend(&edges[at]);
        }
    }
    found.iter().enumerate().filter(|(_, found)| **found).map(|(at, _)| at).collect()
}
