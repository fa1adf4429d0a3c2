//! What is wrong with a catalog that loads: rules that work and could be better, or that never get their turn.

mod examples;
mod links;
mod overlap;
mod prose;
mod regexes;
mod sample;

use std::ops::Range;

use super::cores::on_all_cores;
use super::diagnostic::{Diagnostic, Source};
use super::{Catalog, Rule};

/// A rule, its file, and what is found wrong with it.
struct Desk<'a> {
    rule: &'a Rule,
    source: &'a Source,
    problems: Vec<Diagnostic>,
}

impl Desk<'_> {
    fn wrong(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(self.source.problem(span, message).help(help));
    }

    /// Where a regex of `match` stands, by its place there: one may stand there for logs and for annotations.
    fn regex(&self, at: usize) -> Range<usize> {
        regex(self.rule, self.source, at)
    }

    /// Where a text of the rule stands in its file, as YAML in single quotes writes it; else the file's start.
    fn find(&self, text: &str) -> Range<usize> {
        find(self.source, text)
    }
}

fn regex(rule: &Rule, source: &Source, at: usize) -> Range<usize> {
    let text = rule.patterns[at].source();
    let before = rule.patterns[..at].iter().filter(|other| other.source() == text).count();
    let quoted = format!("'{}'", text.replace('\'', "''"));
    let found = source.text.match_indices(&quoted).nth(before).map(|(start, _)| start + 1..start + quoted.len() - 1);
    found.unwrap_or_else(|| find(source, text))
}

fn find(source: &Source, text: &str) -> Range<usize> {
    let quoted = text.replace('\'', "''");
    let found = source.text.find(&quoted).map(|at| at..at + quoted.len());
    found.or_else(|| source.text.find(text).map(|at| at..at + text.len())).unwrap_or(0..3)
}

impl Catalog {
    /// What could be better about rules, by file and place. `which` says whose problems are wanted, by place in [`rules`](Self::rules);
    /// they are still judged beside all others.
    pub fn lint(&self, which: &[usize]) -> Vec<Diagnostic> {
        let each = on_all_cores(which.len(), |at| {
            let (rule, source) = self.written(which[at]);
            let mut desk = Desk { rule, source, problems: Vec::new() };
            regexes::check(&mut desk);
            prose::check(&mut desk);
            links::check(&mut desk);
            examples::check(&mut desk);
            desk.problems
        });
        let mut problems: Vec<Diagnostic> = each.into_iter().flatten().collect();
        problems.extend(overlap::check(self, which));
        problems.sort_by(|a, b| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
        problems
    }

    /// A problem with a rule, at its id.
    pub fn problem(&self, rule: usize, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        let (rule, source) = self.written(rule);
        source.problem(find(source, &rule.id), message).help(help)
    }
}
