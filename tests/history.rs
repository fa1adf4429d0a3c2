//! `triage history`: what reports leave behind, and what is asked of GitHub beside it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

use std::path::Path;

use serde_json::{Value, json};

#[expect(dead_code, reason = "some of it is for other tests")]
mod fake;
#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "faults/scene.rs"]
mod scene;

use fake::Fake;
use scene::{Ended, LINE, Scene, Served, archive, green, job, red, run, triage_in};

/// The commit that a run of this id tested.
fn sha(id: u64) -> String {
    format!("{id:040}")
}

/// A run of main, later the higher its id.
fn push(id: u64, conclusion: &str) -> Value {
    let mut run = run(id, conclusion);
    run["event"] = json!("push");
    run["head_branch"] = json!("main");
    run["head_sha"] = json!(sha(id));
    run["created_at"] = json!(format!("2026-02-{id:02}T15:00:00Z"));
    run["pull_requests"] = json!([]);
    run
}

/// Runs 4 to 11 of main: green, red by the tests, not green but for another job, red by the line, red by something else, green, red by the line again.
fn scene() -> Scene {
    let scene = Scene::new();
    scene.json("run.json", &push(7, "failure"));
    let put = |id: u64, build: &str, lint: &str, log: Option<String>| {
        let folder = if id == 7 { String::new() } else { format!("runs/{id}/") };
        let conclusion = if build == "success" && lint == "success" { "success" } else { "failure" };
        scene.json(&format!("{folder}run.json"), &push(id, conclusion));
        scene.jobs(&folder, &[job(id * 10 + 1, "build", build), job(id * 10 + 2, "lint", lint)]);
        let log = log.unwrap_or_else(green);
        let lint = if lint == "success" { green() } else { red("lint.c:1:1: error: no such thing") };
        scene.write(&format!("{folder}logs.zip"), archive(&[("0_build.txt", &log), ("1_lint.txt", &lint)]));
    };
    put(4, "success", "success", None);
    put(5, "success", "failure", None);
    put(6, "failure", "success", Some(red("Error: nobody looked")));
    put(7, "failure", "success", Some(red(LINE)));
    put(8, "failure", "success", Some(red("main.c:1:1: error: expected expression")));
    put(9, "success", "success", None);
    put(11, "failure", "success", Some(red(LINE)));
    let commit = |id: u64, message: &str| json!({"sha": sha(id), "html_url": format!("https://github.com/o/r/commit/{}", sha(id)), "commit": {"message": message, "author": {"date": "2026-02-06T15:00:00Z"}}});
    scene.json(
        &format!("compare/{}...{}.json", sha(5), sha(7)),
        &json!({"total_commits": 2, "commits": [commit(6, "try <b>it</b>"), commit(7, "mount it\n\nfixes #1")]}),
    );
    scene
}

fn with(fake: &Fake, store: &Path, arguments: &[&str]) -> Ended {
    let store = store.to_str().unwrap();
    triage_in(Path::new("/"), Some(fake), &[arguments, &["--store", store]].concat(), &[("GH_TOKEN", Fake::TOKEN)])
}

/// Reports of these runs, kept.
fn kept(runs: &[&str]) -> (Served, tempfile::TempDir, std::path::PathBuf) {
    let (fake, directory) = (scene().fake(), tempfile::tempdir().unwrap());
    let store = directory.path().join("data").join("history.sqlite");
    for run in runs {
        let ended = with(&fake, &store, &["run", run, "-R", "o/r", "--format", "json"]);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "run {run}");
    }
    (fake, directory, store)
}

fn ids(turns: &Value) -> Vec<(&str, u64)> {
    turns.as_array().unwrap().iter().map(|turn| (turn["change"].as_str().unwrap(), turn["run"]["id"].as_u64().unwrap())).collect()
}

#[test]
fn a_cause_from_its_first_run_to_its_return() {
    let (fake, _directory, store) = kept(&["7", "8", "9", "11"]);
    let ended = with(&fake, &store, &["history", "bind-mount-source-missing", "--format", "json"]);
    let told = ended.json();
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ids(&told["turns"]), [("came", 7), ("went", 9), ("reopened", 11)]);
    assert_eq!(
        (&told["state"], &told["base"], &told["runs"], &told["jobs"]),
        (&json!("present"), &json!("main"), &json!(2), &json!(["build"]))
    );
    assert_eq!((&told["first_red"]["id"], &told["line"]), (&json!(7), &json!(LINE)));
    // Run 5 was red, but not this job of it; run 6 was, and nobody looked why.
    assert_eq!((&told["last_green"]["id"], &told["maybe_red"][0]["id"]), (&json!(5), &json!(6)));
    let between = &told["between"];
    assert_eq!(between["url"], json!(format!("https://github.com/o/r/compare/{}...{}", sha(5), sha(7))));
    assert_eq!((&between["total"], between["commits"].as_array().unwrap().len()), (&json!(2), 2));
    assert_eq!(told["missing"], json!([]));
    // By its fingerprint's first digits and by words of its title, too.
    let fingerprint = told["fingerprint"].as_str().unwrap();
    for name in [&fingerprint[..6], "bind mount source"] {
        assert_eq!(with(&fake, &store, &["history", name, "--format", "json"]).json(), told, "{name}");
    }
}

