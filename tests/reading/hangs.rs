//! Jobs and steps that were ended from outside, with what GitHub says of them.

use serde_json::{Value, json};

use super::log::{First, Log, run, scan};

fn steps(conclusion: &str) -> Value {
    json!([{"number": 1, "name": "Set up job", "conclusion": "success", "started_at": "2026-02-01T10:00:00Z", "completed_at": "2026-02-01T10:00:00Z"},
        {"number": 2, "name": "Run make e2e", "conclusion": conclusion, "started_at": "2026-02-01T10:00:01Z", "completed_at": "2026-02-01T11:00:00Z"}])
}

fn of(conclusion: &str, step: &str, end: &str, annotations: &Value) -> First {
    let directory = tempfile::tempdir().unwrap();
    let log = Log::new()
        .step("make e2e", "$ go run ./e2e --all")
        .say("waiting for the leader of group 7")
        .wait(3_480)
        .say("still here")
        .wait(20)
        .say(end);
    run(directory.path(), 12, conclusion, &steps(step), &log.end(""), annotations);
    scan(directory.path())
}

#[track_caller]
fn was_at(first: &First) {
    let details = first.get("details");
    assert_eq!(details["running"], "go run ./e2e --all", "{}", first.report["causes"]);
    assert_eq!(details["last_output"], "waiting for the leader of group 7");
    assert_eq!(details["silent_for"], "58 min 1 s");
}

#[test]
fn a_step_that_took_too_long() {
    let first = of("failure", "failure", "##[error]The action 'Run make e2e' has timed out after 60 minutes.", &json!([]));
    was_at(&first);
    assert!(first.line().contains("has timed out after 60 minutes"), "{}", first.line());
}

#[test]
fn a_job_that_ran_out_of_time_and_that_github_calls_cancelled() {
    let said = "The job running on runner GitHub Actions 7 has exceeded the maximum execution time of 60 minutes.";
    let annotations = json!([{"path": ".github", "start_line": 1, "annotation_level": "failure", "message": said}]);
    let first = of("cancelled", "cancelled", "##[error]The operation was canceled.", &annotations);
    was_at(&first);
    assert_eq!(first.get("title"), "The job ran into its time limit");
}

#[test]
fn a_job_that_failed_when_it_was_cancelled() {
    let first = of("failure", "cancelled", "##[error]The operation was canceled.", &json!([]));
    was_at(&first);
}

#[test]
fn a_job_that_someone_cancelled_has_no_cause_of_its_own() {
    let first = of("cancelled", "cancelled", "##[error]The operation was canceled.", &json!([]));
    assert_eq!(first.report["causes"], json!([]));
}
