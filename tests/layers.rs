//! Holds the import rule: a module of `src/` uses only the layers above it in `lib.rs`.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// In the order of `lib.rs`; each may use those before it.
const LAYERS: [&str; 15] = [
    "model", "regexes", "log", "bundle", "rules", "matching", "extract", "diagnose", "fix", "report", "render", "github", "publish",
    "store", "cli",
];

/// `github` is the only user of octocrab, `bundle::yaml` and the reader of front matter are the only users of the YAML crate.
const SOLE_USERS: [(&str, &[&str]); 4] = [
    ("octocrab", &["src/github"]),
    ("rusqlite", &["src/store"]),
    ("serde_saphyr", &["src/bundle/yaml.rs", "src/rules/front.rs"]),
    ("pulldown_cmark", &["src/rules", "src/render"]),
];

fn sources(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The layers that a source names after `crate::`, also inside `crate::{…}`.
fn used(source: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let names = rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap());
            let parts: Vec<&str> = if rest.starts_with('{') { names.split(',').collect() } else { vec![names] };
            for part in parts {
                let name = part.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
                found.extend(LAYERS.iter().find(|layer| **layer == name).map(|layer| (number + 1, *layer)));
            }
        }
    }
    found
}

#[test]
fn each_layer_uses_only_those_above_it() {
    let mut wrong = Vec::new();
    for (rank, layer) in LAYERS.iter().enumerate() {
        for path in sources(&root().join("src").join(layer)) {
            let source = fs::read_to_string(&path).unwrap();
            for (line, other) in used(&source) {
                if LAYERS.iter().position(|name| *name == other).unwrap() > rank {
                    wrong.push(format!("{}:{line}: {layer} uses {other}, a layer below it", path.strip_prefix(root()).unwrap().display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_is_the_order_of_lib_rs() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let declared: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, LAYERS);
}

#[test]
fn some_crates_have_one_user() {
    let mut wrong = Vec::new();
    for path in sources(&root().join("src")) {
        let source = fs::read_to_string(&path).unwrap();
        let relative = path.strip_prefix(root()).unwrap().display().to_string();
        for (name, users) in SOLE_USERS {
            let named = source.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(&format!("{name}::")));
            if named && !users.iter().any(|user| relative.starts_with(user)) {
                wrong.push(format!("{relative} uses {name}, which only {} may", users.join(" and ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_scan_sees_what_it_should() {
    let found = used("use crate::{github::Client, model};\n// crate::cli is not used\nlet x = crate::render::html(y);");
    assert_eq!(found, [(1, "github"), (1, "model"), (3, "render")]);
}

#[test]
fn files_stay_small() {
    let long: Vec<String> = sources(&root().join("src"))
        .into_iter()
        .map(|path| (fs::read_to_string(&path).unwrap().lines().count(), path))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, path)| format!("{} has {lines} lines: split it", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
