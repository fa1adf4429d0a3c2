//! Rules over lines without any cleverness, and rule files to try it on.

use regex::Regex;
use triage::log::JobLog;
use triage::matching::{Hit, Scan};
use triage::rules::{Captures, Catalog, Input, Status};

/// A catalog's regexes, as the `regex` crate makes them.
pub(crate) struct Naive<'c> {
    catalog: &'c Catalog,
    /// By rule; those of deprecated rules are left out.
    regexes: Vec<Vec<Regex>>,
}

impl<'c> Naive<'c> {
    pub(crate) fn new(catalog: &'c Catalog) -> Self {
        let regexes = catalog.rules().iter().map(|rule| {
            let patterns = rule.patterns.iter().filter(|pattern| pattern.input == Input::Log && rule.status != Status::Deprecated);
            patterns.map(|pattern| Regex::new(pattern.source()).unwrap()).collect()
        });
        Self { catalog, regexes: regexes.collect() }
    }

    /// What a scan must find.
    pub(crate) fn scan(&self, extractors: &[&[&str]], log: &JobLog) -> Scan {
        let mut found = Scan { hits: Vec::new(), marked: vec![Vec::new(); extractors.len()] };
        for line in (0..log.len()).filter(|&line| !log.is_echo(line)) {
            let text = log.text(line);
            for (index, (rule, regexes)) in self.catalog.rules().iter().zip(&self.regexes).enumerate() {
                if let Some(taken) = regexes.iter().find_map(|regex| regex.captures(&text)) {
                    let mut captures = Captures::new();
                    for (name, kind) in &rule.captures {
                        if let Some(value) = taken.name(name) {
                            captures.insert(name, *kind, value.as_str());
                        }
                    }
                    found.hits.push(Hit { rule: index, line, captures, matched: taken[0].trim().to_owned() });
                }
            }
            for (marked, literals) in found.marked.iter_mut().zip(extractors) {
                if literals.iter().any(|literal| text.contains(literal)) {
                    marked.push(line);
                }
            }
        }
        found
    }
}

/// A rule file with these keys in its front matter.
pub(crate) fn file(id: &str, keys: &str) -> (String, String) {
    let text = format!(
        "---\nid: {id}\ntitle: T\ncategory: c\nseverity: error\nconfidence: high\nactor: author\n{keys}\n---\n# T\n## Root cause\nR.\n## Fix\nF.\n## Examples\n### a\n```log\nx\n```\n### b\n```log\nx\n```\n### c\n```log no-match\nok\n```\n"
    );
    (format!("rules/c/{id}.md"), text)
}

/// A catalog of one rule for each of these lists of patterns.
pub(crate) fn catalog(patterns: &[&[&str]]) -> Catalog {
    let files: Vec<_> = patterns
        .iter()
        .enumerate()
        .map(|(at, patterns)| {
            let list: String = patterns.iter().map(|pattern| format!("\n  - '{}'", pattern.replace('\'', "''"))).collect();
            let named = patterns.iter().any(|pattern| pattern.contains("?<name>"));
            file(&format!("r{at}"), &format!("match:{list}{}", if named { "\ncaptures: { name: text }" } else { "" }))
        })
        .collect();
    Catalog::from_files(&files).unwrap()
}
