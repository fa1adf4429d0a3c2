//! Every log under `tests/extract/<extractor>/`, through the real program without rules: the extractor must read the primary cause, and read it as
//! the snapshot beside the log says. How to write the logs anew: `tests/extract/README.md`.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Map, Value};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract");
    let mut trials = Vec::new();
    for directory in listed(&root).into_iter().filter(|path| path.is_dir() && !path.ends_with("make")) {
        let extractor = name(&directory);
        for log in listed(&directory).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "log")) {
            let extractor = extractor.clone();
            trials.push(Trial::test(format!("{extractor}::{}", name(&log)), move || check(&extractor, &log)));
        }
    }
    trials.push(Trial::test("every_extractor_has_a_log", every_extractor_has_a_log));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn listed(directory: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn check(extractor: &str, log: &Path) -> Result<(), Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_triage")).args(["scan", "--no-rules", "--format", "json"]).arg(log).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| Failed::from(format!("{error}; {}", String::from_utf8_lossy(&output.stderr))))?;
    let Some(cause) = report["causes"].get(0) else { return Err("it reads nothing".into()) };
    if cause["extractor"] != extractor {
        return Err(format!("{} reads it: {}", cause["extractor"], cause["evidence"][0]["text"]).into());
    }
    let read: Vec<Value> = report["causes"].as_array().unwrap().iter().map(shown).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(log.parent().unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name(log), serde_json::to_string_pretty(&read).unwrap()));
    Ok(())
}

/// What an extractor decides, without what the report adds.
fn shown(cause: &Value) -> Value {
    let mut kept = Map::new();
    for key in ["extractor", "category", "title", "root_cause", "confidence", "details", "reproduce"] {
        kept.insert(key.to_owned(), cause[key].clone());
    }
    for key in ["log_line", "text"] {
        kept.insert(key.to_owned(), cause["evidence"][0][key].clone());
    }
    Value::Object(kept)
}

fn every_extractor_has_a_log() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract");
    let bare: Vec<&str> = triage::extract::all()
        .map(|extractor| extractor.name)
        .filter(|name| {
            !fs::read_dir(root.join(name))
                .is_ok_and(|mut files| files.any(|file| file.unwrap().path().extension().is_some_and(|ending| ending == "log")))
        })
        .collect();
    if bare.is_empty() { Ok(()) } else { Err(format!("no log under tests/extract for {}", bare.join(", ")).into()) }
}
