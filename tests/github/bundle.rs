//! A small bundle in a scratch directory, and the library pointed at a fake that serves it.

use std::fs;
use std::io::{Cursor, Write as _};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use triage::bundle::Parts;
use triage::github::{Client, ClientOptions, Error, Repo, RunId, block_on};

use super::fake::Fake;

pub(super) const HEAD: &str = "8f30b3499d56000000000000000000000000beef";
pub(super) const RUN: u64 = 21_565_516_978;
pub(super) const RUN_PATH: &str = "/repos/o/r/actions/runs/21565516978";

/// A directory that is removed when neither a test nor a fake needs it any more.
pub(super) struct Bundle(Arc<TempDir>);

/// A fake and the directory it serves.
pub(super) struct Served {
    fake: Fake,
    _directory: Arc<TempDir>,
}

impl Deref for Served {
    type Target = Fake;

    fn deref(&self) -> &Fake {
        &self.fake
    }
}

impl Bundle {
    /// One failed job of one step, twelve commits after it, two sources, a configuration. The branch's name needs encoding.
    pub(super) fn new() -> Self {
        let bundle = Self(Arc::new(tempfile::tempdir().unwrap()));
        bundle.json("run.json", &run());
        bundle.jobs(1);
        bundle.write("logs.zip", archive(&[("0_job 1.txt", LOG), ("job 1/1_Run make.txt", LOG)]));
        let commits: Vec<Value> = (1..=12).map(commit).collect();
        bundle.json("compare.json", &json!({"status": "ahead", "total_commits": 12, "commits": commits, "files": []}));
        for number in 1..=12 {
            let mut commit = commit(number);
            commit["files"] = json!([{"filename": format!("src/{number}.go"), "patch": "@@ -1 +1 @@"}, {"filename": "logo.png"}]);
            bundle.json(&format!("commits/{}.json", sha(number)), &commit);
        }
        bundle.write("source/src/main.go", "package main // é\n");
        bundle.write("source/a folder/100%.txt", "all\n");
        bundle.write("config/.github/triage.yml", "labels: {}\n");
        bundle
    }

    pub(super) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(super) fn json(&self, path: &str, value: &Value) {
        self.write(path, value.to_string());
    }

    pub(super) fn jobs(&self, count: u64) {
        let jobs: Vec<Value> = (1..=count).map(job).collect();
        self.json("jobs.json", &json!({"total_count": count, "jobs": jobs}));
    }

    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(super) fn fake(&self) -> Served {
        Served { fake: Fake::start(self.0.path()), _directory: Arc::clone(&self.0) }
    }
}

pub(super) const LOG: &str = "\u{feff}2026-02-01T15:34:12.0000000Z ##[error]Process completed with exit code 2.\n";

pub(super) fn run() -> Value {
    json!({
        "id": RUN, "run_number": 901, "run_attempt": 2, "name": "CI", "path": ".github/workflows/ci.yml@main",
        "event": "pull_request", "head_branch": "feature/x #1", "head_sha": HEAD, "status": "completed", "conclusion": "failure",
        "html_url": "https://github.com/o/r/actions/runs/21565516978", "created_at": "2026-02-01T15:34:12Z",
        "repository": {"full_name": "o/r"}, "head_repository": {"full_name": "o/r"}, "head_commit": null,
        "pull_requests": [{"number": 24, "base": {"ref": "main"}}]
    })
}

pub(super) fn sha(number: u64) -> String {
    format!("{number:040x}")
}

fn commit(number: u64) -> Value {
    json!({
        "sha": sha(number), "html_url": format!("https://github.com/o/r/commit/{number}"),
        "commit": {"message": format!("change {number}\n\nwhy"), "author": {"date": "2026-02-01T10:44:10-05:00"}}
    })
}

fn job(id: u64) -> Value {
    json!({
        "id": id, "run_id": RUN, "run_attempt": 2, "name": format!("job {id}"), "status": "completed", "conclusion": "failure",
        "html_url": format!("https://github.com/o/r/actions/runs/21565516978/job/{id}"), "started_at": "2026-02-01T15:34:12Z",
        "completed_at": "2026-02-01T15:35:00Z", "labels": ["ubuntu-latest"], "runner_name": null, "workflow_name": null,
        "steps": [{"name": "Run make", "status": "completed", "conclusion": "failure", "number": 1, "started_at": null}]
    })
}

fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn repo() -> Repo {
    "o/r".parse().unwrap()
}

/// Impatient, as a test is.
pub(super) fn options(url: &str, token: Option<&str>) -> ClientOptions {
    ClientOptions { pause: Duration::from_millis(1), wait: false, ..ClientOptions::new(url, token.map(str::to_owned)) }
}

/// Asks with a client, on a runtime, as the command line will.
pub(super) fn ask<T>(url: &str, token: Option<&str>, question: impl AsyncFnOnce(Client) -> T) -> T {
    block_on(async { question(Client::new(options(url, token)).unwrap()).await }).unwrap()
}

/// Fetches the run with the token that the fake accepts.
pub(super) fn fetch(fake: &Fake) -> Result<Parts, Error> {
    fetch_as(fake, Some(Fake::TOKEN), RunId::from(RUN))
}

pub(super) fn fetch_as(fake: &Fake, token: Option<&str>, run: RunId) -> Result<Parts, Error> {
    ask(&fake.api_url, token, async |client| triage::github::fetch(&client, &repo(), run).await).map(|bundle| bundle.parts().unwrap())
}
