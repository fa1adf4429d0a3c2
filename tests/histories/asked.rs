//! What is asked of GitHub for a fix's sake, by the fake's journal.

use serde_json::{Value, json};

use super::fake::{Fake, Fault, Host};
use super::history::{End, History, JOB, LINE, OTHER, RUN, at, sha};
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

/// Requests that only statuses need, and those for single commits and pull requests among them.
fn for_statuses(fake: &Fake, later: &[u64]) -> (usize, usize) {
    let journal = fake.journal();
    let of_later =
        |path: &str| later.iter().any(|id| path.contains(&format!("runs/{id}/")) || path.contains(&format!("actions/jobs/{id}")));
    let shared = journal.iter().filter(|request| {
        let (path, query) = (request.path.as_str(), request.query.as_str());
        request.host == Host::Api
            && (path.contains("/compare/") && path.ends_with("...topic")
                || path.ends_with("/actions/runs") && query.starts_with("branch=topic")
                || path.ends_with("/pulls") && query.starts_with("state=all")
                || path.ends_with("/commits")
                || of_later(path))
    });
    let single = journal.iter().filter(|request| request.path.contains("/commits/") || request.path.ends_with("/files"));
    (shared.count(), single.count())
}

fn mentioning(count: u64) -> Vec<Value> {
    let pull = |number: u64| {
        json!({
            "number": number, "title": format!("Fix run {RUN}"), "body": LINE, "state": "open", "updated_at": at(30),
            "author_association": "MEMBER", "head": {"sha": format!("{number:040x}")}
        })
    };
    (200..200 + count).map(pull).collect()
}

#[test]
fn six_requests_and_ten_at_most() {
    let commits = |history: &mut History, count: usize| {
        for nth in 0..count {
            history.commit(&format!("work {nth} after {RUN}"), &[FILE]);
        }
    };
    // Nothing came after it.
    let history = History::new();
    history.compare();
    let fake = Fake::start(&history.path());
    report(&history, &fake);
    assert_eq!(for_statuses(&fake, &[]), (4, 0), "{:#?}", fake.journal());
    // Many commits, all of which mention the run, here and on the base; many pull requests, too.
    let mut history = History::new();
    commits(&mut history, 90);
    history.compare();
    history.write("pulls.json", &json!(mentioning(100)).to_string());
    for number in 200..300 {
        history.write(&format!("pulls/{number}/files.json"), "[]");
    }
    let base =
        |nth: u64| json!({"sha": format!("{:040x}", nth + 1000), "commit": {"message": format!("see {RUN}"), "author": {"date": at(20)}}});
    history.write("base-commits.json", &json!((0..100).map(base).collect::<Vec<_>>()).to_string());
    let fake = Fake::start(&history.path());
    report(&history, &fake);
    let (shared, single) = for_statuses(&fake, &[]);
    assert!(shared == 4 && (5..=10).contains(&single), "{shared} and {single}");
    // Later runs in which all that was red is red again.
    let red = [("a", End::Fail(LINE)), ("b", End::Fail(OTHER)), ("c", End::Fail(LINE))];
    let mut history = History::new().with(&red);
    commits(&mut history, 30);
    history.compare();
    let later: Vec<u64> = (0..5).map(|nth| history.later(nth + 1, 20 + nth * 10, &red)).collect();
    for id in &later {
        history.archive(*id, &red);
    }
    let fake = Fake::start(&history.path());
    let told = report(&history, &fake);
    let (shared, single) = for_statuses(&fake, &later);
    assert!(shared <= 6 && (3..=10).contains(&single), "{shared} and {single}: {:#?}", fake.journal());
    let states: Vec<&str> = told["causes"].as_array().unwrap().iter().map(|cause| cause["fix"]["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["present", "present"]);
}

/// The sample as GitHub would serve it.
#[test]
fn the_sample_asks_for_no_more() {
    let home = tempfile::tempdir().unwrap();
    let fake = Fake::start(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/seed-run"));
    let ended = triage_at(
        home.path(),
        Some(&fake),
        &["run", "21565516978", "-R", "jordigilh/kubernaut", "--no-store", "--no-cache", "--format", "json"],
    );
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let head = ended.json()["run"]["head_sha"].as_str().unwrap().to_owned();
    let asked = |fits: &dyn Fn(&str, &str) -> bool| fake.journal().iter().filter(|request| fits(&request.path, &request.query)).count();
    let shared = asked(&|path, query| {
        path.contains(&format!("/compare/{head}"))
            || path.ends_with("/actions/runs")
            || path.ends_with("/pulls") && query.starts_with("state=all")
            || path.ends_with("/commits")
    });
    assert!(shared <= 6 && asked(&|path, _| path.contains("/commits/")) <= 10, "{:#?}", fake.journal());
}

/// Whoever may not list pull requests or the base's commits still has the branch's.
#[test]
fn what_is_refused_beside_the_branch_is_done_without() {
    let mut history = History::new();
    history.commit(&format!("make it\n\n{LINE}"), &[FILE]);
    history.compare();
    let fake = Fake::start(&history.path());
    for path in ["/repos/o/r/pulls", "/repos/o/r/commits", "/repos/o/r/actions/runs"] {
        fake.fault(path, Fault::answer(403, r#"{"message": "Resource not accessible by integration"}"#));
    }
    assert_eq!(report(&history, &fake)["causes"][0]["fix"]["status"], json!("fixed"));
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
