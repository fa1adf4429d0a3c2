//! Rules over lines without any cleverness, and rule files to try it on.

use triage::log::JobLog;
use triage::matching::{Hit, Scan};
use triage::rules::{Catalog, Input, Status};

/// What a scan must find.
pub(crate) fn scan(catalog: &Catalog, extractors: &[&[&str]], log: &JobLog) -> Scan {
    let mut found = Scan { hits: Vec::new(), marked: vec![Vec::new(); extractors.len()] };
    for line in (0..log.len()).filter(|&line| !log.is_echo(line)) {
        let text = log.text(line);
        for (index, rule) in catalog.rules().iter().enumerate().filter(|(_, rule)| rule.status != Status::Deprecated) {
            let mut patterns = rule.patterns.iter().filter(|pattern| pattern.input == Input::Log);
            if let Some(captures) = patterns.find_map(|pattern| pattern.regex().captures(&text)) {
                let matched = captures[0].trim().to_owned();
                found.hits.push(Hit { rule: index, line, captures: rule.capture(&captures), matched });
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
