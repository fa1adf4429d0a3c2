//! Every line of a log that a pattern of the catalog matches, wherever it stands.

use std::collections::BTreeSet;

use super::prefilter::{Owners, PatternId, Prefilter, Signal};
use crate::log::JobLog;
use crate::rules::{Captures, Catalog, Rule, Status};

/// A line that a rule's pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The rule, as an index into the catalog.
    pub rule: usize,
    /// The line, as an index into the job's lines.
    pub line: usize,
    /// What the pattern took.
    pub captures: Captures,
    /// What the pattern matched.
    pub matched: String,
}

/// What the prefilter and the patterns find in a log.
#[derive(Debug, Default)]
pub struct Scan {
    /// By line and then rule; a rule that matches a line by several patterns counts once, by the first. Echoed lines are left out.
    pub hits: Vec<Hit>,
    /// By extractor, in their order: the lines that hold one of its literals, ascending, echoed ones left out.
    pub marked: Vec<Vec<usize>>,
}

pub(super) fn scan(prefilter: &Prefilter, catalog: &Catalog, extractors: usize, log: &JobLog) -> Scan {
    let mut candidates: BTreeSet<(usize, PatternId)> = BTreeSet::new();
    let mut marked = vec![Vec::new(); extractors];
    let mut take = |line: usize, owners: &Owners| {
        candidates.extend(owners.patterns.iter().map(|pattern| (line, *pattern)));
        for &extractor in &owners.extractors {
            marked[extractor].push(line);
        }
    };
    for (file, content) in log.files().iter().enumerate() {
        let mut cleaned = None;
        prefilter.scan(&content.bytes, |start, signal| {
            let Some(line) = log.line_at(file, start) else { return };
            match signal {
                Signal::Candidates(owners) => take(line, owners),
                Signal::Escaped if cleaned == Some(line) => {}
                Signal::Escaped => {
                    cleaned = Some(line);
                    prefilter.scan(log.text(line).as_bytes(), |_, signal| {
                        if let Signal::Candidates(owners) = signal {
                            take(line, owners);
                        }
                    });
                }
            }
        });
    }
    for lines in &mut marked {
        lines.sort_unstable();
        lines.dedup();
        lines.retain(|&line| !log.is_echo(line));
    }
    Scan { hits: hits(candidates, catalog, log), marked }
}

fn hits(candidates: BTreeSet<(usize, PatternId)>, catalog: &Catalog, log: &JobLog) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for (line, id) in candidates {
        let rule_index = id.rule as usize;
        let rule = &catalog.rules()[rule_index];
        let again = hits.iter().rev().take_while(|hit| hit.line == line).any(|hit| hit.rule == rule_index);
        if again || rule.status == Status::Deprecated || log.is_echo(line) {
            continue;
        }
        let text = log.text(line);
        if let Some(found) = rule.patterns[id.pattern as usize].regex().captures(&text) {
            hits.push(Hit { rule: rule_index, line, captures: captures(rule, &found), matched: found[0].trim().to_owned() });
        }
    }
    hits
}

/// The declared captures that took part in a match, with their types.
fn captures(rule: &Rule, found: &regex::Captures<'_>) -> Captures {
    let mut captures = Captures::new();
    for (name, kind) in &rule.captures {
        if let Some(value) = found.name(name) {
            captures.insert(name.clone(), *kind, value.as_str());
        }
    }
    captures
}
