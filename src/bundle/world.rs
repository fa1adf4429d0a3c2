//! A run whose logs are opened: the value that everything after works on.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::parts::{Logs, Parts};
use crate::log::{Archive, Entries, JobLog, Limits, LogError, name_key, read_file, read_job_text};
use crate::model::{Change, Commit, Job, Missing, Run};

/// A run, or logs that came alone.
#[derive(Debug)]
pub struct World {
    /// How it was named on the command line.
    pub source: String,
    /// The run; none for bare logs.
    pub run: Option<Run>,
    /// Further runs of the same head.
    pub more_runs: Vec<Run>,
    /// Their jobs in GitHub's order; for bare logs, one per file or archived job.
    pub jobs: Vec<Job>,
    /// The commits after its head, oldest first; none: could not look.
    pub commits: Option<Vec<Commit>>,
    /// Where else a fix may be: commits of the base since the run, and pull requests, each as one commit.
    pub beside: Vec<Commit>,
    /// The commits that the run's head has, newest first, as far as anybody asked.
    pub history: Vec<Commit>,
    /// What the head has and its base has not; none: could not look.
    pub change: Option<Change>,
    /// The repository's paths at the head; none: could not look.
    pub tree: Option<Vec<String>>,
    /// Sources at the head, by path.
    pub files: BTreeMap<String, String>,
    /// `.github/triage.yml` of the default branch: where it was read, and its text.
    pub config: Option<(String, String)>,
    /// Rule files below `.github/triage/rules/` of the default branch: path and text.
    pub rules: Vec<(String, String)>,
    /// Other runs of the workflow, to compare with: earlier and later ones, of its base, of other pull requests. By id.
    pub others: Vec<World>,
    /// What could not be had.
    pub missing: Vec<Missing>,
    logs: Vec<Store>,
    /// Whether another job of the run may be called the same in an archive.
    shared: Vec<bool>,
    /// By the job's id.
    texts: BTreeMap<u64, Vec<u8>>,
}

#[derive(Debug)]
struct Store {
    run: Option<u64>,
    attempt: Option<u32>,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Archive(Box<Archive>),
    /// As many as there are jobs, in their order.
    Texts(Vec<Text>),
}

/// A log that is one text.
#[derive(Debug)]
struct Text {
    job: String,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Log(JobLog),
    /// Read again when it is wanted.
    At(PathBuf),
}

impl Text {
    fn log(&self) -> Result<Cow<'_, JobLog>, LogError> {
        match &self.held {
            Held::Log(log) => Ok(Cow::Borrowed(log)),
            Held::At(path) => {
                let mut logs = read_file(path)?;
                let mut log = logs.pop().ok_or_else(|| LogError::Empty { name: path.display().to_string() })?;
                log.job.clone_from(&self.job);
                Ok(Cow::Owned(log))
            }
        }
    }
}

impl World {
    /// Opens the logs of a run's parts. Without metadata, the jobs are what the logs name.
    pub fn open(parts: Parts) -> Result<Self, LogError> {
        let mut jobs = Vec::new();
        let mut logs = Vec::new();
        for own in parts.logs {
            if let Some((kept, named)) = open(own.logs)? {
                logs.push(Store { run: own.run, attempt: own.attempt, kept });
                jobs.extend(named);
            }
        }
        if !parts.jobs.is_empty() {
            jobs = parts.jobs;
        }
        Ok(Self {
            shared: shared_names(&jobs),
            source: parts.source,
            run: parts.run,
            more_runs: parts.more_runs,
            jobs,
            commits: parts.commits,
            beside: parts.beside,
            history: parts.history,
            change: parts.change,
            tree: parts.tree,
            files: parts.files,
            config: parts.config,
            rules: parts.rules,
            others: parts.others.into_iter().map(Self::open).collect::<Result<_, _>>()?,
            missing: parts.missing,
            logs,
            texts: parts.texts,
        })
    }

