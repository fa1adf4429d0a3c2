//! What is kept, as it is asked for.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde::Serialize;

use super::{Store, StoreError};
use crate::model::{Run, rfc3339};
use crate::report::{CauseSeen, Remembered};

/// A run that was triaged, or that GitHub told of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RunSeen {
    /// GitHub's id.
    pub id: u64,
    /// Counts from 1.
    pub attempt: u32,
    /// The workflow's file, or its name.
    pub workflow: Option<String>,
    /// What started it.
    pub event: Option<String>,
    /// The head's branch.
    pub branch: Option<String>,
    /// The commit that was tested.
    pub head_sha: Option<String>,
    /// GitHub's word.
    pub conclusion: Option<String>,
    /// RFC 3339, UTC.
    pub created_at: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// Its jobs, as far as they are known.
    #[serde(skip)]
    pub jobs: Vec<JobSeen>,
}

impl From<&Run> for RunSeen {
    /// Without its jobs.
    fn from(run: &Run) -> Self {
        Self {
            id: run.id,
            attempt: run.attempt.unwrap_or(1),
            workflow: run.path.clone().or_else(|| run.workflow.clone()),
            event: run.event.clone(),
            branch: run.branch.clone(),
            head_sha: run.head_sha.clone(),
            conclusion: run.conclusion.as_ref().map(ToString::to_string),
            created_at: run.created_at.map(rfc3339),
            url: run.url.clone(),
            jobs: Vec::new(),
        }
    }
}

/// A job of such a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobSeen {
    /// Its name.
    pub name: String,
    /// GitHub's word.
    pub conclusion: Option<String>,
}

/// A cause in a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// The run.
    pub run: u64,
    /// Its attempt.
    pub attempt: u32,
    /// The job's name.
    pub job: String,
    /// The line, raw text.
    pub line: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
}

/// A commit that a report held for a cause's fix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// 40 hex digits.
    pub sha: String,
    /// Raw text.
    pub subject: String,
    /// Its page.
    pub url: Option<String>,
    /// 0 to 1.
    pub credit: f64,
    /// The cause's status in the newest report that names the commit: `fixed`, `verified`, `not-fixed`, …
    pub status: String,
    /// The run of that report.
    pub run: u64,
}

impl Store {
    /// The causes of a repository, or of all, the last seen first.
    pub fn causes(&self, repo: Option<&str>) -> Result<Vec<CauseSeen>, StoreError> {
        const ASK: &str = "
            SELECT c.repo, c.fingerprint, c.title, c.rule, count(DISTINCT s.run), min(r.created_at), max(r.created_at)
            FROM cause c JOIN sighting s USING (repo, fingerprint)
            JOIN run r ON r.repo = s.repo AND r.id = s.run AND r.attempt = s.attempt
            WHERE ?1 IS NULL OR c.repo = ?1 COLLATE NOCASE
            GROUP BY c.repo, c.fingerprint ORDER BY max(r.created_at) DESC, c.repo, c.fingerprint";
        self.rows(ASK, params![repo], |row| {
            Ok(CauseSeen {
                repo: row.get(0)?,
                fingerprint: row.get(1)?,
                title: row.get(2)?,
                rule: row.get(3)?,
                runs: number(row, 4)?,
                first_seen: row.get(5)?,
                last_seen: row.get(6)?,
                ..CauseSeen::default()
            })
        })
    }

    /// All runs of a repository with their jobs, the oldest first.
    pub fn runs(&self, repo: &str) -> Result<Vec<RunSeen>, StoreError> {
        const RUNS: &str = "
            SELECT id, attempt, workflow, event, branch, head_sha, conclusion, created_at, url FROM run
            WHERE repo = ?1 ORDER BY created_at, id, attempt";
        let mut jobs: BTreeMap<(u64, u32), Vec<JobSeen>> = BTreeMap::new();
        let all = self.rows("SELECT run, attempt, name, conclusion FROM job WHERE repo = ?1 ORDER BY name", [repo], |row| {
            Ok(((number(row, 0)?, row.get(1)?), JobSeen { name: row.get(2)?, conclusion: row.get(3)? }))
        })?;
        for (run, job) in all {
            jobs.entry(run).or_default().push(job);
        }
        let mut runs = self.rows(RUNS, [repo], |row| {
            Ok(RunSeen {
                id: number(row, 0)?,
                attempt: row.get(1)?,
                workflow: row.get(2)?,
                event: row.get(3)?,
                branch: row.get(4)?,
                head_sha: row.get(5)?,
                conclusion: row.get(6)?,
                created_at: row.get(7)?,
                url: row.get(8)?,
                jobs: Vec::new(),
            })
        })?;
        for run in &mut runs {
            run.jobs = jobs.remove(&(run.id, run.attempt)).unwrap_or_default();
        }
        Ok(runs)
    }

    /// Where a cause was seen.
    pub fn sightings(&self, repo: &str, fingerprint: &str) -> Result<Vec<Sighting>, StoreError> {
        const ASK: &str =
            "SELECT run, attempt, job, line, url FROM sighting WHERE repo = ?1 AND fingerprint = ?2 ORDER BY run, attempt, job";
        self.rows(ASK, [repo, fingerprint], |row| {
            Ok(Sighting { run: number(row, 0)?, attempt: row.get(1)?, job: row.get(2)?, line: row.get(3)?, url: row.get(4)? })
        })
    }

    /// What was seen in a run, by job: the fingerprint and the title of each cause.
    pub fn seen_in(&self, repo: &str, run: u64, attempt: u32) -> Result<Remembered, StoreError> {
        const ASK: &str = "
            SELECT s.job, c.fingerprint, c.title FROM sighting s JOIN cause c USING (repo, fingerprint)
            WHERE s.repo = ?1 COLLATE NOCASE AND s.run = ?2 AND s.attempt = ?3 ORDER BY s.job, c.fingerprint";
        let mut seen = Remembered::new();
        let run = i64::try_from(run).unwrap_or(i64::MAX);
        for (job, cause) in self.rows(ASK, params![repo, run, attempt], |row| Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?))))? {
            seen.entry(job).or_default().push(cause);
        }
        Ok(seen)
    }

    /// The commits that were held for its fix, in the order of the runs whose reports said so.
    pub fn claims(&self, repo: &str, fingerprint: &str) -> Result<Vec<Claim>, StoreError> {
        const ASK: &str = "SELECT sha, subject, url, credit, status, run FROM claim WHERE repo = ?1 AND fingerprint = ?2 ORDER BY run, sha";
        self.rows(ASK, [repo, fingerprint], |row| {
            Ok(Claim {
                sha: row.get(0)?,
                subject: row.get(1)?,
                url: row.get(2)?,
                credit: row.get(3)?,
                status: row.get(4)?,
                run: number(row, 5)?,
            })
        })
    }

    fn rows<T>(
        &self,
        sql: &str,
        with: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> Result<T, rusqlite::Error>,
    ) -> Result<Vec<T>, StoreError> {
        let fail = |source| self.fail(source);
        let mut statement = self.connection.prepare(sql).map_err(fail)?;
        let rows = statement.query_map(with, read).map_err(fail)?;
        rows.collect::<Result<_, _>>().map_err(fail)
    }
}

fn number(row: &Row<'_>, at: usize) -> Result<u64, rusqlite::Error> {
    row.get::<_, i64>(at).map(i64::unsigned_abs)
}
