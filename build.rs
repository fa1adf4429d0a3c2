//! Prepares the built-in catalog: which literal stands for which pattern of which rule, and what rules say of each other. At run time a rule's file
//! is read only once one of its literals stands in a log. What is wrong in a file is not this script's to say: then nothing is prepared, and
//! the program reads all files, as it does for any other pack.

#![expect(clippy::expect_used, reason = "a build script reports by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;

#[path = "build/automata.rs"]
mod automata;

#[path = "src/regexes/bytes.rs"]
mod bytes;

#[path = "src/extract/unusual/patterns.rs"]
mod forms;

#[path = "src/rules/digest.rs"]
mod digest;

#[path = "src/rules/literals.rs"]
#[expect(unreachable_pub, reason = "it is the library's")]
mod literals;

/// What is prepared of a rule's front matter.
#[derive(Deserialize)]
struct Front {
    id: String,
    category: String,
    #[serde(default)]
    status: String,
    #[serde(rename = "match")]
    patterns: Vec<Match>,
    #[serde(default)]
    supersedes: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    scope: Scope,
}

#[derive(Default, Deserialize)]
struct Scope {
    #[serde(default)]
    conclusion: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Match {
    Log(String),
    Other {
        #[serde(rename = "in")]
        input: Option<String>,
        pattern: String,
    },
}

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by Cargo"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules");
    for source in ["build", "src/rules/digest.rs", "src/rules/literals.rs", "src/regexes/bytes.rs", "src/extract/unusual/patterns.rs"] {
        println!("cargo::rerun-if-changed={source}");
    }
    let files = files(&root.join("rules"), "rules");
    let mut code = String::from("/// The files of the built-in pack, as path and text.\npub(super) static FILES: &[(&str, &str)] = &[\n");
    for (name, path) in &files {
        println!("cargo::rerun-if-changed={}", path.display());
        writeln!(code, "({name:?}, include_str!({:?})),", path.display().to_string()).expect("memory");
    }
    code.push_str(
        "];\n\n/// Its rules, by category and id; none: they are to be read.\npub(super) static PREPARED: Option<&[Prepared]> = ",
    );
    match files
        .iter()
        .enumerate()
        .filter(|(_, (name, _))| is_rule(name))
        .map(|(at, (_, path))| prepare(at, path))
        .collect::<Option<Vec<_>>>()
    {
        Some(mut rules) => {
            rules.sort();
            let rules: String = rules.into_iter().map(|(_, code)| code).collect();
            write!(code, "Some(&[\n{rules}]);\n").expect("memory");
        }
        None => code.push_str("None;\n"),
    }
    let digest = digest(&files).to_be_bytes();
    writeln!(code, "/// The number of its texts.\npub(super) const DIGEST: u64 = u64::from_be_bytes({digest:?});").expect("memory");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by Cargo"));
    fs::write(out.join("builtin.rs"), code).expect("the output directory can be written");
    automata::write(&forms::ALL, &out);
}

/// The number of the rules' texts, as `Pack::digest` has it.
fn digest(files: &[(String, PathBuf)]) -> u64 {
    let rules = files.iter().filter(|(name, _)| is_rule(name));
    let texts: Vec<(String, String)> = rules
        .map(|(name, path)| {
            let text = fs::read_to_string(path).expect("it was read before");
            let name = name.trim_start_matches("rules/").trim_end_matches(".md");
            let name = if name.contains('/') { name.to_owned() } else { format!("/{name}") };
            (name, text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
        })
        .collect();
    digest::digest(&mut texts.iter().map(|(name, text)| (name.clone(), text.as_str())).collect::<Vec<_>>())
}

/// The files of a pack, two levels deep, in the order of their names.
fn files(directory: &Path, name: &str) -> Vec<(String, PathBuf)> {
    println!("cargo::rerun-if-changed={}", directory.display());
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(directory) else { return found };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            found.extend(files(&path, &name));
        } else if fs::read_to_string(&path).is_ok() {
            found.push((name, path));
        }
    }
    found.sort();
    found
}

fn is_rule(name: &str) -> bool {
    name.strip_suffix(".md").is_some_and(|name| !name.rsplit('/').next().unwrap_or_default().eq_ignore_ascii_case("readme"))
}

/// The code for a rule, with what it is sorted by; none where its file is not as it should be.
fn prepare(at: usize, path: &Path) -> Option<(String, String)> {
    let text = fs::read_to_string(path).ok()?.replace("\r\n", "\n");
    let yaml = text.strip_prefix("---\n")?.split_once("\n---\n")?.0;
    let front: Front = serde_saphyr::from_str(yaml).ok()?;
    let mut literals: BTreeMap<usize, Vec<Vec<u8>>> = BTreeMap::new();
    let mut annotations = false;
    for (number, pattern) in front.patterns.iter().enumerate() {
        let (source, in_log) = match pattern {
            Match::Log(source) => (source, true),
            Match::Other { input, pattern } => (pattern, input.as_deref().is_none_or(|input| input == "log")),
        };
        let found = literals::required_literals(source)?;
        annotations |= !in_log;
        if in_log {
            literals.insert(number, found);
        }
    }
    let key = format!("{}/{}", front.category, front.id);
    let literals: String = literals
        .iter()
        .flat_map(|(number, found)| {
            found.iter().map(move |literal| format!("Needle {{ pattern: {number}, literal: b\"{}\" }}, ", literal.escape_ascii()))
        })
        .filter(|_| front.status != "deprecated")
        .collect();
    let code = format!(
        "Prepared {{ file: {at}, id: {:?}, category: {:?}, aliases: &{:?}, supersedes: &{:?}, literals: &[{literals}], annotations: {annotations}, passed: {} }},\n",
        front.id,
        front.category,
        front.aliases,
        front.supersedes,
        front.scope.conclusion.iter().any(|word| word == "success" || word == "skipped")
    );
    Some((key, code))
}
