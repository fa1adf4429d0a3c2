//! A scene: a bundle in a scratch directory, a fake that serves it, and the program pointed at it.

use std::fs;
use std::io::{Cursor, Write as _};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::fake::Fake;

pub(crate) const HEAD: &str = "8f30b3499d56000000000000000000000000beef";
pub(crate) const RUN: &str = "/repos/o/r/actions/runs/7";

/// The line that a failing job's log holds; a rule of the catalog knows it.
pub(crate) const LINE: &str = "Error: statfs /srv/data: no such file or directory";

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect(&self.stderr)
    }

    /// The evidence of the first cause, and what is missing.
    pub(crate) fn first_line(&self) -> String {
        self.json()["causes"][0]["evidence"][0]["text"].as_str().unwrap_or("-").to_owned()
    }

    /// `what: why` of everything that is missing.
    pub(crate) fn missing(&self) -> Vec<String> {
        let missing = self.json()["missing"].as_array().unwrap().clone();
        missing.iter().map(|part| format!("{}: {}", part["what"].as_str().unwrap(), part["why"].as_str().unwrap())).collect()
    }
}

/// A bundle that the fake serves. Its directory is removed when neither needs it any more.
pub(crate) struct Scene(Arc<TempDir>);

/// A fake and the directory it serves.
pub(crate) struct Served {
    fake: Fake,
    _directory: Arc<TempDir>,
}

impl Deref for Served {
    type Target = Fake;

    fn deref(&self) -> &Fake {
        &self.fake
    }
}

