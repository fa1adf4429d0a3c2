//! What the fake knows and remembers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::board::Board;
use super::fault::Fault;
use super::gather::Gather;
use super::http::{Request, Response};
use super::rounds::Rounds;

pub(super) struct State {
    bundle: PathBuf,
    pub(super) prefix: &'static str,
    pub(super) api_url: String,
    pub(super) blob_url: String,
    pub(super) run: Value,
    pub(super) journal: Mutex<Vec<Request>>,
    pub(super) answers: Mutex<Vec<(Request, Response)>>,
    pub(super) rounds: Rounds,
    pub(super) board: Mutex<Board>,
    pub(super) gather: Gather,
    pub(super) faults: Mutex<Vec<(String, Fault)>>,
    signed: Mutex<HashMap<String, (&'static str, Vec<u8>)>>,
    links: AtomicUsize,
    stopped: AtomicBool,
}

impl State {
    pub(super) fn new(bundle: &Path, api_url: &str, blob_url: &str, prefix: &'static str) -> Self {
        let run = std::fs::read(bundle.join("run.json")).unwrap();
        Self {
            bundle: bundle.to_owned(),
            prefix,
            api_url: api_url.to_owned(),
            blob_url: blob_url.to_owned(),
            run: serde_json::from_slice(&run).unwrap_or_default(),
            journal: Mutex::default(),
            answers: Mutex::default(),
            rounds: Rounds::default(),
            board: Mutex::default(),
            gather: Gather::default(),
            faults: Mutex::default(),
            signed: Mutex::default(),
            links: AtomicUsize::new(1),
            stopped: AtomicBool::new(false),
        }
    }

    /// A file of the bundle; none for what is not there, and for paths that lead out of it.
    pub(super) fn file(&self, path: &str) -> Option<Vec<u8>> {
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return None;
        }
        std::fs::read(self.bundle.join(path)).ok()
    }

    /// A file of JSON; none for one that is broken, too.
    pub(super) fn json(&self, path: &str) -> Option<Value> {
        serde_json::from_slice(&self.file(path)?).ok()
    }

    /// The folders of all runs: the bundle itself, `runs/<id>/`, and `others/<id>/`.
    pub(super) fn run_folders(&self) -> Vec<String> {
        let below = |root: &str| {
            let runs = self.list(root).into_iter();
            runs.filter_map(|path| Some(format!("{root}/{}", path.strip_suffix("run.json")?))).collect::<Vec<_>>()
        };
        std::iter::once(String::new()).chain(below("runs")).chain(below("others")).collect()
    }

    /// The jobs of the attempt in a folder.
    pub(super) fn jobs(&self, folder: &str) -> Option<Vec<Value>> {
        self.json(&format!("{folder}jobs.json"))?["jobs"].as_array().cloned()
    }

    /// The folders of a run's earlier attempts.
    fn attempt_folders(&self, folder: &str) -> Vec<String> {
        let found = self.list(&format!("{folder}attempts"));
        found.into_iter().filter_map(|path| Some(format!("{folder}attempts/{}", path.strip_suffix("jobs.json")?))).collect()
    }

    pub(super) fn jobs_of_all_attempts(&self, folder: &str) -> Option<Vec<Value>> {
        let mut jobs = self.jobs(folder)?;
        jobs.extend(self.attempt_folders(folder).iter().filter_map(|folder| self.jobs(folder)).flatten());
        Some(jobs)
    }

    /// A job of any run and attempt, and the folder its logs are in.
    pub(super) fn find_job(&self, id: &str) -> Option<(String, Value)> {
        let runs = self.run_folders();
        let folders = runs.iter().flat_map(|folder| std::iter::once(folder.clone()).chain(self.attempt_folders(folder)));
        folders.filter_map(|folder| Some((folder.clone(), self.jobs(&folder)?))).find_map(|(folder, jobs)| {
            jobs.into_iter().find(|job| job["id"].as_u64().is_some_and(|job| job.to_string() == id)).map(|job| (folder, job))
        })
    }

    /// The files under a folder of the bundle, sorted, relative to it.
    pub(super) fn list(&self, folder: &str) -> Vec<String> {
        let root = self.bundle.join(folder);
        let (mut paths, mut folders) = (Vec::new(), vec![root.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    paths.push(path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"));
                }
            }
        }
        paths.sort();
        paths
    }

    /// A link to the storage that works once.
    pub(super) fn sign(&self, kind: &'static str, body: Vec<u8>) -> String {
        let path = format!("/actions-results/{}/logs", self.links.fetch_add(1, Ordering::SeqCst));
        self.signed.lock().unwrap().insert(path.clone(), (kind, body));
        format!("{}{path}?se=2026-02-01T15%3A45%3A00Z&sig=fake", self.blob_url)
    }

    pub(super) fn redeem(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        self.signed.lock().unwrap().remove(path)
    }

    pub(super) fn take_fault(&self, request: &Request) -> Option<Fault> {
        let mut faults = self.faults.lock().unwrap();
        let whole = format!("{}?{}", request.path, request.query);
        let meant = |pattern: &str| {
            let (method, pattern) = pattern.split_once(' ').unwrap_or((&request.method, pattern));
            let path = if pattern.contains('?') { &whole } else { &request.path };
            method == request.method && pattern.strip_suffix('*').map_or(pattern == path, |start| path.starts_with(start))
        };
        faults.iter_mut().find(|(pattern, fault)| meant(pattern) && fault.clone().spend()).map(|(_, fault)| {
            fault.spend();
            fault.clone()
        })
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// Returns when the fake is over, or a client has waited for far too long.
    pub(super) fn wait_for_the_end(&self) {
        let begun = Instant::now();
        while !self.stopped() && begun.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(super) fn stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}
