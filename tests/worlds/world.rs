//! A bundle written from few words: a run, its jobs, what it changes, and runs beside it.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::logs::green;

/// The run that is triaged.
pub(crate) const RUN: u64 = 700;

/// A job: a name, GitHub's word for its end, its log.
#[derive(Clone)]
pub(crate) struct Job {
    name: String,
    conclusion: &'static str,
    log: Vec<String>,
    runner: String,
    label: String,
    /// Minutes after the run's start.
    at: (u32, u32),
    said: Vec<&'static str>,
    steps: Vec<(&'static str, &'static str)>,
}

impl Job {
    pub(crate) fn red(name: &str, log: Vec<String>) -> Self {
        Self { conclusion: "failure", log, ..Self::green(name) }
    }

    pub(crate) fn green(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            conclusion: "success",
            log: green(),
            runner: "GitHub Actions 5".to_owned(),
            label: "ubuntu-latest".to_owned(),
            at: (0, 9),
            said: Vec::new(),
            steps: Vec::new(),
        }
    }

    pub(crate) fn ended(mut self, conclusion: &'static str) -> Self {
        self.conclusion = conclusion;
        self
    }

    pub(crate) fn log(mut self, log: Vec<String>) -> Self {
        self.log = log;
        self
    }

    /// With an annotation of a failure.
    pub(crate) fn says(mut self, message: &'static str) -> Self {
        self.said.push(message);
        self
    }

    /// Steps and how each ended, behind the set-up.
    pub(crate) fn steps(mut self, steps: &[(&'static str, &'static str)]) -> Self {
        self.steps = steps.to_vec();
        self
    }

    /// On a machine of one's own.
    pub(crate) fn on(mut self, runner: &str) -> Self {
        (self.runner, self.label) = (runner.to_owned(), "self-hosted".to_owned());
        self
    }

    /// From and to so many minutes after the run's start.
    pub(crate) fn at(mut self, from: u32, to: u32) -> Self {
        self.at = (from, to);
        self
    }
}

/// A run and what it tests beyond its base.
#[derive(Clone)]
pub(crate) struct Run {
    json: Value,
    jobs: Vec<Job>,
    change: Option<Value>,
}

/// A time on the day of all this, `11:30`.
fn time(clock: &str) -> String {
    format!("2026-02-01T{clock}:00Z")
}

impl Run {
    fn new(id: u64, clock: &str, event: &str, branch: &str) -> Self {
        let json = json!({
            "id": id, "run_number": id, "run_attempt": 1, "name": "CI", "workflow_id": 1, "path": ".github/workflows/ci.yml",
            "event": event, "head_branch": branch, "head_sha": sha(id), "status": "completed", "conclusion": "failure",
            "html_url": format!("https://github.com/o/r/actions/runs/{id}"), "created_at": time(clock),
            "repository": {"full_name": "o/r"}, "head_repository": {"full_name": "o/r"},
            "head_commit": {"id": sha(id), "message": format!("Change number {id}")}, "pull_requests": [], "referenced_workflows": [],
        });
        Self { json, jobs: Vec::new(), change: None }
    }

    /// Of a pull request into main.
    pub(crate) fn pull(id: u64, clock: &str, number: u64) -> Self {
        let mut run = Self::new(id, clock, "pull_request", &format!("topic-{number}"));
        run.json["pull_requests"] = json!([{"number": number, "base": {"ref": "main"}}]);
        run
    }

    /// Of a push to main.
    pub(crate) fn main(id: u64, clock: &str) -> Self {
        Self::new(id, clock, "push", "main")
    }

    /// Of a merge queue, on top of the head of a run.
    pub(crate) fn queue(id: u64, clock: &str, number: u64, onto: u64) -> Self {
        Self::new(id, clock, "merge_group", &format!("gh-readonly-queue/main/pr-{number}-{}", sha(onto)))
    }

    pub(crate) fn set(mut self, key: &str, value: Value) -> Self {
        self.json[key] = value;
        self
    }

    pub(crate) fn jobs(mut self, jobs: impl IntoIterator<Item = Job>) -> Self {
        self.jobs.extend(jobs);
        self
    }

    /// Commits, by their subjects, and files with their diffs.
    pub(crate) fn brings(mut self, subjects: &[&str], files: &[(&str, &str)]) -> Self {
        let id = self.json["id"].as_u64().unwrap();
        let commit = |(at, subject): (usize, &&str)| {
            let sha = if at + 1 == subjects.len() { sha(id) } else { format!("{:040x}", id * 1000 + at as u64) };
            json!({"sha": sha, "commit": {"message": subject, "author": {"date": written(id, at)}}})
        };
        let commits: Vec<Value> = subjects.iter().enumerate().map(commit).collect();
        let files: Vec<Value> = files.iter().map(|(path, patch)| json!({"filename": path, "status": "modified", "patch": patch})).collect();
        self.change = Some(json!({
            "status": "ahead", "total_commits": commits.len(), "commits": commits, "files": files, "merge_base_commit": {"sha": sha(1)},
        }));
        self
    }

