//! A run's files to its parts: GitHub's answers under fixed names, in a directory, a bundle, or memory.
//!
//! `run.json`, `jobs.json`, `logs.zip` or else `logs/`, `attempts/<n>/logs.zip` of earlier attempts, `jobs/<id>.txt` where one job's log came
//! alone, `annotations/<id>.json` by job, `base.json`, `compare.json`, `commits/<sha>.json`, `tree.json`, `source/`, `config/`, `pull.json`,
//! `base-commits.json`, `pulls.json`, `pulls/<number>/files.json`, `history.json`; all before `compare.json` also under `runs/<id>/`, for further runs of one pull request, and under `others/<id>/`, for runs to compare with.

use std::collections::BTreeMap;

use super::api::{self, ApiError};
use super::attempts::latest;
use super::data::{COVER, cover};
use super::earlier;
use super::error::BundleError;
use super::files::Files;
use super::parts::{Logs, Parts, RunLogs};
use crate::model::{Commit, CommitPlace, Job, Run};

/// Whether files are a run's, rather than logs alone.
pub(super) fn is_run(files: &Files) -> bool {
    files.has("run.json") || files.has("jobs.json") || files.has(COVER)
}

pub(super) fn read(mut files: Files) -> Result<Parts, BundleError> {
    let mut parts = Parts::default();
    if let Some(bytes) = files.take(COVER)? {
        let read = cover(&bytes).map_err(|why| BundleError::Cover { path: files.path(COVER), why })?;
        (parts.source, parts.missing) = read;
    }
    let OneRun { mut run, jobs, attempts } = one_run(&mut files, "", &mut parts)?;
    let pull = data(&mut files, "pull.json", api::pull)?;
    if let (Some(run), Some(pull)) = (&mut run, pull)
        && run.pull_requests.is_empty()
    {
        run.pull_requests.push(pull.into());
    }
    parts.jobs = jobs;
    parts.run = run;
    more_runs(&mut files, &mut parts)?;
    parts.change = data(&mut files, "base.json", api::change)?;
    parts.others = others(&mut files)?;
    parts.others.extend(attempts);
    parts.commits = match data(&mut files, "compare.json", api::compare)? {
        Some((_, listed)) => Some(listed.into_iter().map(|commit| with_files(&mut files, commit)).collect::<Result<_, _>>()?),
        None => None,
    };
    parts.beside = beside(&mut files, &parts)?;
    let history = data(&mut files, "history.json", api::history)?.unwrap_or_default();
    parts.history = history.into_iter().map(|commit| with_files(&mut files, commit)).collect::<Result<_, _>>()?;
    parts.files = sources(&mut files)?;
    parts.tree = match data(&mut files, "tree.json", api::tree)? {
        Some((whole, paths)) => whole.then_some(paths),
        None => (!parts.files.is_empty()).then(|| parts.files.keys().cloned().collect()),
    };
    let config = files.take("config/.github/triage.yml")?;
    parts.config = config.map(|bytes| (".github/triage.yml".to_owned(), String::from_utf8_lossy(&bytes).into_owned()));
    parts.rules = overlay(&mut files)?;
    Ok(parts)
}

/// What a folder holds of one run.
struct OneRun {
    run: Option<Run>,
    jobs: Vec<Job>,
    /// Its earlier attempts, to compare with.
    attempts: Vec<Parts>,
}

/// The run at a folder, its jobs, its earlier attempts, and its logs, newest attempt first.
fn one_run(files: &mut Files, folder: &str, parts: &mut Parts) -> Result<OneRun, BundleError> {
    let run = data(files, &format!("{folder}run.json"), api::run)?;
    let all = data(files, &format!("{folder}jobs.json"), api::jobs)?.map(|(_, jobs)| jobs);
    let listed = all.clone().map(latest);
    let attempts = run.as_ref().zip(all).map(|(run, all)| earlier::attempts(run, all, listed.as_deref().unwrap_or_default()));
    let none = listed.as_ref().is_some_and(Vec::is_empty);
    let mut jobs = listed.unwrap_or_default();
    if let Some(mut workflow) = run.as_ref().filter(|_| none).and_then(whole_workflow) {
        workflow.annotations = data(files, &format!("{folder}annotations/run.json"), api::annotations)?.unwrap_or_default();
        jobs.push(workflow);
    }
    for job in &mut jobs {
        let Some(id) = job.id else { continue };
        job.annotations = data(files, &format!("{folder}annotations/{id}.json"), api::annotations)?.unwrap_or_default();
        if let Some(text) = files.take(&format!("{folder}jobs/{id}.txt"))? {
            parts.texts.insert(id, text);
        }
    }
    let id = run.as_ref().map(|run| run.id);
    let own = archive(files, folder)?;
    if !matches!(own, Logs::None) {
        parts.logs.push(RunLogs { run: id, attempt: run.as_ref().and_then(|run| run.attempt), logs: own });
    }
    let mut before: Vec<u32> = Vec::new();
    for name in files.below(&format!("{folder}attempts"))? {
        before.extend(name.strip_suffix("/logs.zip").and_then(|attempt| attempt.parse::<u32>().ok()));
    }
    before.sort_unstable_by(|a, b| b.cmp(a));
    for attempt in before {
        if let Some(bytes) = files.take(&format!("{folder}attempts/{attempt}/logs.zip"))? {
            parts.logs.push(RunLogs { run: id, attempt: Some(attempt), logs: Logs::Archive(bytes) });
        }
    }
    Ok(OneRun { run, jobs, attempts: attempts.unwrap_or_default() })
}