#[test]
fn all_causes_are_listed_the_last_seen_first() {
    let (fake, _directory, store) = kept(&["7", "8"]);
    let listed = with(&fake, &store, &["history", "--format", "json"]).json();
    let causes = listed["causes"].as_array().unwrap();
    let days: Vec<_> = causes.iter().map(|cause| cause["last_seen"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-02-08T15:00:00Z", "2026-02-07T15:00:00Z"]);
    assert_eq!(causes[1]["rule"], json!("container/bind-mount-source-missing"));
    let elsewhere = with(&fake, &store, &["history", "-R", "o/other"]);
    assert_eq!(elsewhere.stdout, "No cause was seen yet. What `triage run` and `triage pr` report is kept.\n");
}

#[test]
fn the_same_report_again_changes_nothing() {
    let (fake, _directory, store) = kept(&["7", "9", "7", "7"]);
    let told = with(&fake, &store, &["history", "bind", "--format", "json", "--offline"]).json();
    assert_eq!((&told["runs"], &told["state"], ids(&told["turns"])), (&json!(1), &json!("gone"), vec![("came", 7), ("went", 9)]));
    // What the file does not hold is not asked for.
    assert_eq!((&told["last_green"], &told["between"]), (&json!(null), &json!(null)));
}

/// Every word in it that a stranger wrote stays text.
#[test]
fn as_it_is_printed() {
    let (fake, _directory, store) = kept(&["7", "9", "11"]);
    let markdown = with(&fake, &store, &["history", "bind", "--format", "markdown"]).stdout;
    insta::assert_snapshot!(markdown);
    let terminal = with(&fake, &store, &["history", "--format", "terminal"]).stdout;
    insta::assert_snapshot!(terminal.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_names_no_cause() {
    let (fake, directory, store) = kept(&["7", "8"]);
    let none = with(&fake, &store, &["history", "no-such-rule"]);
    assert_eq!(
        (none.code, none.stderr.as_str()),
        (2, "error: failed to find a cause called `no-such-rule` in the history\n\nhint: `triage history` lists all causes\n")
    );
    let both = with(&fake, &store, &["history", "e"]);
    assert!(both.code == 2 && both.stderr.contains("failed to choose a cause: `e` may be any of 2"), "{}", both.stderr);
    std::fs::write(directory.path().join("text"), "no database at all, but long enough to look like something").unwrap();
    let broken = with(&fake, &directory.path().join("text"), &["history"]);
    assert!(broken.code == 2 && broken.stderr.contains("file is not a database") && broken.stderr.contains("hint: "), "{}", broken.stderr);
}

/// In the data directory by default; without one, without permission, or when it is not wanted, a report is made all the same.
#[test]
fn where_it_is_kept() {
    let (fake, directory) = (scene().fake(), tempfile::tempdir().unwrap());
    let home = directory.path().to_str().unwrap();
    let run = |home: &str, more: &[&str]| {
        let arguments = [&["run", "7", "-R", "o/r", "--format", "json", "--no-cache"], more].concat();
        triage_in(Path::new("/"), Some(&fake), &arguments, &[("GH_TOKEN", Fake::TOKEN), ("XDG_DATA_HOME", home)])
    };
    let file = directory.path().join("triage").join("history.sqlite");
    assert_eq!(run(home, &["--no-store"]).code, 0);
    assert!(!file.exists());
    assert_eq!(run(home, &[]).stderr, "");
    assert!(file.exists());
    // A file stands where the folder would be.
    let blocked = directory.path().join("blocked");
    std::fs::write(&blocked, "").unwrap();
    let ended = run(blocked.to_str().unwrap(), &[]);
    assert_eq!((ended.code, ended.stderr.as_str(), ended.first_line()), (0, "", LINE.to_owned()));
    // One that was named must work.
    let named = run(home, &["--store", blocked.join("x").to_str().unwrap()]);
    assert!(named.code == 2 && named.stderr.contains("failed to open the history"), "{}", named.stderr);
}
