//! One issue a cause on the default branch.

use std::path::Path;

use serde_json::json;

use super::fake::{Fake, Fault};
use super::scene::{Ended, HEAD, LINE, Scene, archive, green, job, red, run, triage_in};

/// A run of main: 7 is the scene's own, others come beside it.
fn put(scene: &Scene, id: u64, conclusion: &str, created: &str) {
    let mut of = run(id, conclusion);
    for (field, value) in [("event", "push"), ("head_branch", "main"), ("created_at", created)] {
        of[field] = value.into();
    }
    of["pull_requests"] = json!([]);
    let folder = if id == 7 { String::new() } else { format!("runs/{id}/") };
    scene.json(&format!("{folder}run.json"), &of);
    scene.jobs(&folder, &[job(id * 10 + 1, "build", conclusion)]);
    let log = if conclusion == "failure" { red(LINE) } else { green() };
    scene.write(&format!("{folder}logs.zip"), archive(&[("0_build.txt", &log)]));
    assert_eq!(of["head_sha"], HEAD);
}

fn issue(fake: &Fake, id: u64) -> Ended {
    let arguments = ["run", &id.to_string(), "-R", "o/r", "--no-cache", "--format", "json", "--issue"];
    let ended = triage_in(Path::new("/"), Some(fake), &arguments, &[("GH_TOKEN", Fake::TOKEN)]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended
}

#[test]
fn opened_once_closed_when_verified_and_opened_again() {
    let scene = Scene::new();
    put(&scene, 7, "failure", "2026-02-01T15:00:00Z");
    let fake = scene.fake();
    assert_eq!(issue(&fake, 7).stderr, "opened issue 100\n");
    let opened = &fake.issues()[0];
    assert!(opened["body"].as_str().unwrap().starts_with("<!-- triage:issue ") && opened["body"].as_str().unwrap().contains(LINE));
    assert_eq!(issue(&fake, 7).stderr, "");

    put(&scene, 8, "success", "2026-02-01T16:00:00Z");
    assert_eq!(issue(&fake, 8).stderr, "closed issue 100: verified\n");
    assert_eq!(fake.issues()[0]["state"], "closed");
    // The run of before the close shows nothing new.
    assert_eq!(issue(&fake, 7).stderr, "");

    put(&scene, 9, "failure", "2026-02-03T15:00:00Z");
    assert_eq!(issue(&fake, 9).stderr, "opened issue 100 again\n");
    assert_eq!((fake.issues().len(), fake.issues()[0]["state"].as_str()), (1, Some("open")));
    assert_eq!(fake.comments(100).len(), 2);
}

#[test]
fn only_for_the_default_branch_and_never_by_a_stranger() {
    let scene = Scene::new();
    let fake = scene.fake();
    assert_eq!(issue(&fake, 7).stderr, "note: no issues: the run is not one of the default branch\n");
    assert_eq!(fake.issues().len(), 0);
}

/// Two who did not see each other, and a gateway that lost the answer.
#[test]
fn one_issue_whoever_opens_it() {
    let scene = Scene::new();
    put(&scene, 7, "failure", "2026-02-01T15:00:00Z");
    let fake = scene.fake();
    fake.gather("GET /repos/o/r/issues", 2, || {});
    std::thread::scope(|scope| {
        scope.spawn(|| issue(&fake, 7));
        scope.spawn(|| issue(&fake, 7));
    });
    let open = |fake: &Fake| fake.issues().iter().filter(|issue| issue["state"] == "open").count();
    assert_eq!(open(&fake), 1, "{:#?}", fake.issues());

    let fake = scene.fake();
    fake.fault("POST /repos/o/r/issues", Fault::done_but(502, "<html>").times(1));
    assert_eq!(issue(&fake, 7).stderr, "opened issue 100\n");
    assert_eq!(fake.issues().len(), 1);
}
