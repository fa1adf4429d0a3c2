//! Logs and runs, written as GitHub hands them over.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// A job's log, step by step.
pub(crate) struct Log {
    text: String,
    /// Of the next line, since midnight.
    second: u32,
}

impl Log {
    pub(crate) fn new() -> Self {
        let mut log = Self { text: String::new(), second: 36_000 };
        log.lines(
            "Current runner version: '2.336.0'\n##[group]Runner Image\nImage: ubuntu-24.04\n##[endgroup]\nPrepare workflow directory",
        );
        log
    }

    /// Some seconds without a line.
    pub(crate) fn wait(mut self, seconds: u32) -> Self {
        self.second += seconds;
        self
    }

    fn lines(&mut self, text: &str) {
        for line in text.lines() {
            let (hour, minute, second) = (self.second / 3_600, self.second / 60 % 60, self.second % 60);
            self.text.push_str(&format!("2026-02-01T{hour:02}:{minute:02}:{second:02}.1234567Z {line}\n"));
        }
    }

    pub(crate) fn say(mut self, output: &str) -> Self {
        self.second += 1;
        self.lines(output);
        self
    }

    /// A step that runs a script and passes.
    pub(crate) fn step(self, script: &str, output: &str) -> Self {
        let title = script.lines().next().unwrap_or_default();
        let colored: String = script.lines().map(|line| format!("\u{1b}[36;1m{line}\u{1b}[0m\n")).collect();
        self.say(&format!("##[group]Run {title}\n{colored}shell: /usr/bin/bash -e {{0}}\n##[endgroup]\n{output}"))
    }

    /// One that uses an action.
    pub(crate) fn uses(self, action: &str, output: &str) -> Self {
        self.say(&format!("##[group]Run {action}\nwith:\n  token: ***\n##[endgroup]\n{output}"))
    }

    /// One that fails.
    pub(crate) fn fails(self, script: &str, output: &str, code: i32) -> Self {
        self.step(script, output).say(&format!("##[error]Process completed with exit code {code}."))
    }

    /// As far as it goes.
    pub(crate) fn text(self) -> String {
        self.text
    }

    /// What the runner does behind the steps.
    pub(crate) fn end(self, post: &str) -> String {
        self.say(&format!("Post job cleanup.\n{post}\nCleaning up orphan processes")).text
    }
}

/// What a report says of the first cause.
pub(crate) struct First {
    pub report: Value,
}

impl First {
    pub(crate) fn line(&self) -> &str {
        self.report["causes"][0]["evidence"][0]["text"].as_str().unwrap_or("no line")
    }

    pub(crate) fn get(&self, key: &str) -> &Value {
        &self.report["causes"][0][key]
    }
}

pub(crate) fn triage(args: &[&str], path: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_triage")).arg("scan").args(args).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn scan(path: &Path) -> First {
    First { report: serde_json::from_str(&triage(&["--format", "json"], path)).unwrap() }
}

/// The first cause of a log alone.
pub(crate) fn read(log: &str) -> First {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("build.txt");
    fs::write(&path, log).unwrap();
    scan(&path)
}

/// A run of one job in a folder, as a bundle holds it.
pub(crate) fn run(folder: &Path, id: u64, conclusion: &str, steps: &Value, log: &str, annotations: &Value) {
    fs::create_dir_all(folder.join("jobs")).unwrap();
    fs::create_dir_all(folder.join("annotations")).unwrap();
    let url = format!("https://github.com/acme/shop/actions/runs/{id}");
    let run = json!({"id": id, "run_number": id, "run_attempt": 1, "name": "CI", "path": ".github/workflows/ci.yml", "event": "push", "head_branch": "main",
        "head_sha": format!("{id:040x}"), "status": "completed", "conclusion": conclusion, "html_url": url, "created_at": format!("2026-02-01T0{}:00:00Z", id % 10),
        "repository": {"full_name": "acme/shop"}, "pull_requests": []});
    let job = json!({"id": id * 10, "run_id": id, "run_attempt": 1, "name": "build", "status": "completed", "conclusion": conclusion, "html_url": format!("{url}/job/{}", id * 10),
        "started_at": "2026-02-01T10:00:00Z", "completed_at": "2026-02-01T11:00:00Z", "labels": ["ubuntu-latest"], "runner_name": "GitHub Actions 7", "steps": steps});
    let write = |name: &str, value: &Value| fs::write(folder.join(name), value.to_string()).unwrap();
    write("run.json", &run);
    write("jobs.json", &json!({"total_count": 1, "jobs": [job]}));
    write(&format!("annotations/{}.json", id * 10), annotations);
    fs::write(folder.join(format!("jobs/{}.txt", id * 10)), log).unwrap();
}
