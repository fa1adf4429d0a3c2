//! `triage verify`.

use std::path::Path;

use serde_json::{Value, json};

use super::history::{End, History, JOB, LINE, OTHER};
use super::program::triage_at;

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name).to_str().unwrap().to_owned()
}

/// State, verdict, and of each commit its first digits and its part.
fn told(cause: &Value) -> (String, String, Vec<(String, String)>) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let commits = cause["commits"].as_array().unwrap();
    let commits = commits.iter().map(|commit| (text(&commit["sha"])[..9].to_owned(), text(&commit["part"]))).collect();
    (text(&cause["state"]), text(&cause["verdict"]), commits)
}

#[test]
fn the_sample_runs() {
    let home = tempfile::tempdir().unwrap();
    let report = home.path().join("report.json");
    let made = triage_at(home.path(), None, &["scan", &sample("seed-run"), "--format", "json", "-o", report.to_str().unwrap()]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let next = sample("next-run");
    let verification = triage_at(home.path(), None, &["verify", report.to_str().unwrap(), &next, "--format", "json"]).json();
    let of = |job: &str| {
        let causes = verification["causes"].as_array().unwrap();
        told(causes.iter().find(|cause| cause["jobs"][0]["job"] == format!("E2E ({job})")).unwrap())
    };
    let part = |sha: &str, part: &str| (sha.to_owned(), part.to_owned());
    let gone = of("datastorage");
    assert_eq!((gone.0.as_str(), gone.1.as_str()), ("gone", "held"));
    assert!(gone.2.contains(&part("30988267e", "shared")) && gone.2.contains(&part("ddceccb5c", "shared")), "{gone:?}");
    assert_eq!(of("workflowexecution"), ("changed".into(), "changed".into(), vec![part("30988267e", "credited")]));
    assert_eq!(of("notification"), ("changed".into(), "changed".into(), vec![part("f37bbbc79", "credited")]));
    assert_eq!(of("holmesgpt-api"), ("present".into(), "held".into(), vec![part("001721b93", "did-not-hold")]));
    let green = |jobs: &Value, of: &dyn Fn(&Value) -> bool| {
        jobs.as_array().unwrap().iter().filter(|job| job["job"].as_str().unwrap().starts_with("E2E (") && of(job)).count()
    };
    assert_eq!(green(&verification["jobs"], &|job| job["conclusion"] == "success"), 6);
    assert_eq!(green(&verification["jobs"], &|job| job["predicted"] == "pass"), 8);
    let text = triage_at(home.path(), None, &["verify", report.to_str().unwrap(), &next, "--format", "markdown"]).stdout;
    assert!(text.contains("6 of 9 E2E green, 8 predicted") && text.contains("present despite [`001721b93`]"), "{text}");
    // The bundle that the report was made of does as well.
    let from_bundle = triage_at(home.path(), None, &["verify", &sample("seed-run"), &next, "--format", "json"]).json();
    assert_eq!(from_bundle, verification);
}

#[test]
fn what_stays_where_it_was_to_go_is_wrong() {
    let mut history = History::new();
    history.commit(&format!("make it first\n\n{LINE}"), &[("test/e2e/shop/suite.go", "+mkdir")]);
    let (report, next) = (history.kept(), history.next(1, 30, &[(JOB, End::Fail(LINE)), ("lint", End::Pass)]));
    let verification = history.verify(&report, &next);
    let (state, verdict, commits) = told(&verification["causes"][0]);
    assert_eq!((state.as_str(), verdict.as_str(), commits[0].1.as_str()), ("present", "wrong", "did-not-hold"));
    assert!(verification["score"]["causes"]["brier"].as_f64() > verification["score"]["causes"]["red_stays_red"].as_f64());
    let arguments = ["verify", report.to_str().unwrap(), next.to_str().unwrap(), "--fail-on", "wrong"];
    assert_eq!((history.triage(&arguments).code, history.triage(&arguments[..3]).code), (1, 0));
}

#[test]
fn nothing_was_predicted_and_nothing_happened() {
    let history = History::new();
    let (report, next) = (history.kept(), history.next(0, 30, &[(JOB, End::Fail(LINE)), ("lint", End::Pass)]));
    let verification = history.verify(&report, &next);
    assert_eq!(told(&verification["causes"][0]), ("present".into(), "held".into(), vec![]));
    assert_eq!((&verification["remedy"], &verification["new_causes"]), (&json!("re-run"), &json!([])));
}

#[test]
fn gone_without_a_commit_comes_and_goes() {
    let history = History::new();
    let (report, next) = (history.kept(), history.next(0, 30, &[(JOB, End::Pass), ("lint", End::Pass)]));
    let verification = history.verify(&report, &next);
    let cause = &verification["causes"][0];
    assert_eq!((told(cause), &cause["commits_between"]), (("gone".into(), "wrong".into(), vec![]), &json!(0)));
}

/// The log of the next run is gone: how its jobs ended is still known.
#[test]
fn a_run_without_logs_still_tells_what_passed() {
    let mut history = History::new();
    history.commit(&format!("make it first\n\n{LINE}"), &[]);
    let report = history.kept();
    let gone = history.verify(&report, &history.next(1, 30, &[(JOB, End::Pass), ("lint", End::Dark)]));
    assert_eq!(told(&gone["causes"][0]).0, "gone");
    assert_eq!(gone["jobs"][1]["verdict"], "wrong");
    let dark = history.verify(&report, &history.next(1, 30, &[(JOB, End::Dark), ("lint", End::Pass)]));
    let (state, verdict, _) = told(&dark["causes"][0]);
    assert_eq!((state.as_str(), verdict.as_str()), ("unknown", "unknown"));
}

#[test]
fn the_next_cause_is_named() {
    let history = History::new();
    let next = history.next(1, 30, &[(JOB, End::Fail(OTHER)), ("lint", End::Cancelled)]);
    let verification = history.verify(&history.kept(), &next);
    assert_eq!(told(&verification["causes"][0]).0, "changed");
    assert_eq!(verification["new_causes"][0]["jobs"], json!([JOB]));
    assert_eq!(verification["causes"][0]["jobs"][0]["now"], json!([verification["new_causes"][0]["title"]]));
}

#[test]
fn what_cannot_be_read_is_said() {
    let history = History::new();
    let (report, next) = (history.kept(), history.next(0, 30, &[(JOB, End::Pass)]));
    let bad = history.directory.path().join("bad.json");
    std::fs::write(&bad, "{\"version\": 9}").unwrap();
    let ended = history.triage(&["verify", bad.to_str().unwrap(), next.to_str().unwrap()]);
    assert!(ended.code == 2 && ended.stderr.contains("failed to read the report"), "{}", ended.stderr);
    let ended = history.triage(&["verify", report.to_str().unwrap(), "no-such-run"]);
    assert!(ended.code == 2 && ended.stderr.contains("neither a run id"), "{}", ended.stderr);
}
