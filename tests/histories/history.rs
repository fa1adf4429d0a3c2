//! A history: a red run, the commits after it, and other runs of its workflow, as a bundle on disk.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::program::{Ended, triage_at};

/// The line that the red run's job holds, and the path that it names.
pub(crate) const LINE: &str = "Error: statfs /home/runner/work/r/r/test/e2e/shop/cover: no such file or directory";
/// Another failure that the catalog knows.
pub(crate) const OTHER: &str = "Error: invalid status code from registry 403 (Forbidden)";
/// The job that is red.
pub(crate) const JOB: &str = "E2E (shop)";
/// The run that is triaged.
pub(crate) const RUN: u64 = 100;

/// How a job of a run ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End<'a> {
    Pass,
    Fail(&'a str),
    /// Its log is gone.
    Dark,
    Skipped,
    Cancelled,
}

/// The history.
pub(crate) struct History {
    pub(crate) directory: TempDir,
    commits: Vec<Value>,
    others: u32,
}

/// The SHA of the nth commit; 0 is the red run's head.
pub(crate) fn sha(nth: u32) -> String {
    format!("{nth:02}{}", "c0ffee".repeat(7))[..40].to_owned()
}

/// So many minutes after the red run.
pub(crate) fn at(minutes: u32) -> String {
    format!("2026-03-01T{:02}:{:02}:00Z", 10 + minutes / 60, minutes % 60)
}

impl History {
    /// Run 100 of branch `topic`, pull request 24: the job is red by the line, `lint` is green.
    pub(crate) fn new() -> Self {
        Self::of(LINE)
    }

    /// The same, red by another line.
    pub(crate) fn of(line: &str) -> Self {
        let history = Self { directory: tempfile::tempdir().unwrap(), commits: Vec::new(), others: 0 };
        history.put("", &run(RUN, "topic", &sha(0), 0, "failure"), &[(JOB, End::Fail(line)), ("lint", End::Pass)]);
        history.write("tree.json", &json!({"truncated": false, "tree": []}).to_string());
        history
    }

