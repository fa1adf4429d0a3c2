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
    trials.push(Trial::test("logs_read_the_same_within_a_whole_job", logs_read_the_same_within_a_whole_job));
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

/// What a job prints before the step that a log shows, and behind it.
const BEFORE: &str = include_str!("extract/before.txt");
const BEHIND: &str = include_str!("extract/behind.txt");

/// A log within that of a whole job; nothing where it is one already, or not of that form.
fn whole(log: &str) -> Option<String> {
    let is_stamped = |line: &str| line.get(..20).is_some_and(|start| start.as_bytes()[4] == b'-' && start.as_bytes()[10] == b'T');
    let stamp = |lines: &str| lines.lines().map(|line| format!("2026-02-03T09:59:59.0123456Z {line}\n")).collect::<String>();
    if log.contains("Current runner version") || log.lines().next().is_some_and(|line| line.contains("\t20")) {
        return None;
    }
    let group = if log.contains("##[group]Run ") {
        ""
    } else {
        "##[group]Run make ci\n\u{1b}[36;1mmake ci\u{1b}[0m\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n"
    };
    let log = if log.lines().any(is_stamped) { log.to_owned() } else { stamp(log) };
    let exit = if log.contains("##[error]") { "" } else { "##[error]Process completed with exit code 1.\n" };
    let behind = if log.contains("Post job cleanup.") { String::new() } else { stamp(BEHIND) };
    Some(stamp(BEFORE) + &stamp(group) + &log + &stamp(exit) + &behind)
}

fn logs_read_the_same_within_a_whole_job() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract");
    let directory = tempfile::tempdir().unwrap();
    let mut wanted = Vec::new();
    for log in listed(&root).into_iter().filter(|path| path.is_dir()).flat_map(|directory| listed(&directory)) {
        let Ok(snapshot) = fs::read_to_string(log.with_extension("snap")) else { continue };
        let Some(text) = snapshot.lines().find_map(|line| line.trim().strip_prefix("\"text\": ")) else { continue };
        let Ok(Some(job)) = fs::read_to_string(&log).map(|log| whole(&log)) else { continue };
        if log.extension().is_some_and(|ending| ending == "log") {
            let name = format!("{}-{}", name(log.parent().unwrap()), name(&log));
            fs::write(directory.path().join(format!("{name}.txt")), job).unwrap();
            wanted.push((name, serde_json::from_str::<String>(text.trim_end_matches(',')).unwrap()));
        }
    }
    let output =
        Command::new(env!("CARGO_BIN_EXE_triage")).args(["scan", "--no-rules", "--format", "json"]).arg(directory.path()).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut wrong = Vec::new();
    for (job, text) in &wanted {
        let found = report["jobs"].as_array().unwrap().iter().find(|other| other["name"] == job.as_str());
        let read = found.map(|job| job["causes"][0]["evidence"][0]["text"].clone());
        if read.as_ref().and_then(Value::as_str) != Some(text) {
            wrong.push(format!("{job}: {read:?} instead of {text:?}"));
        }
    }
    assert!(wanted.len() > 300, "only {} logs", wanted.len());
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
