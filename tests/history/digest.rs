//! `triage digest`: a period of a repository.

use std::path::Path;

use serde_json::{Value, json};

use super::fake::Fake;
use super::scene::{LINE, Scene, job, triage_in};
use super::world::{kept, push, scene, with};

const PERIOD: [&str; 7] = ["digest", "-R", "o/r", "--since", "2026-02-05", "--until", "2026-02-11"];

fn digest(scene: &Scene, more: &[&str]) -> Value {
    let fake = scene.fake();
    let ended = triage_in(Path::new("/"), Some(&fake), &[&PERIOD[..], &["--format", "json"], more].concat(), &[("GH_TOKEN", Fake::TOKEN)]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    ended.json()
}

/// The first attempt of run 9 failed in `build`, the second passed.
fn again(scene: &Scene) {
    let mut run = push(9, "success");
    run["run_attempt"] = json!(2);
    scene.json("runs/9/run.json", &run);
    let of = |attempt: u64, conclusion: &str| {
        let mut job = job(90 + attempt, "build", conclusion);
        job["run_attempt"] = json!(attempt);
        job
    };
    scene.jobs("runs/9/", &[of(2, "success")]);
    scene.jobs("runs/9/attempts/1/", &[of(1, "failure")]);
}

#[test]
fn runs_causes_and_what_they_cost() {
    let told = digest(&scene(), &[]);
    // Run 4 was before.
    assert_eq!((&told["runs"], &told["failed"]), (&json!(6), &json!(5)));
    let days: Vec<_> =
        told["days"].as_array().unwrap().iter().map(|day| (day["runs"].as_u64().unwrap(), day["failed"].as_u64().unwrap())).collect();
    assert_eq!(days, [(1, 1), (1, 1), (1, 1), (1, 1), (1, 0), (0, 0), (1, 1)]);
    let causes = told["causes"].as_array().unwrap();
    let first = &causes[0];
    assert_eq!((&first["rule"], &first["line"]), (&json!("container/bind-mount-source-missing"), &json!(LINE)));
    // Two jobs of nine minutes.
    assert_eq!((&first["runs"], &first["jobs"], &first["minutes"]), (&json!(2), &json!(2), &json!(18.0)));
    assert_eq!((&first["days"], &first["last"]["id"], &first["trend"]), (&json!([0, 0, 1, 0, 0, 0, 1]), &json!(11), &json!("reopened")));
    let trends: Vec<_> = causes.iter().map(|cause| cause["trend"].as_str().unwrap()).collect();
    assert_eq!(trends.iter().filter(|trend| **trend == "gone").count(), causes.len() - 1, "run 9 passed: {trends:?}");
    // Nobody knows how to read `Error: nobody looked`, but it is what run 6 says.
    assert_eq!((&told["failed_jobs"], told["explained_jobs"].as_u64().unwrap() < 5), (&json!(5), true));
    assert!(told["mean_hours_to_fix"].as_f64().unwrap() > 24.0, "{}", told["mean_hours_to_fix"]);
    assert_eq!(told["missing"], json!([]));
}

#[test]
fn jobs_that_pass_when_they_are_run_again_are_flaky() {
    let scene = scene();
    again(&scene);
    let told = digest(&scene, &[]);
    let flaky = told["flaky"].as_array().unwrap();
    assert_eq!(flaky.len(), 1, "{flaky:?}");
    assert_eq!(
        (&flaky[0]["job"], &flaky[0]["passed_again"], &flaky[0]["failed"], &flaky[0]["runs"]),
        (&json!("build"), &json!(1), &json!(5), &json!(6))
    );
}

/// What `verify` found out is a figure of the period of the later run.
#[test]
fn how_good_the_forecasts_were() {
    let (fake, directory, store) = kept(&[]);
    let report = directory.path().join("report.json");
    std::fs::write(&report, with(&fake, &store, &["run", "7", "-R", "o/r", "--format", "json"]).stdout).unwrap();
    let verified = with(&fake, &store, &["verify", report.to_str().unwrap(), "8", "--format", "json"]);
    assert_eq!((verified.code, &verified.json()["so_far"]["reports"]), (0, &json!(1)), "{}", verified.stderr);
    let told = |since: &str| {
        with(&fake, &store, &["digest", "-R", "o/r", "--since", since, "--until", "2026-02-11", "--format", "json"]).json()["forecasts"]
            .clone()
    };
    assert_eq!(told("2026-02-05"), verified.json()["so_far"]);
    assert_eq!(told("2026-02-09"), json!(null));
}

/// New is only what the history shows to be.
#[test]
fn new_is_what_was_not_seen_before() {
    let (fake, _directory, store) = kept(&["7"]);
    let since = |since: &str| {
        let ended = with(&fake, &store, &["digest", "-R", "o/r", "--since", since, "--until", "2026-02-08", "--format", "json"]);
        let causes = ended.json()["causes"].as_array().unwrap().clone();
        causes
            .into_iter()
            .map(|cause| (cause["last"]["id"].as_u64().unwrap(), cause["trend"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(since("2026-02-08"), [(8, "new".to_owned())]);
    assert!(since("2026-02-07").contains(&(7, "present".to_owned())), "nothing is known of the time before");
}

#[test]
fn what_is_left_out_is_said() {
    let told = digest(&scene(), &["--limit", "2"]);
    assert_eq!((&told["failed"], &told["failed_jobs"]), (&json!(5), &json!(2)));
    assert_eq!(
        told["missing"],
        json!([{"what": "the logs of 3 failed runs", "why": "the newest 2 were read", "hint": "--limit 5 reads them all"}])
    );
}

/// A second digest asks again for lists alone: logs of runs that have ended are kept.
#[test]
fn it_goes_on_where_it_was() {
    let (fake, cache) = (scene().fake(), tempfile::tempdir().unwrap());
    let digest = || {
        let env = [("GH_TOKEN", Fake::TOKEN), ("XDG_CACHE_HOME", cache.path().to_str().unwrap())];
        let ended = triage_in(Path::new("/"), Some(&fake), &PERIOD, &env);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.stdout
    };
    let logs = || fake.journal().iter().filter(|request| request.path.ends_with("/logs")).count();
    let first = digest();
    let asked = logs();
    assert_eq!((digest(), logs()), (first, asked));
    assert!(asked > 0);
}

#[test]
fn as_it_is_printed() {
    let scene = scene();
    again(&scene);
    let fake = scene.fake();
    for format in ["markdown", "terminal", "html"] {
        let ended = triage_in(Path::new("/"), Some(&fake), &[&PERIOD[..], &["--format", format]].concat(), &[("GH_TOKEN", Fake::TOKEN)]);
        let text = ended.stdout.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        // The style is that of every page.
        let text = match (text.find("<style>"), text.find("</style>")) {
            (Some(from), Some(to)) => format!("{}{}", &text[..from], &text[to..]),
            _ => text,
        };
        insta::assert_snapshot!(format!("digest.{format}"), text);
    }
}

#[test]
fn what_it_cannot_do() {
    let fake = scene().fake();
    let run = |arguments: &[&str]| triage_in(Path::new("/"), Some(&fake), arguments, &[("GH_TOKEN", Fake::TOKEN)]);
    let when = run(&["digest", "-R", "o/r", "--since", "yesterday"]);
    assert!(when.code == 2 && when.stderr.contains("neither a time like `7d`"), "{}", when.stderr);
    let repo = run(&["digest", "-R", "o/other"]);
    assert!(repo.code == 3 && repo.stderr.contains("failed to read the runs of o/other"), "{}", repo.stderr);
}
