//! A run whose logs are opened: the value that everything after works on.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::parts::{Logs, Parts};
use crate::log::{Archive, Entries, JobLog, Limits, LogError, read_text};
use crate::model::{Commit, Job, Missing, Run};

/// A run, or logs that came alone.
#[derive(Debug)]
pub struct World {
    /// How it was named on the command line.
    pub source: String,
    /// The run; none for bare logs.
    pub run: Option<Run>,
    /// Its jobs in GitHub's order; for bare logs, one per file or archived job.
    pub jobs: Vec<Job>,
    /// The commits after its head, oldest first; none: could not look.
    pub commits: Option<Vec<Commit>>,
    /// The repository's paths at the head; none: could not look.
    pub tree: Option<Vec<String>>,
    /// Sources at the head, by path.
    pub files: BTreeMap<String, String>,
    /// `.github/triage.yml` of the default branch: where it was read, and its text.
    pub config: Option<(String, String)>,
    /// What could not be had.
    pub missing: Vec<Missing>,
    logs: Store,
}

#[derive(Debug)]
enum Store {
    None,
    Archive(Box<Archive>),
    /// As many as there are jobs, in their order.
    Texts(Vec<JobLog>),
}

impl World {
    /// Opens the logs of a run's parts. Without metadata, the jobs are what the logs name.
    pub fn open(parts: Parts) -> Result<Self, LogError> {
        let limits = Limits::default();
        let (logs, mut jobs) = match parts.logs {
            Logs::None => (Store::None, Vec::new()),
            Logs::Archive(bytes) => archive(Entries::zip("logs.zip", bytes, limits)?)?,
            Logs::ArchiveFile(path) => {
                let bytes = std::fs::read(&path).map_err(|source| LogError::Io { path: path.clone(), source })?;
                archive(Entries::zip(&path.display().to_string(), bytes, limits)?)?
            }
            Logs::Directory(path) => archive(Entries::directory(&path, limits)?)?,
            Logs::Files(paths) => {
                let mut logs = Vec::new();
                for path in paths {
                    let bytes = std::fs::read(&path).map_err(|source| LogError::Io { path: path.clone(), source })?;
                    logs.extend(read_text(&path.display().to_string(), bytes)?);
                }
                texts(logs)
            }
            Logs::Text(name, bytes) => texts(read_text(&name, bytes)?),
        };
        if !parts.jobs.is_empty() {
            jobs = parts.jobs;
        }
        Ok(Self {
            source: parts.source,
            run: parts.run,
            jobs,
            commits: parts.commits,
            tree: parts.tree,
            files: parts.files,
            config: parts.config,
            missing: parts.missing,
            logs,
        })
    }

    /// The log of a job, by the job's index. None if there is none, e.g. for a job that was skipped.
    pub fn log(&self, job: usize) -> Result<Option<Cow<'_, JobLog>>, LogError> {
        match &self.logs {
            Store::None => Ok(None),
            Store::Archive(archive) => {
                let job = &self.jobs[job];
                archive.find(&job.name).map(|files| archive.read(files, job).map(Cow::Owned)).transpose()
            }
            Store::Texts(logs) => Ok(logs.iter().find(|log| log.job == self.jobs[job].name).map(Cow::Borrowed)),
        }
    }

    /// The raw text of a job's log, for a search that needs no lines.
    pub fn text(&self, job: usize) -> Result<Vec<Cow<'_, [u8]>>, LogError> {
        match &self.logs {
            Store::Archive(archive) => match archive.find(&self.jobs[job].name) {
                Some(files) => Ok(archive.whole_text(files)?.into_iter().map(Cow::Owned).collect()),
                None => Ok(Vec::new()),
            },
            Store::Texts(logs) => Ok(logs
                .iter()
                .filter(|log| log.job == self.jobs[job].name)
                .flat_map(JobLog::files)
                .map(|file| Cow::Borrowed(file.bytes.as_slice()))
                .collect()),
            Store::None => Ok(Vec::new()),
        }
    }
}

fn archive(entries: Entries) -> Result<(Store, Vec<Job>), LogError> {
    let archive = Archive::open(entries)?;
    let jobs = archive.jobs().iter().map(|job| Job { name: job.name.clone(), ..Job::default() }).collect();
    Ok((Store::Archive(Box::new(archive)), jobs))
}

/// Jobs named after their texts; equal names are told apart by a number, as GitHub does in archives.
fn texts(mut logs: Vec<JobLog>) -> (Store, Vec<Job>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for log in &mut logs {
        let count = seen.entry(log.job.clone()).or_default();
        *count += 1;
        if *count > 1 {
            log.job = format!("{} ({count})", log.job);
        }
    }
    let jobs = logs.iter().map(|log| Job { name: log.job.clone(), ..Job::default() }).collect();
    (Store::Texts(logs), jobs)
}
