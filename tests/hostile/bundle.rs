//! A run whose every free text is hostile: names of jobs and steps, lines, what tools say, annotations, commits.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

const RUN: &str = "https://github.com/octo-org/app/actions/runs/7";
const HEAD: &str = "1111111111111111111111111111111111111111";

/// How a payload gets into a log.
const SCENES: [fn(&str) -> Vec<String>; 3] = [test, odd, path];

/// Writes the run of some payloads, three jobs each.
pub(crate) fn write(to: &Path, payloads: &[String]) {
    let put = |name: &str, text: &str| {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let mut jobs: Vec<Value> = Vec::new();
    for payload in payloads {
        for (number, scene) in SCENES.iter().enumerate() {
            let id = 100 + jobs.len();
            let line = payload.replace(['\n', '\r'], " ");
            // One of the three has a plain name, so that the others' names are not all that is shown.
            let (name, step) =
                if number == 0 { (format!("job {id}"), "Run make".to_owned()) } else { (format!("{line} {number}"), line.clone()) };
            put(&format!("jobs/{id}.txt"), &log(&scene(payload)));
            put(
                &format!("annotations/{id}.json"),
                &json!([{ "path": line, "start_line": 1, "annotation_level": "failure", "title": line, "message": payload }]).to_string(),
            );
            jobs.push(json!({
                "id": id, "run_id": 7, "run_attempt": 1, "name": name, "status": "completed", "conclusion": "failure",
                "html_url": format!("{RUN}/job/{id}"), "started_at": "2026-02-01T15:04:00Z", "completed_at": "2026-02-01T15:06:00Z",
                "runner_name": line, "labels": [line],
                "steps": [{ "number": 2, "name": step, "conclusion": "failure", "started_at": "2026-02-01T15:04:00Z", "completed_at": "2026-02-01T15:06:00Z" }],
            }));
        }
    }
    let first = payloads[0].replace('\n', " ");
    let run = json!({
        "id": 7, "run_number": 3, "run_attempt": 1, "name": first, "path": ".github/workflows/ci.yml", "event": "pull_request", "head_branch": first,
        "head_sha": HEAD, "status": "completed", "conclusion": "failure", "html_url": RUN, "created_at": "2026-02-01T15:00:00Z",
        "repository": { "full_name": "octo-org/app" }, "pull_requests": [{ "number": 12 }],
    });
    let commits: Vec<Value> = payloads.iter().enumerate().map(|(index, payload)| commit(index, payload)).collect();
    put("run.json", &run.to_string());
    put("jobs.json", &json!({ "total_count": jobs.len(), "jobs": jobs }).to_string());
    put("compare.json", &json!({ "total_commits": commits.len(), "commits": commits }).to_string());
    for commit in &commits {
        put(&format!("commits/{}.json", commit["sha"].as_str().unwrap()), &commit.to_string());
    }
}

/// One that quotes the line of its payload, so that it is credited.
fn commit(index: usize, payload: &str) -> Value {
    let sha = format!("{:040x}", 0xabcd_0000_u32 + u32::try_from(index).unwrap());
    let quoted = path(payload)[0].clone();
    json!({
        "sha": sha, "html_url": format!("https://github.com/octo-org/app/commit/{sha}"),
        "commit": { "message": format!("{payload}\n\n{quoted}\n\nFixes-CI: {RUN}/job/102"), "author": { "date": "2026-02-01T16:00:00Z" } },
        "files": [{ "filename": payload, "patch": format!("@@ -1 +1 @@\n+{payload}") }],
    })
}

fn log(lines: &[String]) -> String {
    let mut text = String::new();
    let head = ["##[group]Run make", "make", "shell: /usr/bin/bash -e {0}", "##[endgroup]"];
    for line in
        head.iter().map(ToString::to_string).chain(lines.iter().cloned()).chain(["##[error]Process completed with exit code 2.".to_owned()])
    {
        let _ = writeln!(text, "2026-02-01T15:04:05.1234567Z {line}");
    }
    text
}

/// A failed test.
fn test(payload: &str) -> Vec<String> {
    let name = payload.replace('\n', " ");
    vec![
        "=================================== FAILURES ===================================".into(),
        format!("_______________________________ test_total[{name}] _______________________________"),
        String::new(),
        "    def test_total():".into(),
        format!(">       assert total() == {name}"),
        format!("E       AssertionError: {payload}"),
        String::new(),
        "tests/test_total.py:12: AssertionError".into(),
        "=========================== short test summary info ============================".into(),
        format!("FAILED tests/test_total.py::test_total[{name}] - AssertionError: {name}"),
        "============================== 1 failed in 0.41s ===============================".into(),
    ]
}

/// A line that no tool is known by.
fn odd(payload: &str) -> Vec<String> {
    vec![payload.into(), format!("frobnicate: error: {payload}"), payload.into()]
}

/// A path that a rule captures, and one that a compiler names.
fn path(payload: &str) -> Vec<String> {
    let name = payload.replace('\n', " ");
    vec![
        format!("Error: statfs /srv/{name}: no such file or directory"),
        format!("src/{name}.c:3:1: error: {payload}"),
        "podman: exit status 125".into(),
    ]
}
