//! Rules over lines without any cleverness, and rule files to try it on.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use regex::Regex;
use triage::log::JobLog;
use triage::matching::{Hit, Scan};
use triage::rules::{Captures, Catalog, Input, Rule, Status};

/// What a scan must find.
pub(crate) fn scan(catalog: &Catalog, extractors: &[&[&str]], log: &JobLog) -> Scan {
    let mut found = Scan { hits: Vec::new(), marked: vec![Vec::new(); extractors.len()] };
    for line in (0..log.len()).filter(|&line| !log.is_echo(line)) {
        let text = log.text(line);
        for (index, rule) in catalog.rules().iter().enumerate().filter(|(_, rule)| rule.status != Status::Deprecated) {
            let mut patterns = rule.patterns.iter().filter(|pattern| pattern.input == Input::Log);
            if let Some((matched, captures)) = patterns.find_map(|pattern| first(&regex(pattern.source()), rule, &text)) {
                found.hits.push(Hit { rule: index, line, captures, matched });
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

/// The regex as the `regex` crate makes it, once.
fn regex(source: &str) -> Regex {
    static MADE: LazyLock<Mutex<HashMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap();
    made.entry(source.to_owned()).or_insert_with(|| Regex::new(source).unwrap()).clone()
}

fn first(regex: &Regex, rule: &Rule, text: &str) -> Option<(String, Captures)> {
    let found = regex.captures(text)?;
    let mut captures = Captures::new();
    for (name, kind) in &rule.captures {
        if let Some(value) = found.name(name) {
            captures.insert(name, *kind, value.as_str());
        }
    }
    Some((found[0].trim().to_owned(), captures))
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