/// A run that failed without any job: its workflow file could not be used. GitHub lists it among the checks by the file's path.
fn whole_workflow(run: &Run) -> Option<Job> {
    let failed = run.conclusion.as_ref().filter(|conclusion| conclusion.failed())?;
    Some(Job {
        name: run.path.clone().or_else(|| run.workflow.clone())?,
        run: Some(run.id),
        attempt: run.attempt,
        conclusion: Some(failed.clone()),
        url: run.url.clone(),
        ..Job::default()
    })
}

/// On disk an archive stays where it is until it is opened, and may lie there unpacked.
fn archive(files: &mut Files, folder: &str) -> Result<Logs, BundleError> {
    if let Files::Directory(root) = files {
        let (packed, unpacked) = (root.join(folder).join("logs.zip"), root.join(folder).join("logs"));
        if packed.is_file() {
            return Ok(Logs::ArchiveFile(packed));
        }
        if unpacked.is_dir() {
            return Ok(Logs::Directory(unpacked));
        }
    }
    Ok(files.take(&format!("{folder}logs.zip"))?.map_or(Logs::None, Logs::Archive))
}

/// Further runs of the same head; jobs then say whose they are.
fn more_runs(files: &mut Files, parts: &mut Parts) -> Result<(), BundleError> {
    let ids = runs_below(files, "runs")?;
    let Some(lead) = parts.run.clone().filter(|_| !ids.is_empty()) else { return Ok(()) };
    named(&mut parts.jobs, &lead);
    for id in ids {
        let OneRun { run, mut jobs, .. } = one_run(files, &format!("runs/{id}/"), parts)?;
        let Some(run) = run else { continue };
        named(&mut jobs, &run);
        parts.jobs.append(&mut jobs);
        parts.more_runs.push(run);
    }
    Ok(())
}

/// Runs to compare with. A damaged one is an error like any other: a report must not rest on half of what it was given.
fn others(files: &mut Files) -> Result<Vec<Parts>, BundleError> {
    let mut found = Vec::new();
    for id in runs_below(files, "others")? {
        let mut parts = Parts { source: format!("run {id}"), ..Parts::default() };
        let folder = format!("others/{id}/");
        let OneRun { run, jobs, attempts } = one_run(files, &folder, &mut parts)?;
        (parts.run, parts.jobs) = (run, jobs);
        parts.change = data(files, &format!("{folder}base.json"), api::change)?;
        found.push(parts);
        found.extend(attempts);
    }
    Ok(found)
}

/// The ids of the runs in a folder, in order.
fn runs_below(files: &mut Files, folder: &str) -> Result<Vec<u64>, BundleError> {
    let mut ids: Vec<u64> = files.below(folder)?.iter().filter_map(|name| name.strip_suffix("/run.json")?.parse().ok()).collect();
    ids.sort_unstable();
    Ok(ids)
}

fn named(jobs: &mut [Job], run: &Run) {
    for job in jobs {
        job.run = Some(run.id);
        job.workflow = run.workflow.clone().or_else(|| run.path.clone()).or_else(|| Some(run.id.to_string()));
    }
}

/// Commits of the base since the run, oldest first, and pull requests other than the run's own.
fn beside(files: &mut Files, parts: &Parts) -> Result<Vec<Commit>, BundleError> {
    let mut found: Vec<Commit> = Vec::new();
    let known = |sha: &str| parts.commits.iter().flatten().any(|commit| commit.sha == sha);
    let own = |number: u64| parts.run.iter().flat_map(|run| &run.pull_requests).any(|pull| pull.number == number);
    for mut commit in data(files, "pulls.json", api::mentions)?.unwrap_or_default() {
        let CommitPlace::Pull { number, .. } = commit.place else { continue };
        if !known(&commit.sha) && !own(number) {
            commit.files = data(files, &format!("pulls/{number}/files.json"), api::files)?;
            found.push(commit);
        }
    }
    for commit in data(files, "base-commits.json", api::history)?.unwrap_or_default().into_iter().rev() {
        if !known(&commit.sha) && !found.iter().any(|pull| pull.sha == commit.sha) {
            found.push(Commit { place: CommitPlace::Base, ..with_files(files, commit)? });
        }
    }
    Ok(found)
}

/// The commit with its diff, where there is one.
fn with_files(files: &mut Files, commit: Commit) -> Result<Commit, BundleError> {
    let hex = commit.sha.bytes().all(|byte| byte.is_ascii_hexdigit());
    let detail = if hex { data(files, &format!("commits/{}.json", commit.sha), api::commit)? } else { None };
    Ok(detail.unwrap_or(commit))
}

/// A file of GitHub's data, if it is there.
fn data<T>(files: &mut Files, name: &str, parse: impl FnOnce(&[u8]) -> Result<T, ApiError>) -> Result<Option<T>, BundleError> {
    let Some(bytes) = files.take(name)? else { return Ok(None) };
    parse(&bytes).map(Some).map_err(|source| BundleError::Data { path: files.path(name), source })
}

/// The repository's own rules: files by category, or at the top.
fn overlay(files: &mut Files) -> Result<Vec<(String, String)>, BundleError> {
    const RULES: &str = ".github/triage/rules";
    let mut found = Vec::new();
    for name in files.below(&format!("config/{RULES}"))?.into_iter().filter(|name| name.matches('/').count() < 2) {
        if let Some(bytes) = files.take(&format!("config/{RULES}/{name}"))? {
            found.push((format!("{RULES}/{name}"), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(found)
}

/// All files below `source/`, by their path in the repository. What is not text is passed over.
fn sources(files: &mut Files) -> Result<BTreeMap<String, String>, BundleError> {
    let mut found = BTreeMap::new();
    for path in files.below("source")? {
        if let Some(text) = files.take(&format!("source/{path}"))?.and_then(|bytes| String::from_utf8(bytes).ok()) {
            found.insert(path, text);
        }
    }
    Ok(found)
}