    /// With commits that were written when those of another run were.
    pub(crate) fn written_with(mut self, id: u64) -> Self {
        for (at, commit) in self.change.as_mut().into_iter().flat_map(|change| change["commits"].as_array_mut().unwrap()).enumerate() {
            commit["commit"]["author"]["date"] = written(id, at).into();
        }
        self
    }

    /// Without the diff of a file.
    pub(crate) fn hides(&mut self, path: &str) {
        for file in self.change.as_mut().into_iter().flat_map(|change| change["files"].as_array_mut().unwrap()) {
            if file["filename"] == path {
                file.as_object_mut().unwrap().remove("patch");
            }
        }
    }

    fn write(&self, folder: &Path, archive: bool) {
        let mut json = self.json.clone();
        if self.jobs.iter().all(|job| matches!(job.conclusion, "success" | "skipped")) {
            json["conclusion"] = "success".into();
        }
        let (id, attempt) = (json["id"].as_u64().unwrap(), json["run_attempt"].clone());
        put(&folder.join("run.json"), json.to_string());
        let ids = |at: usize| id * 1000 + attempt.as_u64().unwrap() * 100 + at as u64;
        let jobs: Vec<Value> = self.jobs.iter().enumerate().map(|(at, job)| job_json(job, ids(at), &json)).collect();
        put(&folder.join("jobs.json"), json!({"total_count": jobs.len(), "jobs": jobs}).to_string());
        for (at, job) in self.jobs.iter().enumerate().filter(|(_, job)| !archive && !job.log.is_empty()) {
            put(&folder.join(format!("jobs/{}.txt", ids(at))), stamped(&job.log));
        }
        for (at, job) in self.jobs.iter().enumerate().filter(|(_, job)| !job.said.is_empty()) {
            let said = |message: &&str| json!({"path": ".github", "start_line": 1, "end_line": 1, "annotation_level": "failure", "message": message});
            put(
                &folder.join(format!("annotations/{}.json", ids(at))),
                Value::from(job.said.iter().map(said).collect::<Vec<_>>()).to_string(),
            );
        }
        if archive {
            put(&folder.join("logs.zip"), zipped(&self.jobs));
        }
        if let Some(change) = &self.change {
            put(&folder.join("base.json"), change.to_string());
        }
    }
}

/// A bundle in a scratch directory.
pub(crate) struct World {
    pub(crate) directory: TempDir,
}

impl World {
    /// A run, and runs beside it.
    pub(crate) fn new(run: &Run, others: &[Run]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        run.write(directory.path(), true);
        for other in others {
            other.write(&directory.path().join(format!("others/{}", other.json["id"])), false);
        }
        put(&directory.path().join("compare.json"), json!({"status": "identical", "total_commits": 0, "commits": []}).to_string());
        Self { directory }
    }

    /// With a file of the repository at the run's head.
    pub(crate) fn source(self, path: &str, text: &str) -> Self {
        put(&self.directory.path().join("source").join(path), text);
        self
    }
}

/// When a commit of a run's change was written, by its place.
fn written(id: u64, at: usize) -> String {
    format!("2026-01-{:02}T09:{at:02}:00Z", 1 + id % 28)
}

/// The head of a run.
pub(crate) fn sha(id: u64) -> String {
    format!("{id:040x}")
}

fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn job_json(job: &Job, id: u64, run: &Value) -> Value {
    let clock = |minutes: u32| format!("2026-02-01T12:{minutes:02}:00Z");
    let began = !job.log.is_empty();
    let step = |number: u32, name: &str, conclusion: &str| {
        json!({"name": name, "status": "completed", "conclusion": conclusion, "number": number,
               "started_at": clock(job.at.0), "completed_at": clock(job.at.1)})
    };
    let own = if job.steps.is_empty() { vec![("Run", job.conclusion)] } else { job.steps.clone() };
    let steps = [("Set up job", "success")].into_iter().chain(own).zip(1..).filter(|_| began);
    let steps: Vec<Value> = steps.map(|((name, conclusion), number)| step(number, name, conclusion)).collect();
    json!({
        "id": id, "run_id": run["id"], "run_attempt": run["run_attempt"], "name": job.name, "status": "completed",
        "conclusion": job.conclusion, "html_url": format!("https://github.com/o/r/actions/runs/{}/job/{id}", run["id"]),
        "started_at": clock(job.at.0), "completed_at": clock(job.at.1), "labels": [job.label],
        "runner_name": if began { Value::from(job.runner.as_str()) } else { Value::Null }, "steps": steps,
    })
}

fn stamped(lines: &[String]) -> String {
    lines.iter().map(|line| format!("2026-02-01T12:00:05.0000000Z {line}\n")).collect()
}

fn zipped(jobs: &[Job]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, job) in jobs.iter().enumerate().filter(|(_, job)| !job.log.is_empty()) {
        let name = format!("{at}_{}.txt", job.name.replace(['/', ':'], ""));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(stamped(&job.log).as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
