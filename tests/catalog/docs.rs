//! The pages that are made of the catalog: its index, the README's table of categories, the schemas. `UPDATE_DOCS=1` writes them.

use std::collections::BTreeMap;
use std::fs;

use triage::rules::{Rule, Status, config_schema, front_matter_schema};

use super::{matcher, root};

/// Whether a file is what it should be; with `UPDATE_DOCS=1` it is made so.
fn hold(file: &str, text: &str) {
    let path = root().join(file);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(published == text, "{file} is not what the catalog says: UPDATE_DOCS=1 cargo test --test catalog");
}

fn by_category() -> BTreeMap<&'static str, Vec<&'static Rule>> {
    let mut categories: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in matcher().0.rules() {
        categories.entry(&rule.category).or_default().push(rule);
    }
    categories
}

/// What the built-in edition says of a category.
fn about(category: &str) -> &'static str {
    let edition = matcher().0.edition().unwrap();
    edition
        .categories
        .get(category)
        .unwrap_or_else(|| panic!("rules/catalog.yml does not say what `{category}` is about: add a line under `categories`"))
}

#[test]
fn the_index_lists_every_rule() {
    let mut text = String::from(
        "# The built-in rules\n\nMade by `UPDATE_DOCS=1 cargo test --test catalog`. Each is a runbook: what happened, why, what to do, and how to see that it is over.\nA wrapper only says where to look. An experimental rule never wins over what a tool's own report says.\n",
    );
    for (category, rules) in by_category() {
        text.push_str(&format!("\n## {category}\n\n{}\n\n| Rule | | Who must act |\n|---|---|---|\n", about(category)));
        for rule in rules {
            let mut title = rule.title.replace('|', "\\|");
            if rule.kind.as_str() != "cause" {
                title.push_str(&format!(" *({})*", rule.kind.as_str()));
            }
            if rule.status != Status::Stable {
                title.push_str(&format!(" *({})*", rule.status.as_str()));
            }
            text.push_str(&format!("| [{}](../rules/{}.md) | {title} | {} |\n", rule.id, rule.path(), rule.actor.as_str()));
        }
    }
    hold("docs/rules.md", &text);
}

#[test]
fn the_readme_lists_every_category() {
    let (start, end) = ("<!-- categories -->\n", "<!-- /categories -->");
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (before, rest) = readme.split_once(start).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let rows: String =
        by_category().keys().map(|category| format!("| [{category}](docs/rules.md#{category}) | {} |\n", about(category))).collect();
    hold("README.md", &format!("{before}{start}| Category | What breaks |\n|---|---|\n{rows}{end}{after}"));
}

#[test]
fn the_schemas_are_those_of_the_types() {
    for (file, schema) in [("docs/rule.schema.json", front_matter_schema()), ("docs/config.schema.json", config_schema())] {
        hold(file, &(serde_json::to_string_pretty(&schema).unwrap() + "\n"));
    }
}

/// The keys of the front matter, of a variant's conditions and of the configuration are all documented.
#[test]
fn every_key_is_documented() {
    let keys = |value: &serde_json::Value| value["properties"].as_object().unwrap().keys().cloned().collect::<Vec<String>>();
    let rule = serde_json::to_value(front_matter_schema()).unwrap();
    let page = fs::read_to_string(root().join("docs/rule-format.md")).unwrap();
    for key in keys(&rule).into_iter().chain(keys(&rule["$defs"]["RawWhen"])) {
        let row = page.lines().any(|line| line.starts_with(&format!("| `{key}`")) || line.starts_with(&format!("| `{key}:")));
        assert!(row, "docs/rule-format.md has no row for `{key}`");
    }
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    for key in keys(&serde_json::to_value(config_schema()).unwrap()) {
        assert!(page.contains(&format!("\n{key}:")), "docs/configuration.md does not show `{key}`");
    }
}

/// What the pages show as a file is one that is read.
#[test]
fn examples_on_pages_are_read() {
    let page = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let yaml = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    triage::rules::Config::parse("docs/configuration.md", yaml).unwrap();
}