    /// The log of a job, by the job's index: out of the archive of the attempt that it ran in, else of an earlier one, else its own text.
    /// None if there is none, e.g. for a job that was skipped.
    pub fn log(&self, at: usize) -> Result<Option<Cow<'_, JobLog>>, LogError> {
        let job = &self.jobs[at];
        let text = || job.id.and_then(|id| Some((id, self.texts.get(&id)?)));
        let alone = |(id, text): (u64, &Vec<u8>)| read_job_text(&format!("jobs/{id}.txt"), text.clone(), job).map(Cow::Owned);
        match self.archived(at) {
            Ok(Some(log)) => Ok(Some(log)),
            // A damaged entry, where the job's text came alone, too.
            Err(error) => text().map_or(Err(error), |text| alone(text).map(Some)),
            Ok(None) => text().map(alone).transpose(),
        }
    }

    fn archived(&self, at: usize) -> Result<Option<Cow<'_, JobLog>>, LogError> {
        let job = &self.jobs[at];
        for store in self.stores(at) {
            match &store.kept {
                Kept::Archive(archive) => {
                    if let Some(files) = archive.find(&job.name) {
                        return archive.read(files, job).map(|log| Some(Cow::Owned(log)));
                    }
                }
                Kept::Texts(texts) => {
                    if let Some(text) = texts.iter().find(|text| text.job == job.name) {
                        return text.log().map(Some);
                    }
                }
            }
        }
        Ok(None)
    }

    /// Where a job's log may be, the likeliest first: the attempt it ran in, those before it, and last a later one, to which GitHub may have
    /// carried it over. Nowhere, if its name could as well be another job's: a wrong log is worse than none.
    fn stores(&self, at: usize) -> impl Iterator<Item = &Store> {
        let job = &self.jobs[at];
        let alone = !self.shared[at];
        let own = move |store: &&Store| alone && (store.run.is_none() || job.run.is_none() || store.run == job.run);
        let later = move |store: &&Store| matches!((store.attempt, job.attempt), (Some(store), Some(own)) if store > own);
        self.logs.iter().filter(own).filter(move |store| !later(store)).chain(self.logs.iter().filter(own).filter(later))
    }

    /// Calls back with the whole raw lines of a job's log, in order and some at a time, for a search that needs no steps.
    pub fn search(&self, at: usize, each: &mut dyn FnMut(&[u8])) -> Result<(), LogError> {
        for store in self.stores(at) {
            match &store.kept {
                Kept::Archive(archive) => {
                    if let Some(files) = archive.find(&self.jobs[at].name) {
                        return archive.search(files, each);
                    }
                }
                Kept::Texts(texts) => {
                    return texts.iter().filter(|text| text.job == self.jobs[at].name).try_for_each(|text| {
                        text.log()?.stretches(|_, bytes| each(bytes));
                        Ok(())
                    });
                }
            }
        }
        self.jobs[at].id.and_then(|id| self.texts.get(&id)).into_iter().for_each(|text| each(text));
        Ok(())
    }
}

/// Whether each job has a name that another one of its run may share in an archive. Bare logs have their names from there.
fn shared_names(jobs: &[Job]) -> Vec<bool> {
    let keys: Vec<_> = jobs.iter().map(archived_key).collect();
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for key in &keys {
        *counts.entry(key).or_default() += 1;
    }
    jobs.iter().zip(&keys).map(|(job, key)| job.id.is_some() && counts[key] > 1).collect()
}

/// Whether an archive may call two jobs the same.
pub fn share_a_name(a: &Job, b: &Job) -> bool {
    archived_key(a) == archived_key(b)
}

/// A job's run, and what is left of its name in an archive, which cuts it at 90 UTF-16 units or a few less.
fn archived_key(job: &Job) -> (Option<u64>, String) {
    const KEPT: usize = 85;
    let mut units = 0;
    let kept = |c: &char| {
        units += c.len_utf16();
        units <= KEPT
    };
    (job.run, name_key(&job.name.chars().take_while(kept).collect::<String>()))
}

fn open(logs: Logs) -> Result<Option<(Kept, Vec<Job>)>, LogError> {
    let limits = Limits::default();
    Ok(Some(match logs {
        Logs::None => return Ok(None),
        Logs::Archive(bytes) => archive(Entries::zip("logs.zip", bytes, limits)?)?,
        Logs::ArchiveFile(path) => archive(Entries::zip_file(&path, limits)?)?,
        Logs::Directory(path) => archive(Entries::directory(&path, limits)?)?,
        Logs::Files(paths) => texts(files(paths)?),
        Logs::Texts(logs) => texts(logs.into_iter().map(kept).collect()),
    }))
}

fn kept(log: JobLog) -> Text {
    Text { job: log.job.clone(), held: Held::Log(log) }
}

/// Files are opened to see what they are; those that are many or large are closed again.
fn files(paths: Vec<PathBuf>) -> Result<Vec<Text>, LogError> {
    const KEPT: u64 = 32 << 20;
    let mut texts = Vec::new();
    let mut open = 0;
    for path in paths {
        let mut logs = read_file(&path)?;
        open += std::fs::metadata(&path).map_or(0, |file| file.len());
        match logs.pop() {
            Some(log) if logs.is_empty() && open > KEPT && !texts.is_empty() => texts.push(Text { job: log.job, held: Held::At(path) }),
            last => texts.extend(logs.into_iter().chain(last).map(kept)),
        }
    }
    Ok(texts)
}

fn archive(entries: Entries) -> Result<(Kept, Vec<Job>), LogError> {
    let archive = Archive::open(entries)?;
    let jobs = archive.jobs().iter().map(|job| Job { name: job.name.clone(), ..Job::default() }).collect();
    Ok((Kept::Archive(Box::new(archive)), jobs))
}

/// Jobs named after their texts; equal names are told apart by a number, as GitHub does in archives.
fn texts(mut texts: Vec<Text>) -> (Kept, Vec<Job>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for text in &mut texts {
        let count = seen.entry(text.job.clone()).or_default();
        *count += 1;
        if *count > 1 {
            text.job = format!("{} ({count})", text.job);
        }
        if let Held::Log(log) = &mut text.held {
            log.job.clone_from(&text.job);
        }
    }
    let jobs = texts.iter().map(|text| Job { name: text.job.clone(), ..Job::default() }).collect();
    (Kept::Texts(texts), jobs)
}