impl Scene {
    /// Run 7 of o/r: `build` failed, `lint` passed, two attempts ago nothing.
    pub(crate) fn new() -> Self {
        let scene = Self(Arc::new(tempfile::tempdir().unwrap()));
        scene.json("run.json", &run(7, "failure"));
        scene.jobs("", &[job(71, "build", "failure"), job(72, "lint", "success")]);
        scene.write("logs.zip", archive(&[("0_build.txt", &red(LINE)), ("build/4_Run make.txt", &red(LINE)), ("1_lint.txt", &green())]));
        scene.json("compare.json", &json!({"status": "identical", "total_commits": 0, "commits": [], "files": []}));
        scene
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn json(&self, path: &str, value: &Value) {
        self.write(path, value.to_string());
    }

    pub(crate) fn jobs(&self, folder: &str, jobs: &[Value]) {
        self.json(&format!("{folder}jobs.json"), &json!({"total_count": jobs.len(), "jobs": jobs}));
    }

    /// Three attempts, and in each but the last a job that did not run again; how `lint` ended the second time.
    pub(crate) fn attempts(&self, lint: &str) {
        let mut third = run(7, "failure");
        third["run_attempt"] = json!(3);
        self.json("run.json", &third);
        let at = |id: u64, name: &str, conclusion: &str, attempt: u64| {
            let mut job = job(id, name, conclusion);
            job["run_attempt"] = json!(attempt);
            job
        };
        self.jobs("", &[at(73, "build", "failure", 3)]);
        self.jobs("attempts/2/", &[at(72, "build", "failure", 2), at(76, "lint", lint, 2)]);
        self.jobs("attempts/1/", &[at(71, "build", "failure", 1), at(75, "lint", "failure", 1), at(77, "docs", "success", 1)]);
    }

    /// One job failed, one still runs.
    pub(crate) fn goes_on(&self) {
        let mut run = run(7, "failure");
        (run["status"], run["conclusion"]) = (json!("in_progress"), json!(null));
        self.json("run.json", &run);
        let mut slow = job(72, "lint", "success");
        (slow["status"], slow["conclusion"], slow["completed_at"]) = (json!("in_progress"), json!(null), json!(null));
        self.jobs("", &[job(71, "build", "failure"), slow]);
        self.write("jobs/71.txt", red(LINE));
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn fake(&self) -> Served {
        Served { fake: Fake::start(self.0.path()), _directory: Arc::clone(&self.0) }
    }

    /// A checkout beside the bundle: its directory, on this branch.
    pub(crate) fn checkout(&self, remote: &str, branch: &str) -> PathBuf {
        let directory = self.path(&format!("checkout-{branch}"));
        fs::create_dir_all(&directory).unwrap();
        for arguments in [
            vec!["init", "--quiet"],
            vec!["remote", "add", "origin", remote],
            vec!["symbolic-ref", "HEAD", &format!("refs/heads/{branch}")],
        ] {
            assert!(Command::new("git").arg("-C").arg(&directory).args(arguments).status().unwrap().success());
        }
        directory
    }
}

pub(crate) fn run(id: u64, conclusion: &str) -> Value {
    json!({
        "id": id, "run_number": 12, "run_attempt": 1, "name": "CI", "workflow_id": 1, "path": ".github/workflows/ci.yml",
        "event": "pull_request", "head_branch": "topic", "head_sha": HEAD, "status": "completed", "conclusion": conclusion,
        "html_url": format!("https://github.com/o/r/actions/runs/{id}"), "created_at": "2026-02-01T15:00:00Z",
        "repository": {"full_name": "o/r"}, "head_repository": {"full_name": "o/r"}, "head_commit": null,
        "pull_requests": [{"number": 24, "base": {"ref": "main"}}]
    })
}

pub(crate) fn job(id: u64, name: &str, conclusion: &str) -> Value {
    let run = id / 10;
    json!({
        "id": id, "run_id": run, "run_attempt": 1, "name": name, "status": "completed", "conclusion": conclusion,
        "html_url": format!("https://github.com/o/r/actions/runs/{run}/job/{id}"), "started_at": "2026-02-01T15:00:00Z",
        "completed_at": "2026-02-01T15:09:00Z", "labels": ["ubuntu-latest"], "runner_id": 5, "runner_name": "GitHub Actions 5",
        "workflow_name": "CI", "check_run_url": format!("https://api.github.com/repos/o/r/check-runs/{id}"),
        "steps": [
            {"name": "Set up job", "status": "completed", "conclusion": "success", "number": 1, "started_at": "2026-02-01T15:00:00Z", "completed_at": "2026-02-01T15:00:01Z"},
            {"name": "Run make", "status": "completed", "conclusion": conclusion, "number": 4, "started_at": "2026-02-01T15:00:02Z", "completed_at": "2026-02-01T15:00:09Z"}
        ]
    })
}

/// The log of a job that failed by this line.
pub(crate) fn red(line: &str) -> String {
    let lines = [
        "##[group]Run make",
        "make",
        "shell: /usr/bin/bash -e {0}",
        "##[endgroup]",
        line,
        "##[error]Process completed with exit code 125.",
    ];
    stamped(&lines)
}

pub(crate) fn green() -> String {
    stamped(&["##[group]Run make", "make", "shell: /usr/bin/bash -e {0}", "##[endgroup]", "all is well"])
}

fn stamped(lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("2026-02-01T15:00:05.0000000Z {line}\n")).collect();
    format!("\u{feff}{lines}")
}

pub(crate) fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Runs the program against a fake, with its token, from a directory that is no checkout.
pub(crate) fn triage(fake: &Fake, arguments: &[&str]) -> Ended {
    triage_in(Path::new("/"), Some(fake), arguments, &[("GH_TOKEN", Fake::TOKEN)])
}

/// The same with nothing of our own environment, and no more patience than a test has.
pub(crate) fn triage_in(directory: &Path, fake: Option<&Fake>, arguments: &[&str], env: &[(&str, &str)]) -> Ended {
    let output = command(directory, fake, arguments, env).stdin(Stdio::null()).output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn command(directory: &Path, fake: Option<&Fake>, arguments: &[&str], env: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage"));
    command.args(arguments).current_dir(directory).env_clear();
    for name in ["PATH", "SystemRoot", "TMPDIR", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("TRIAGE_RETRY_PAUSE", "0.002");
    if let Some(fake) = fake {
        command.env("GITHUB_API_URL", &fake.api_url);
    }
    command.envs(env.iter().copied());
    command
}
