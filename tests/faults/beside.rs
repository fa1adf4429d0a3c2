//! Causes that stand in no log: annotations, jobs that never started, runs that have not ended.

use serde_json::{Value, json};

use super::scene::{Ended, LINE, Scene, Served, archive, green, job, run, triage};

fn report(fake: &Served) -> Ended {
    let ended = triage(fake, &["run", "7", "-R", "o/r", "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended
}

fn annotations(messages: &[&str]) -> Value {
    let annotation =
        |message: &&str| json!({"path": ".github", "start_line": 1, "annotation_level": "failure", "title": "", "message": message});
    Value::from(messages.iter().map(annotation).collect::<Vec<_>>())
}

/// A job that no machine took.
fn never_started(id: u64, name: &str, conclusion: &str) -> Value {
    let mut job = job(id, name, conclusion);
    (job["steps"], job["runner_id"], job["runner_name"]) = (json!([]), json!(0), json!(""));
    job
}

/// Rule, extractor, kind and text of the evidence, of each cause.
fn causes(ended: &Ended) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let cause = |cause: &Value| {
        let who = cause["rule"].as_str().or(cause["extractor"].as_str()).unwrap_or("-").to_owned();
        (who, text(&cause["evidence"][0]["kind"]), text(&cause["evidence"][0]["text"]))
    };
    ended.json()["causes"].as_array().unwrap().iter().map(cause).collect()
}

fn one(ended: &Ended) -> (String, String, String) {
    let mut causes = causes(ended);
    assert_eq!(causes.len(), 1, "{causes:?}");
    causes.remove(0)
}

#[test]
fn jobs_that_never_started_say_why_in_annotations() {
    let rows = [
        (
            "The job was not started because recent account payments have failed or your spending limit needs to be increased.",
            "failure",
            "workflow/account-billing-blocked",
        ),
        (
            "This request was automatically failed because there were no enabled runners online to process the request for more than 1 days.",
            "failure",
            "runner/no-runner-online",
        ),
        (
            "Branch \"topic\" is not allowed to deploy to production due to environment protection rules.",
            "failure",
            "workflow/environment-refuses-branch",
        ),
        (
            "Canceling since a higher priority waiting request for 'ci-topic' exists",
            "cancelled",
            "workflow/superseded-in-concurrency-group",
        ),
        ("The moon stood in the way.", "failure", "never-started"),
    ];
    for (message, conclusion, who) in rows {
        let scene = Scene::new();
        scene.json("run.json", &run(7, conclusion));
        scene.jobs("", &[never_started(71, "build", conclusion), never_started(72, "test", conclusion), job(73, "lint", "success")]);
        for id in [71, 72] {
            scene.json(&format!("annotations/{id}.json"), &annotations(&[message]));
        }
        scene.write("logs.zip", archive(&[("1_lint.txt", &green())]));
        let ended = report(&scene.fake());
        assert_eq!(one(&ended), (who.to_owned(), "annotation".to_owned(), message.to_owned()));
        assert_eq!(ended.json()["causes"][0]["jobs"], json!(["build", "test"]));
        assert_eq!(ended.missing(), [""; 0], "a job that never started has no log to miss");
    }
}

#[test]
fn a_job_that_never_started_and_says_nothing() {
    let scene = Scene::new();
    scene.jobs("", &[never_started(71, "build", "failure"), job(72, "lint", "success")]);
    scene.write("logs.zip", archive(&[("1_lint.txt", &green())]));
    let ended = report(&scene.fake());
    let text = "conclusion: failure, runner: none, steps: none, labels: ubuntu-latest";
    assert_eq!(one(&ended), ("never-started".to_owned(), "metadata".to_owned(), text.to_owned()));
    assert_eq!(
        (&ended.json()["causes"][0]["actor"], &ended.json()["causes"][0]["evidence"][0]["log"]),
        (&json!("infrastructure"), &Value::Null)
    );
}

#[test]
fn a_workflow_that_did_not_start() {
    let scene = Scene::new();
    let mut run = run(7, "startup_failure");
    run["check_suite_id"] = json!(700);
    scene.json("run.json", &run);
    scene.jobs("", &[]);
    scene.write("logs.zip", "");
    let ended = report(&scene.fake());
    assert_eq!(one(&ended), ("startup-failure".to_owned(), "metadata".to_owned(), "conclusion: startup_failure, jobs: none".to_owned()));
    assert_eq!((&ended.json()["jobs"][0]["name"], ended.missing()), (&json!(".github/workflows/ci.yml"), vec![]));

    scene.json("check-runs.json", &json!({"total_count": 1, "check_runs": [{"id": 900}]}));
    scene.json("annotations/900.json", &annotations(&["You have an error in your yaml syntax on line 17"]));
    let ended = report(&scene.fake());
    assert_eq!(one(&ended).0, "workflow/workflow-file-invalid");
}

#[test]
fn a_runner_that_was_lost_stands_in_no_log() {
    let scene = Scene::new();
    let message = "The hosted runner: GitHub Actions 5 lost communication with the server. Anything in your workflow that terminates the runner process, starves it for CPU/Memory, or blocks its network access can cause this error.";
    scene.json("annotations/71.json", &annotations(&[message]));
    scene.write("logs.zip", archive(&[("build/4_x.txt", "2026-02-01T15:00:05.0000000Z compiling 3 of 900\n"), ("1_lint.txt", &green())]));
    let ended = report(&scene.fake());
    assert_eq!(causes(&ended)[0], ("runner/hosted-runner-lost".to_owned(), "annotation".to_owned(), message.to_owned()));
}

#[test]
fn annotations_are_what_is_left_when_logs_are_gone() {
    let scene = Scene::new();
    scene.json("annotations/71.json", &annotations(&["Process completed with exit code 125.", LINE]));
    std::fs::remove_file(scene.path("logs.zip")).unwrap();
    let ended = report(&scene.fake());
    assert_eq!(one(&ended), ("container/bind-mount-source-missing".to_owned(), "annotation".to_owned(), LINE.to_owned()));
    assert_eq!(ended.missing(), ["log archive: not found (404)"]);
}

/// One job failed, one still runs: its log is not asked for, and nothing is said of how it ended.
#[test]
fn a_run_that_has_not_ended() {
    let scene = Scene::new();
    scene.goes_on();
    let fake = scene.fake();
    let ended = report(&fake);
    assert_eq!(one(&ended).2, LINE);
    assert_eq!(ended.json()["causes"][0]["evidence"][0]["log"], "jobs/71.txt");
    assert_eq!(ended.json()["jobs"][1]["conclusion"], Value::Null);
    assert_eq!(ended.missing(), ["jobs still to end: the run has not ended: 1 of 2 jobs have"]);
    let asked: Vec<String> = fake.journal().into_iter().map(|request| request.path).collect();
    assert!(
        !asked.iter().any(|path| path.ends_with("runs/7/logs") || path.ends_with("attempts/1/logs") || path.ends_with("jobs/72/logs")),
        "{asked:?}"
    );
}

#[test]
fn annotations_that_may_not_be_read() {
    let fake = Scene::new().fake();
    fake.fault("/repos/o/r/check-runs/*", super::fake::Fault::answer(403, r#"{"message": "Resource not accessible by integration"}"#));
    let ended = report(&fake);
    assert_eq!(
        (one(&ended).2.as_str(), ended.missing()),
        (LINE, vec!["annotations: forbidden (403): Resource not accessible by integration".to_owned()])
    );
    assert!(ended.json()["missing"][0]["hint"].as_str().unwrap().contains("`checks: read`"));
}
