//! The seed's run: the story of its hand-written report, from disk and from GitHub.

use serde_json::Value;

use super::fake::Fake;
use super::program::{root, triage, triage_with};

const SAMPLE: &str = "samples/seed-run";

/// What a report tells of its jobs: name, role, rule, status, best commit.
pub(crate) fn story(report: &Value) -> Vec<(String, String, String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut story = Vec::new();
    for job in report["jobs"].as_array().unwrap() {
        for part in job["causes"].as_array().unwrap() {
            let cause = report["causes"].as_array().unwrap().iter().find(|cause| cause["id"] == part["id"]).unwrap();
            let fix = &cause["fix"];
            story.push((
                text(&job["name"]),
                text(&part["role"]),
                text(&cause["rule"]),
                text(&fix["status"]),
                text(&fix["commits"][0]["sha"]),
            ));
        }
    }
    story
}

#[test]
fn the_story_of_the_hand_written_report() {
    let ended = triage(&["scan", SAMPLE, "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let report = ended.json();
    let primary: Vec<_> = story(&report).into_iter().filter(|(_, role, ..)| role == "primary").collect();
    let row = |job: &str, rule: &str, status: &str, sha: &str| {
        let found = primary.iter().find(|(name, ..)| name == job).unwrap();
        assert_eq!((found.2.as_str(), found.3.as_str()), (rule, status), "{job}");
        assert!(found.4.starts_with(sha), "{job}: {}", found.4);
    };
    assert_eq!(primary.len(), 4);
    row("E2E (datastorage)", "container/bind-mount-source-missing", "should-be-fixed", "30988267e");
    row("E2E (notification)", "registry/pull-denied", "fixed", "f37bbbc79");
    row("E2E (workflowexecution)", "container/bind-mount-source-missing", "should-be-fixed", "30988267e");
    row("E2E (holmesgpt-api)", "http/authorization-missing", "needs-fix", "-");

    let summary: Vec<_> = story(&report).into_iter().filter(|(name, ..)| name == "Test Suite Summary").collect();
    assert!(summary.len() == 4 && summary.iter().all(|(_, role, ..)| role == "consequence"), "{summary:?}");

    let jobs = report["jobs"].as_array().unwrap();
    assert_eq!(jobs.len(), 24);
    let green_with_causes =
        jobs.iter().filter(|job| job["conclusion"] == "success" && !job["causes"].as_array().unwrap().is_empty()).count();
    assert_eq!(green_with_causes, 0);
    let denied = report["causes"].as_array().unwrap().iter().find(|cause| cause["rule"] == "registry/pull-denied").unwrap();
    assert_eq!(denied["confidence"], "medium");

    let push = report["expected_next_run"].as_array().unwrap().iter().find(|forecast| forecast["remedy"] == "push").unwrap();
    let e2e = push["jobs"]["pass"].as_array().unwrap().iter().filter(|name| name.as_str().unwrap().starts_with("E2E (")).count();
    assert_eq!(e2e, 8);
    assert_eq!(push["jobs"]["fail"], serde_json::json!(["E2E (holmesgpt-api)", "Test Suite Summary"]));
}

#[test]
fn the_report_as_people_read_it() {
    // The edition of the rules changes with any of them.
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"rules of\s+\d{4}-\d\d-\d\d\+?", "rules of [date]");
    let _bound = settings.bind_to_scope();
    insta::assert_snapshot!("seed.md", triage(&["scan", SAMPLE, "--format", "markdown"]).stdout);
    let terminal = triage_with(&["scan", SAMPLE, "--format", "terminal", "--color", "never"], &[("COLUMNS", "100")], b"");
    insta::assert_snapshot!("seed.terminal", terminal.stdout);
    insta::assert_snapshot!("green.md", triage(&["scan", "samples/green-run", "--format", "markdown"]).stdout);
}

#[test]
fn evidence_stands_where_it_says() {
    let report = triage(&["scan", SAMPLE, "--format", "json"]).json();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(root().join(SAMPLE).join("logs.zip")).unwrap()).unwrap();
    for cause in report["causes"].as_array().unwrap() {
        let evidence = &cause["evidence"][0];
        let text = std::io::read_to_string(archive.by_name(evidence["log"].as_str().unwrap()).unwrap()).unwrap();
        let number = usize::try_from(evidence["log_line"].as_u64().unwrap()).unwrap();
        let line = text.lines().nth(number - 1).unwrap();
        assert!(line.ends_with(evidence["text"].as_str().unwrap().trim_start()), "{line}");
        assert_eq!(evidence["line"], evidence["log_line"]);
        assert!(evidence["url"].as_str().unwrap().ends_with(&format!("#step:9:{number}")), "{}", evidence["url"]);
    }
}

#[test]
fn from_github_as_from_disk() {
    let fake = Fake::start(&root().join(SAMPLE));
    for format in ["json", "markdown", "terminal", "html"] {
        let env = [("GH_TOKEN", Fake::TOKEN), ("GITHUB_API_URL", fake.api_url.as_str())];
        let run = triage_with(&["run", "21565516978", "-R", "jordigilh/kubernaut", "--format", format], &env, b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
        let scan = triage(&["scan", SAMPLE, "--format", format]);
        let without_source = |text: &str| {
            text.lines()
                .filter(|line| !line.contains("run 21565516978") && !line.contains(&format!("scan {SAMPLE}")))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let (run_lines, scan_lines) = (without_source(&run.stdout), without_source(&scan.stdout));
        assert_eq!(run_lines, scan_lines, "{format}");
        assert!(run.stdout.lines().count() - run_lines.len() <= 1, "{format}: more than the source line differs");
    }
    assert!(fake.journal().iter().all(|request| request.method == "GET"));
}

#[test]
fn a_single_log_and_standard_input() {
    let red = "2026-02-01T15:04:05.1234567Z ##[group]Run make x\n2026-02-01T15:04:05.1234567Z make x\n2026-02-01T15:04:05.1234567Z shell: /usr/bin/bash -e {0}\n2026-02-01T15:04:05.1234567Z ##[endgroup]\n2026-02-01T15:04:06.1234567Z Error: statfs /srv/x: no such file or directory\n2026-02-01T15:04:06.1234567Z ##[error]Process completed with exit code 125.\n";
    let report = triage_with(&["scan", "-", "--format", "json"], &[], red.as_bytes()).json();
    assert_eq!(report["causes"][0]["evidence"][0]["log_line"], 5);
    assert_eq!(report["jobs"][0]["conclusion"], "failure");
    assert_eq!(report["run"]["id"], Value::Null);
    let green = triage_with(&["scan", "-", "--format", "json"], &[], b"2026-02-01T15:04:05.1234567Z all good, 0 errors\n").json();
    assert_eq!(green["causes"], serde_json::json!([]));
    assert_eq!(triage_with(&["scan", "-", "--fail-on", "any"], &[], red.as_bytes()).code, 1);
}
