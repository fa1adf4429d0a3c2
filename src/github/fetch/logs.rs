//! Which job's log is where, and the texts of those that are in no archive.

use super::part::{Part, lack};
use crate::github::all::all;
use crate::github::{Client, Error, Reason, Repo, RunId};
use crate::log::{Archive, Entries, Limits, LogError};
use crate::model::{Job, Missing};

/// Archives of a run's attempts.
#[derive(Default)]
pub(super) struct Archives(Vec<Held>);

struct Held {
    attempt: Option<u32>,
    bytes: Vec<u8>,
    /// None for one in which nothing is named like a log.
    archive: Option<Archive>,
}

/// Texts that are asked for one by one. A run with more failed jobs than this has its archive, or one cause.
const TEXTS: usize = 50;

impl Archives {
    /// Takes an archive. One that is no archive that anybody should unpack is said to be missing, and each log asked for by itself.
    pub(super) fn add(&mut self, attempt: Option<u32>, bytes: Vec<u8>, part: &mut Part) {
        let archive = match Entries::zip("logs.zip", bytes.clone(), Limits::default()) {
            Ok(entries) => Archive::open(entries).ok(),
            Err(error) => {
                let why = match error {
                    LogError::TooLarge { what, limit, .. } => format!("{what} is over the limit of {limit}"),
                    LogError::NotAnArchive { why, .. } => why,
                    other => other.to_string(),
                };
                part.lack_for("log archive", &why, None);
                None
            }
        };
        self.0.push(Held { attempt, bytes, archive });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, attempt: u32) -> bool {
        self.0.iter().any(|held| held.attempt == Some(attempt))
    }

    /// Whether there is a log by a job's name.
    pub(super) fn name(&self, job: &Job) -> bool {
        self.0.iter().filter_map(|held| held.archive.as_ref()).any(|archive| archive.find(&job.name).is_some())
    }

    /// Whether a job's log is here, whole, and surely its own.
    pub(super) fn hold(&self, job: &Job, jobs: &[Job]) -> bool {
        let alone = jobs.iter().filter(|other| crate::bundle::share_a_name(job, other)).count() == 1;
        alone
            && self.0.iter().filter_map(|held| held.archive.as_ref()).any(|archive| {
                // Unpacked once to see that it can be: an entry that was cut is asked for elsewhere.
                archive.find(&job.name).is_some_and(|files| archive.read(files, job).is_ok_and(|log| !log.is_empty()))
            })
    }

    /// Keeps the archives for the next time: nothing lacks in them.
    pub(super) fn keep(&self, client: &Client, repo: &Repo, run: u64) {
        for held in &self.0 {
            client.keep_logs(repo, RunId { id: run, attempt: held.attempt }, &held.bytes);
        }
    }

    pub(super) fn into_part(self, newest: Option<u32>, part: &mut Part) {
        // One without any log would stop the reader; what it lacks is said of the jobs.
        for held in self.0.into_iter().filter(|held| held.archive.is_some()) {
            match held.attempt.filter(|_| held.attempt != newest) {
                Some(attempt) => part.put(format!("attempts/{attempt}/logs.zip"), held.bytes),
                None => part.put("logs.zip", held.bytes),
            }
        }
    }
}

/// Texts of single jobs, and what kept us from the others.
#[derive(Default)]
pub(super) struct Texts {
    texts: Vec<(u64, Vec<u8>)>,
    missing: Vec<Missing>,
}

impl Texts {
    /// Leaves out what is said of the archive already.
    pub(super) fn without(mut self, said: Option<&Missing>) -> Self {
        self.missing.retain(|missing| said.is_none_or(|said| said.why != missing.why));
        self
    }

    pub(super) fn into_part(self, part: &mut Part) {
        for (id, text) in self.texts {
            part.put(format!("jobs/{id}.txt"), text);
        }
        for missing in self.missing {
            part.missing(missing);
        }
    }
}

/// The texts of jobs. Where the archive was refused, the first job shows whether the others would be, too.
pub(super) async fn texts(client: &Client, repo: &Repo, jobs: &[&Job], refused: Option<&Error>) -> Texts {
    let mut texts = Texts::default();
    let mut open: Vec<(u64, String)> = jobs.iter().filter_map(|job| Some((job.id?, job.name.clone()))).collect();
    if open.len() > TEXTS {
        let why = format!("{} failed jobs have no log in the archive, of which {TEXTS} were asked for", open.len());
        texts.missing.push(Missing { what: "logs of some jobs".to_owned(), why, hint: None });
        open.truncate(TEXTS);
    }
    if refused.is_some_and(for_good) && !open.is_empty() {
        let (id, name) = open.remove(0);
        match client.job_log(repo, id).await {
            Ok(text) => texts.texts.push((id, text)),
            // Said once, of the archive.
            Err(error) if for_good(&error) => return texts,
            Err(error) => texts.missing.push(no_log(&name, &error)),
        }
    }
    let ask = |(id, name): (u64, String)| {
        let (client, repo) = (client.clone(), repo.clone());
        async move { (id, name, client.job_log(&repo, id).await) }
    };
    for (id, name, answer) in all(open, ask).await {
        match answer {
            Ok(text) => texts.texts.push((id, text)),
            Err(error) => texts.missing.push(no_log(&name, &error)),
        }
    }
    texts
}

/// What one job is refused for, all are.
fn for_good(error: &Error) -> bool {
    matches!(error.reason(), Some(Reason::Gone | Reason::Forbidden { .. } | Reason::Unauthorized | Reason::RateLimited { .. }))
}

fn no_log(name: &str, error: &Error) -> Missing {
    let mut missing = lack(&format!("log of job {name}"), error);
    if let Some(Reason::NotFound { .. } | Reason::Storage { status: 404, .. }) = error.reason() {
        missing.hint = Some("it may have been stopped before it wrote a log".to_owned());
    }
    missing
}
