//! `triage watch`: a run that goes on while it is looked at.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::fake::{Fake, Fault};
use super::scene::{LINE, RUN, Scene, Served, archive, command, green, job, red, run};

/// Run 7, of which `build` and `lint` still run.
fn scene() -> Scene {
    let scene = Scene::new();
    let mut run = run(7, "failure");
    (run["status"], run["conclusion"]) = (json!("in_progress"), json!(null));
    scene.json("run.json", &run);
    scene.jobs("", &[running(71, "build"), running(72, "lint")]);
    scene
}

fn running(id: u64, name: &str) -> Value {
    let mut job = job(id, name, "success");
    (job["status"], job["conclusion"], job["completed_at"]) = (json!("in_progress"), json!(null), json!(null));
    job
}

fn end(scene: &Scene) {
    scene.write("logs.zip", archive(&[("0_build.txt", &red(LINE)), ("1_lint.txt", &green())]));
    scene.jobs("", &[job(71, "build", "failure"), job(72, "lint", "success")]);
    scene.json("run.json", &run(7, "failure"));
}

/// Waits for what must come.
fn until(what: &str, so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_mins(1), "{what} never came");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn watch(fake: &Served, more: &[&str]) -> std::process::Child {
    let arguments = [&["watch", "7", "-R", "o/r", "--every", "0.01", "--no-cache"], more].concat();
    let mut command = command(Path::new("/"), Some(fake), &arguments, &[("GH_TOKEN", Fake::TOKEN)]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_job_is_told_as_it_ends_and_the_run_at_the_end() {
    let scene = scene();
    let fake = scene.fake();
    let mut child = watch(&fake, &["--format", "json"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    until("a second look", || fake.asked(&format!("{RUN}/jobs")) > 1);
    scene.write("jobs/71.txt", red(LINE));
    scene.jobs("", &[job(71, "build", "failure"), running(72, "lint")]);
    let first: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!((&first["job"]["name"], &first["causes"][0]["evidence"][0]["text"]), (&json!("build"), &json!(LINE)));
    let seen = fake.asked(&format!("{RUN}/jobs"));
    until("another look", || fake.asked(&format!("{RUN}/jobs")) > seen + 2);
    end(&scene);
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    assert_eq!(rest.len(), 1, "the job is told once, then the run: {rest:#?}");
    let report: Value = serde_json::from_str(&rest[0]).unwrap();
    assert_eq!((&report["run"]["conclusion"], report["causes"].as_array().unwrap().len()), (&json!("failure"), 1));
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_question_that_fails_is_asked_again() {
    let scene = scene();
    let fake = scene.fake();
    let mut child = watch(&fake, &["--format", "markdown", "--timeout", "5"]);
    until("a second look", || fake.asked(&format!("{RUN}/jobs")) > 1);
    fake.fault(&format!("{RUN}/jobs"), Fault::answer(502, "").times(8));
    let seen = fake.asked(&format!("{RUN}/jobs"));
    until("many more", || fake.asked(&format!("{RUN}/jobs")) > seen + 10);
    end(&scene);
    let (mut out, mut err) = (String::new(), String::new());
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{err}");
    assert!(err.starts_with("warning: failed to read ") && err.contains("; still watching\n"), "{err}");
    assert!(out.contains(LINE) && out.contains("## Jobs"), "{out}");
}

#[test]
fn one_that_has_ended_is_reported_at_once() {
    let fake = Scene::new().fake();
    let child = watch(&fake, &["--format", "json", "--fail-on", "any"]);
    let ended = child.wait_with_output().unwrap();
    let report: Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!((ended.status.code(), &report["causes"][0]["evidence"][0]["text"]), (Some(1), &json!(LINE)));
}
