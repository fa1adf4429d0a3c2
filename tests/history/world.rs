//! A branch over eleven days, and a file of history.

use std::path::Path;

use serde_json::{Value, json};

use super::fake::Fake;
use super::scene::{Ended, LINE, Scene, Served, archive, green, job, red, run, triage_in};

/// The commit that a run of this id tested.
pub(crate) fn sha(id: u64) -> String {
    format!("{id:040}")
}

/// A run of main, later the higher its id.
pub(crate) fn push(id: u64, conclusion: &str) -> Value {
    let mut run = run(id, conclusion);
    run["event"] = json!("push");
    run["head_branch"] = json!("main");
    run["head_sha"] = json!(sha(id));
    run["created_at"] = json!(format!("2026-02-{id:02}T15:00:00Z"));
    run["pull_requests"] = json!([]);
    run
}

/// Runs 4 to 11 of main: green, red by the tests, not green but for another job, red by the line, red by something else, green, red by the line again.
pub(crate) fn scene() -> Scene {
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

pub(crate) fn with(fake: &Fake, store: &Path, arguments: &[&str]) -> Ended {
    let store = store.to_str().unwrap();
    triage_in(Path::new("/"), Some(fake), &[arguments, &["--store", store]].concat(), &[("GH_TOKEN", Fake::TOKEN)])
}

/// Reports of these runs, kept.
pub(crate) fn kept(runs: &[&str]) -> (Served, tempfile::TempDir, std::path::PathBuf) {
    let (fake, directory) = (scene().fake(), tempfile::tempdir().unwrap());
    let store = directory.path().join("data").join("history.sqlite");
    for run in runs {
        let ended = with(&fake, &store, &["run", run, "-R", "o/r", "--format", "json"]);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "run {run}");
    }
    (fake, directory, store)
}
