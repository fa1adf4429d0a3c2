//! A report goes in.

use rusqlite::{Connection, TransactionBehavior, params};

use super::{RunSeen, Store, StoreError};
use crate::report::{FixStatus, JobReport, Report, Role};

impl Store {
    /// Keeps what a report says of a run. The same report again changes nothing; a later one of the same run stands in its place.
    /// Nothing is kept of logs that came without a run.
    pub fn record(&self, report: &Report) -> Result<(), StoreError> {
        let (Some(run), Some(repo)) = (report.run.id, &report.run.repo) else { return Ok(()) };
        let fail = |source| self.fail(source);
        let whole = rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(fail)?;
        write(&whole, report, run, repo).map_err(fail)?;
        whole.commit().map_err(fail)
    }
}

impl Store {
    /// Keeps that a run passed, of which no report was made.
    pub fn record_green(&self, repo: &str, run: &RunSeen) -> Result<(), StoreError> {
        let values = params![
            repo,
            id(run.id),
            run.attempt,
            run.workflow,
            run.event,
            run.branch,
            run.head_sha,
            run.conclusion,
            run.created_at,
            run.url
        ];
        let sql = "INSERT OR IGNORE INTO run VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        self.connection.execute(sql, values).map(drop).map_err(|source| self.fail(source))
    }
}

/// SQLite's integers have a sign; GitHub's ids do not come near it.
fn id(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn write(to: &Connection, report: &Report, run: u64, repo: &str) -> Result<(), rusqlite::Error> {
    let of = &report.run;
    let attempt = of.attempt.unwrap_or(1);
    to.execute(
        "INSERT OR REPLACE INTO run VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            repo,
            id(run),
            attempt,
            of.path.as_ref().or(of.workflow.as_ref()),
            of.event,
            of.branch,
            of.head_sha,
            of.conclusion,
            of.created_at,
            of.url
        ],
    )?;
    // Jobs of further runs of the same head belong to those, of which the report says no more than this.
    for other in report.jobs.iter().filter_map(|job| job.run).filter(|other| *other != run) {
        to.execute(
            "INSERT OR IGNORE INTO run VALUES (?1, ?2, 1, NULL, ?3, ?4, ?5, NULL, ?6, NULL)",
            params![repo, id(other), of.event, of.branch, of.head_sha, of.created_at],
        )?;
    }
    for job in &report.jobs {
        let (own, attempt) = place(job, run, attempt);
        to.execute(
            "INSERT OR REPLACE INTO job VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![repo, id(own), attempt, job.name, job.conclusion, job.url],
        )?;
        // What a shorter report of the same run leaves out is not unsaid by it, but what this job's causes are is said anew.
        to.execute(
            "DELETE FROM sighting WHERE repo = ?1 AND run = ?2 AND attempt = ?3 AND job = ?4",
            params![repo, id(own), attempt, job.name],
        )?;
    }
    for cause in &report.causes {
        to.execute(
            "INSERT OR REPLACE INTO cause VALUES (?1, ?2, ?3, ?4, ?5)",
            params![repo, cause.fingerprint, cause.title, cause.rule, cause.category],
        )?;
        for job in &report.jobs {
            let Some(part) = job.causes.iter().find(|part| part.id == cause.id && part.role != Role::Consequence) else { continue };
            let evidence = part.evidence.first().or_else(|| cause.evidence.first().filter(|line| line.job == job.name));
            let (own, attempt) = place(job, run, attempt);
            to.execute(
                "INSERT OR REPLACE INTO sighting VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    repo,
                    cause.fingerprint,
                    id(own),
                    attempt,
                    job.name,
                    evidence.map(|line| &line.text),
                    evidence.and_then(|line| line.url.as_ref()).or(job.url.as_ref())
                ],
            )?;
        }
        // Only the likeliest commit is what the report stands for.
        for commit in cause.fix.commits.iter().take(1) {
            to.execute(
                "INSERT OR REPLACE INTO claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![repo, cause.fingerprint, commit.sha, commit.subject, commit.url, commit.credit, word(cause.fix.status), id(run)],
            )?;
        }
    }
    Ok(())
}

/// The run and the attempt that a job is kept under.
fn place(job: &JobReport, run: u64, attempt: u32) -> (u64, u32) {
    match job.run {
        Some(other) if other != run => (other, 1),
        _ => (run, attempt),
    }
}

/// As the JSON report has it.
fn word(status: FixStatus) -> String {
    serde_json::to_value(status).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
