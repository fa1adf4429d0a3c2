//! Nothing hangs on the sample's names: with others in the place of repository, services, paths, variable, registry, ids and SHAs, the story is the same.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use super::program::{root, triage};
use super::seed::story;

/// Longer names first, so that none is renamed by halves.
const NAMES: [(&str, &str); 15] = [
    ("jordigilh", "octo-org"),
    ("kubernaut", "warehouse"),
    ("coverdata", "profiles"),
    ("E2E_COVERAGE", "WITH_PROFILES"),
    ("ghcr.io", "registry.example.net"),
    ("workflowexecution", "pickinglists"),
    ("WorkflowExecution", "PickingLists"),
    ("datastorage", "stockledger"),
    ("DataStorage", "StockLedger"),
    ("holmesgpt-api", "price-oracle"),
    ("notification", "dispatching"),
    ("21565516978", "77700000123"),
    ("621363542", "888111333"),
    ("ddceccb5c2", "1234567890"),
    ("30988267e4", "abcdef0123"),
];

fn renamed(text: &str) -> String {
    NAMES.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = renamed(&path.file_name().unwrap().to_string_lossy());
        let target = to.join(name);
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&path, &target);
        } else if path.extension().is_some_and(|ending| ending == "zip") {
            repack(&path, &target);
        } else {
            fs::write(target, renamed(&fs::read_to_string(path).unwrap())).unwrap();
        }
    }
}

fn repack(from: &Path, to: &Path) {
    let mut old = zip::ZipArchive::new(fs::File::open(from).unwrap()).unwrap();
    let mut new = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        if entry.is_dir() {
            continue;
        }
        let name = renamed(&entry.name().unwrap());
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(renamed(&text).as_bytes()).unwrap();
    }
    new.finish().unwrap();
}

#[test]
fn other_names_tell_the_same_story() {
    let scratch = tempfile::tempdir().unwrap();
    copy(&root().join("samples/seed-run"), scratch.path());
    let other = triage(&["scan", &scratch.path().display().to_string(), "--format", "json"]);
    assert_eq!(other.code, 0, "{}", other.stderr);
    // Runbooks name a well-known registry as an example.
    for (name, _) in NAMES.into_iter().filter(|(name, _)| *name != "ghcr.io") {
        assert!(!other.stdout.contains(name), "{name} is still in the report");
    }
    let sample = triage(&["scan", "samples/seed-run", "--format", "json"]);
    let expected: Vec<_> = story(&sample.json())
        .into_iter()
        .map(|(job, role, rule, status, sha)| (renamed(&job), role, rule, status, renamed(&sha)))
        .collect();
    assert_eq!(story(&other.json()), expected);
    assert_eq!(expected.len(), 8);
}
