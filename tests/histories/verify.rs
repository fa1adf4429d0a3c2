//! `triage verify`.

use std::path::Path;

use serde_json::{Value, json};

use super::fake::Fake;
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

/// The history adds up what it was told, each pair of runs once.
#[test]
fn the_score_so_far() {
    let mut history = History::new();
    history.commit(&format!("make it first\n\n{LINE}"), &[("test/e2e/shop/suite.go", "+mkdir")]);
    let (report, next) = (history.kept(), history.next(1, 30, &[(JOB, End::Fail(LINE)), ("lint", End::Pass)]));
    let first = history.verify(&report, &next);
    assert_eq!(first["so_far"]["reports"], json!(1));
    assert_eq!((&first["so_far"]["causes"], &first["so_far"]["jobs"]), (&first["score"]["causes"], &first["score"]["jobs"]));
    assert_eq!(history.verify(&report, &next)["so_far"], first["so_far"]);
    // The run after it, by another number, in which the fix held.
    let mut run: Value = serde_json::from_str(&std::fs::read_to_string(next.join("run.json")).unwrap()).unwrap();
    run["id"] = json!(160);
    let passes = history.next(1, 40, &[(JOB, End::Pass), ("lint", End::Pass)]);
    std::fs::write(passes.join("run.json"), run.to_string()).unwrap();
    let second = history.verify(&report, &passes);
    let (of, error) = (|value: &Value| value["causes"]["brier"].as_f64().unwrap(), |sum: f64| (sum * 500.0).round() / 1000.0);
    assert_eq!((&second["so_far"]["reports"], &second["so_far"]["causes"]["held"]), (&json!(2), &json!(1)));
    assert!((of(&second["so_far"]) - error(of(&first["score"]) + of(&second["score"]))).abs() < 0.002, "{second:#}");
    let text = history.triage(&["verify", report.to_str().unwrap(), passes.to_str().unwrap(), "--format", "markdown"]).stdout;
    assert!(text.contains("**So far.** 2 reports held against a later run; causes: 1 of 2 held"), "{text}");
    let alone = history.triage(&["verify", report.to_str().unwrap(), passes.to_str().unwrap(), "--format", "json", "--no-store"]).json();
    assert_eq!(alone["so_far"], json!(null));
}

/// The logs of both runs are gone: the report has its own, and the history what was read of the other.
#[test]
fn a_report_older_than_the_logs() {
    let mut history = History::new();
    history.commit("work", &[("src/x.go", "+x")]);
    let report = history.kept();
    let store = history.directory.path().join("store.sqlite");
    let next = history.later(1, 20, &[(JOB, End::Fail(LINE)), ("lint", End::Pass)]).to_string();
    let fake = Fake::start(&history.path());
    let with = |arguments: &[&str]| {
        let more = ["--store", store.to_str().unwrap(), "--no-cache", "--format", "json"];
        let ended = triage_at(history.directory.path(), Some(&fake), &[arguments, &more].concat());
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.json()
    };
    assert_eq!(with(&["run", &next, "-R", "o/r"])["causes"].as_array().unwrap().len(), 1);
    std::fs::remove_dir_all(history.path().join(format!("others/{next}/jobs"))).unwrap();
    std::fs::remove_dir_all(history.path().join("jobs")).unwrap();
    let verified = with(&["verify", report.to_str().unwrap(), &next]);
    assert_eq!((&verified["causes"][0]["state"], &verified["causes"][0]["verdict"]), (&json!("present"), &json!("held")));
}

/// Many runs came since: the next one is not among the newest that GitHub lists.
#[test]
fn the_next_run_of_an_old_report() {
    let mut history = History::new();
    history.commit("work", &[("src/x.go", "+x")]);
    let report = history.kept();
    let next = history.later(1, 20, &[(JOB, End::Fail(LINE)), ("lint", End::Pass)]);
    for nth in 0..40 {
        history.later(1, 30 + nth, &[(JOB, End::Pass), ("lint", End::Pass)]);
    }
    let fake = Fake::start(&history.path());
    let verified =
        triage_at(history.directory.path(), Some(&fake), &["verify", report.to_str().unwrap(), "--format", "json", "--no-cache"]);
    assert_eq!(verified.json()["next"]["id"], json!(next), "{}", verified.stderr);
}
