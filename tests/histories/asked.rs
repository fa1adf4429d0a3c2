//! What is asked of GitHub for a fix's sake, by the fake's journal.

use serde_json::{Value, json};

use super::fake::{Fake, Fault};
use super::history::{End, History, JOB, LINE, OTHER, RUN, sha};
use super::program::triage_at;

const FILE: (&str, &str) = ("test/e2e/shop/suite.go", "+mkdir");

fn report(history: &History, fake: &Fake) -> Value {
    let run = RUN.to_string();
    let ended =
        triage_at(history.directory.path(), Some(fake), &["run", &run, "-R", "o/r", "--format", "json", "--no-store", "--no-cache"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.json()
}

/// The paths that were asked for with the id of a run other than the red one, or for lists and commits.
fn asked(fake: &Fake, part: &str) -> usize {
    fake.journal().iter().filter(|request| request.path.contains(part)).count()
}

#[test]
fn later_runs_are_asked_for_and_tell() {
    let mut history = History::new();
    history.commit(&format!("make it\n\n{LINE}"), &[FILE]);
    history.compare();
    let first = history.later(1, 20, &[(JOB, End::Fail(OTHER)), ("lint", End::Fail(OTHER))]);
    for minutes in [30, 40, 50] {
        history.later(1, minutes, &[(JOB, End::Pass)]);
    }
    let last = first + 3;
    let fake = Fake::start(&history.path());
    let report = report(&history, &fake);
    let fix = &report["causes"][0]["fix"];
    assert_eq!((&fix["status"], &fix["state"]), (&json!("verified"), &json!("gone")));
    let seen: Vec<u64> = fix["later"].as_array().unwrap().iter().map(|run| run["id"].as_u64().unwrap()).collect();
    assert_eq!(seen, [first, last], "the first and the newest");
    // One list, the jobs of two, and the log of the one that failed under a name that failed here.
    let own = asked(&fake, &format!("runs/{first}/")) + asked(&fake, &format!("runs/{last}/")) + asked(&fake, &format!("jobs/{first}"));
    assert_eq!((own, asked(&fake, &format!("jobs/{first}1/"))), (3, 0), "{:#?}", fake.journal());
    assert_eq!(asked(&fake, &format!("runs/{}", first + 1)) + asked(&fake, &format!("runs/{}", first + 2)), 0);
    assert_eq!(asked(&fake, "/commits/"), 1);
    // The scene has texts of jobs and no archive.
    assert_eq!(report["missing"].as_array().unwrap().len(), 1);
}

#[test]
fn a_green_run_asks_for_nothing_that_came_later() {
    let mut history = History::new();
    history.later(1, 20, &[(JOB, End::Pass)]);
    std::fs::copy(history.path().join("others/101/jobs.json"), history.path().join("jobs.json")).unwrap();
    let mut run: Value = serde_json::from_str(&std::fs::read_to_string(history.path().join("run.json")).unwrap()).unwrap();
    run["conclusion"] = json!("success");
    history.write("run.json", &run.to_string());
    history.compare();
    let fake = Fake::start(&history.path());
    assert_eq!(report(&history, &fake)["causes"], json!([]));
    assert_eq!(asked(&fake, "runs/101"), 0);
}

#[test]
fn three_thousand_commits_are_not_asked_for_one_by_one() {
    let mut history = History::new();
    for nth in 0..90 {
        history.commit(&if nth == 85 { format!("make it\n\n{LINE}") } else { format!("work {nth}") }, &[FILE]);
    }
    history.compare();
    let compare = std::fs::read_to_string(history.path().join("compare.json")).unwrap();
    let mut compare: Value = serde_json::from_str(&compare).unwrap();
    compare["total_commits"] = json!(3_000);
    history.write("compare.json", &compare.to_string());
    let fake = Fake::start(&history.path());
    let report = report(&history, &fake);
    assert!(asked(&fake, "/commits/") <= 10, "{}", asked(&fake, "/commits/"));
    assert_eq!(report["causes"][0]["fix"]["commits"][0]["sha"], json!(sha(86)));
    assert!(report["missing"].as_array().unwrap().iter().any(|part| part["why"] == "GitHub told 90 of 3000"), "{report:#}");
}

#[test]
fn without_permission_it_is_unknown_and_said_why() {
    let mut history = History::new();
    history.commit(&format!("make it\n\n{LINE}"), &[FILE]);
    history.compare();
    let fake = Fake::start(&history.path());
    fake.fault("/repos/o/r/compare/*", Fault::answer(403, r#"{"message": "Resource not accessible by integration"}"#));
    let report = report(&history, &fake);
    assert_eq!(report["causes"][0]["fix"]["status"], json!("unknown"));
    let missing = report["missing"].as_array().unwrap();
    assert!(
        missing.iter().any(|part| part["what"] == "commits after the run" && part["why"].as_str().unwrap().contains("403")),
        "{missing:?}"
    );
}

#[test]
fn verify_finds_the_next_run_by_itself() {
    let mut history = History::new();
    history.commit(&format!("make it\n\n{LINE}"), &[FILE]);
    let kept = history.kept();
    let next = history.later(1, 20, &[(JOB, End::Pass), ("lint", End::Pass)]);
    history.later(1, 50, &[(JOB, End::Fail(LINE))]);
    let fake = Fake::start(&history.path());
    let verify = |more: &[&str]| {
        let arguments: Vec<&str> = ["verify", kept.to_str().unwrap()].into_iter().chain(more.iter().copied()).collect();
        let ended = triage_at(history.directory.path(), Some(&fake), &[&arguments[..], &["--format", "json"]].concat());
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.json()
    };
    let found = verify(&[]);
    assert_eq!((&found["next"]["id"], &found["causes"][0]["verdict"]), (&json!(next), &json!("held")));
    let named = (next + 1).to_string();
    assert_eq!(verify(&[&named])["causes"][0]["verdict"], json!("wrong"));
    let address = format!("https://github.com/o/r/actions/runs/{next}");
    assert_eq!(verify(&[&address])["causes"][0]["verdict"], json!("held"));
}
