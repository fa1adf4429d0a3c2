//! One job reads and may not write, another writes and reads no log.

use std::fs;
use std::path::Path;

use super::comment::{bodies, posting, pull, scene};
use super::fake::Fake;
use super::scene::{Ended, HEAD, LINE, Scene, job, run, triage_in};

fn post(fake: &Fake, scene: &Scene, head: &str) -> Ended {
    let file = scene.path("prepared.json");
    let arguments = ["post", file.to_str().unwrap(), "-R", "o/r", "--no-cache", "--head", head];
    triage_in(Path::new("/"), Some(fake), &arguments, &[("GH_TOKEN", Fake::TOKEN)])
}

#[test]
fn what_was_prepared_is_posted_without_a_log() {
    let scene = scene();
    let file = scene.path("prepared.json");
    let fake = scene.fake();
    let ended = posting(&fake, &["--comment", "--prepare", file.to_str().unwrap()], None);
    assert_eq!((ended.code, ended.stderr.as_str(), bodies(&fake).len()), (0, "", 0));
    assert!(fake.journal().iter().all(|request| request.method == "GET"));

    let before = fake.journal().len();
    let ended = post(&fake, &scene, HEAD);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "commented on pull request 24\n"));
    assert!(bodies(&fake)[0].contains(LINE));
    let asked = fake.journal();
    assert!(asked[before..].iter().all(|request| !request.path.contains("/logs") && !request.path.contains("/jobs")), "{asked:#?}");
}

#[test]
fn what_is_stale_or_of_another_head_is_not_posted() {
    let scene = scene();
    let file = scene.path("prepared.json");
    let fake = scene.fake();
    posting(&fake, &["--comment", "--prepare", file.to_str().unwrap()], None);
    let said = post(&fake, &scene, &"0".repeat(40)).stderr;
    assert_eq!(said, "note: no comment on pull request 24: its head is another commit than the one that was triaged\n");

    let mut second = run(8, "failure");
    second["workflow_id"] = 2.into();
    scene.json("runs/8/run.json", &second);
    scene.jobs("runs/8/", &[job(81, "check", "failure")]);
    let said = post(&fake, &scene, HEAD).stderr;
    assert_eq!(said, "note: no comment on pull request 24: a run has ended since; what that run brings will say so\n");

    pull(&scene, &"9".repeat(40), &[]);
    assert!(post(&fake, &scene, HEAD).stderr.contains("another commit"));
    // Somebody else's number in it leads nowhere.
    let forged = fs::read_to_string(&file).unwrap().replace("\"pull\": 24", "\"pull\": 25");
    fs::write(&file, forged).unwrap();
    let ended = post(&fake, &scene, HEAD);
    assert_eq!((ended.code, bodies(&fake).len(), fake.comments(25).len()), (0, 0, 0), "{}", ended.stderr);
    fs::write(&file, "[{}]").unwrap();
    assert_eq!(post(&fake, &scene, HEAD).code, 2);
}