    /// The red run with other jobs than those.
    pub(crate) fn with(self, jobs: &[(&str, End<'_>)]) -> Self {
        self.put("", &run(RUN, "topic", &sha(0), 0, "failure"), jobs);
        self
    }

    /// The logs of a later run as one archive, where single texts are gone.
    pub(crate) fn archive(&self, id: u64, jobs: &[(&str, End<'_>)]) {
        let folder = self.path().join(format!("others/{id}"));
        fs::remove_dir_all(folder.join("jobs")).unwrap();
        let mut zip = zip::ZipWriter::new(fs::File::create(folder.join("logs.zip")).unwrap());
        for (at, (name, end)) in jobs.iter().enumerate() {
            let End::Fail(line) = end else { continue };
            zip.start_file(format!("{at}_{name}.txt"), zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, red(line).as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.directory.path().join("bundle")
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A commit, ten minutes after the one before, with its diff.
    pub(crate) fn commit(&mut self, message: &str, files: &[(&str, &str)]) -> String {
        let nth = u32::try_from(self.commits.len()).unwrap() + 1;
        let commit = commit(nth, message, &at(nth * 10 - 5));
        let files: Vec<Value> = files.iter().map(|(path, patch)| json!({"filename": path, "patch": patch})).collect();
        let mut whole = commit.clone();
        whole["files"] = json!(files);
        self.write(&format!("commits/{}.json", sha(nth)), &whole.to_string());
        self.commits.push(commit);
        sha(nth)
    }

    /// A run of `topic` that tests the nth commit, `minutes` after the red one.
    pub(crate) fn later(&mut self, nth: u32, minutes: u32, jobs: &[(&str, End<'_>)]) -> u64 {
        self.other("topic", &sha(nth), minutes, jobs)
    }

    /// Any other run, after the red one.
    pub(crate) fn other(&mut self, branch: &str, head: &str, minutes: u32, jobs: &[(&str, End<'_>)]) -> u64 {
        self.others += 1;
        let id = RUN + u64::from(self.others);
        let red = jobs.iter().any(|(_, end)| matches!(end, End::Fail(_) | End::Dark));
        self.put(&format!("others/{id}/"), &run(id, branch, head, minutes, if red { "failure" } else { "success" }), jobs);
        id
    }

    /// A run as GitHub might tell of it.
    pub(crate) fn other_run(&self, run: &Value, jobs: &[(&str, End<'_>)]) {
        self.put(&format!("others/{}/", run["id"]), run, jobs);
    }

    /// Gives a commit another author's date.
    pub(crate) fn date(&mut self, nth: usize, date: &str) {
        let commit = &mut self.commits[nth - 1];
        commit["commit"]["author"]["date"] = json!(date);
        let name = format!("commits/{}.json", commit["sha"].as_str().unwrap());
        let mut whole: Value = serde_json::from_str(&fs::read_to_string(self.path().join(&name)).unwrap()).unwrap();
        whole["commit"]["author"]["date"] = json!(date);
        self.write(&name, &whole.to_string());
    }

    /// A bundle by itself of a run of the nth commit, for `verify`; its head has these commits.
    pub(crate) fn next(&self, nth: u32, minutes: u32, jobs: &[(&str, End<'_>)]) -> PathBuf {
        let run = run(RUN + 50, "topic", &sha(nth), minutes, "failure");
        self.put("next/", &run, jobs);
        let history: Vec<&Value> = self.commits.iter().take(nth as usize).rev().collect();
        let base = commit(0, "the head", &at(0));
        let history: Vec<&Value> = history.into_iter().chain([&base]).collect();
        self.write("next/history.json", &json!(history).to_string());
        self.path().join("next")
    }

    fn put(&self, folder: &str, run: &Value, jobs: &[(&str, End<'_>)]) {
        let id = run["id"].as_u64().unwrap();
        // Nothing of an earlier bundle of that name.
        let _ = fs::remove_dir_all(self.path().join(folder).join("jobs"));
        let mut listed = Vec::new();
        for (at, (name, end)) in jobs.iter().enumerate() {
            let job_id = id * 10 + at as u64;
            let conclusion = match end {
                End::Pass => "success",
                End::Fail(_) | End::Dark => "failure",
                End::Skipped => "skipped",
                End::Cancelled => "cancelled",
            };
            listed.push(job(job_id, id, name, conclusion));
            match end {
                End::Fail(line) => self.write(&format!("{folder}jobs/{job_id}.txt"), &red(line)),
                End::Pass => self.write(&format!("{folder}jobs/{job_id}.txt"), &green()),
                _ => {}
            }
        }
        self.write(&format!("{folder}run.json"), &run.to_string());
        self.write(&format!("{folder}jobs.json"), &json!({"total_count": listed.len(), "jobs": listed}).to_string());
    }

    /// Writes what compares the head with its branch.
    pub(crate) fn compare(&self) {
        self.write("compare.json", &json!({"total_commits": self.commits.len(), "commits": self.commits}).to_string());
    }

    /// The report of the red run.
    pub(crate) fn report(&self) -> Value {
        self.compare();
        let ended = self.triage(&["scan", self.path().to_str().unwrap(), "--format", "json"]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.json()
    }

    /// Its only cause's fix.
    pub(crate) fn fix(&self) -> Value {
        let report = self.report();
        assert_eq!(report["causes"].as_array().unwrap().len(), 1, "{report:#}");
        report["causes"][0]["fix"].clone()
    }

    /// Status and state of its only cause.
    pub(crate) fn told(&self) -> (String, String) {
        let fix = self.fix();
        (fix["status"].as_str().unwrap().to_owned(), fix["state"].as_str().unwrap().to_owned())
    }

    /// The report, kept as a file.
    pub(crate) fn kept(&self) -> PathBuf {
        let path = self.directory.path().join("report.json");
        fs::write(&path, self.report().to_string()).unwrap();
        path
    }

    pub(crate) fn triage(&self, arguments: &[&str]) -> Ended {
        triage_at(self.directory.path(), None, arguments)
    }

    /// Holds the report against a bundle.
    pub(crate) fn verify(&self, report: &Path, next: &Path) -> Value {
        let ended = self.triage(&["verify", report.to_str().unwrap(), next.to_str().unwrap(), "--format", "json"]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.json()
    }
}

fn commit(nth: u32, message: &str, date: &str) -> Value {
    json!({
        "sha": sha(nth), "html_url": format!("https://github.com/o/r/commit/{}", sha(nth)),
        "commit": {"message": message, "author": {"name": "ann", "email": "a@b", "date": date}}
    })
}

pub(crate) fn run(id: u64, branch: &str, head: &str, minutes: u32, conclusion: &str) -> Value {
    let pulls = if branch == "main" { json!([]) } else { json!([{"number": 24, "base": {"ref": "main"}}]) };
    json!({
        "id": id, "run_number": id, "run_attempt": 1, "name": "CI", "workflow_id": 1, "path": ".github/workflows/ci.yml",
        "event": if branch == "main" { "push" } else { "pull_request" }, "head_branch": branch, "head_sha": head,
        "status": "completed", "conclusion": conclusion, "html_url": format!("https://github.com/o/r/actions/runs/{id}"),
        "created_at": at(minutes), "repository": {"full_name": "o/r"}, "head_repository": {"full_name": "o/r"}, "pull_requests": pulls
    })
}

pub(crate) fn job(id: u64, run: u64, name: &str, conclusion: &str) -> Value {
    let step = |number: u32, name: &str, conclusion: &str| {
        json!({"name": name, "status": "completed", "conclusion": conclusion, "number": number,
               "started_at": "2026-03-01T10:00:00Z", "completed_at": "2026-03-01T10:00:01Z"})
    };
    json!({
        "id": id, "run_id": run, "run_attempt": 1, "name": name, "status": "completed", "conclusion": conclusion,
        "html_url": format!("https://github.com/o/r/actions/runs/{run}/job/{id}"), "started_at": "2026-03-01T10:00:00Z",
        "completed_at": "2026-03-01T10:09:00Z", "labels": ["ubuntu-latest"], "runner_id": 5, "runner_name": "GitHub Actions 5",
        "workflow_name": "CI", "steps": [step(1, "Set up job", "success"), step(2, "Run make", conclusion)]
    })
}

/// The log of a job that failed by this line.
pub(crate) fn red(line: &str) -> String {
    let last = "##[error]Process completed with exit code 125.";
    stamped(&["##[group]Run make", "make", "shell: /usr/bin/bash -e {0}", "##[endgroup]", line, last])
}

pub(crate) fn green() -> String {
    stamped(&["##[group]Run make", "make", "shell: /usr/bin/bash -e {0}", "##[endgroup]", "all is well"])
}

fn stamped(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("2026-03-01T10:00:05.0000000Z {line}\n")).collect()
}
