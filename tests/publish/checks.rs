//! Check runs and summaries.

use std::fs;

use super::comment::{posting, scene};
use super::fake::Fault;
use super::scene::{HEAD, LINE, archive, red};

#[test]
fn a_check_run_once() {
    let scene = scene();
    let lines: String =
        (1..=70).map(|line| format!("src/a.ts({line},7): error TS2322: Type 'a{line}' is not assignable to type 'b'.\n")).collect();
    scene.write("logs.zip", archive(&[("0_build.txt", &red(lines.trim_end().replace('\n', "\n2026-02-01T15:00:05.0000000Z ").as_str()))]));
    let fake = scene.fake();
    let ended = posting(&fake, &["--check"], None);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, "wrote the check run\n"));
    let [check] = fake.checks().try_into().unwrap();
    assert_eq!((check["name"].as_str(), check["head_sha"].as_str()), (Some("triage"), Some(HEAD)));
    assert_eq!((check["status"].as_str(), check["conclusion"].as_str()), (Some("completed"), Some("neutral")));
    assert!(check["output"]["summary"].as_str().unwrap().contains("TS2322"));
    let annotations = check["annotations"].as_array().unwrap();
    assert!(annotations.len() > 10 && annotations[0]["path"] == "src/a.ts" && annotations[0]["start_line"] == 1, "{annotations:?}");
    assert_eq!(posting(&fake, &["--check"], None).stderr, "the check run says so already\n");
    assert_eq!(fake.checks().len(), 1);
}

#[test]
fn a_check_run_that_is_refused_fails_nothing() {
    let scene = scene();
    let fake = scene.fake();
    fake.fault("POST /repos/o/r/check-runs", Fault::answer(403, r#"{"message": "You must authenticate via a GitHub App."}"#));
    let summary = scene.path("summary.md");
    let ended = posting(&fake, &["--check"], Some(&summary));
    assert!(ended.code == 0 && ended.stderr.starts_with("note: the check run could not be posted: "), "{}", ended.stderr);
    assert!(ended.stderr.contains("`checks: write`") && fs::read_to_string(&summary).unwrap().contains(LINE), "{}", ended.stderr);
}

#[test]
fn a_summary_is_added_to_what_is_there() {
    let scene = scene();
    let fake = scene.fake();
    let summary = scene.path("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let ended = posting(&fake, &["--summary"], Some(&summary));
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("before\n") && text.contains(LINE) && text.len() < 1 << 20);
    let ended = posting(&fake, &["--summary"], None);
    assert!(ended.code == 0 && ended.stderr.contains("GITHUB_STEP_SUMMARY"), "{}", ended.stderr);
}
