//! How good predictions were, over all reports that were held against a later run.

use rusqlite::{Row, params};

use super::{Store, StoreError};
use crate::report::{ScorePart, SoFar, Verification};

impl Store {
    /// Keeps how good a report's predictions were. The same two runs again change nothing. `created_at` is the later run's.
    pub fn record_verification(&self, repo: &str, verification: &Verification, created_at: Option<&str>) -> Result<(), StoreError> {
        let (Some(run), Some(next)) = (verification.report.id, verification.next.id) else { return Ok(()) };
        let (causes, jobs) = (Sums::of(&verification.score.causes), Sums::of(&verification.score.jobs));
        let values = params![
            repo,
            id(run),
            verification.report.attempt.unwrap_or(1),
            id(next),
            verification.next.attempt.unwrap_or(1),
            created_at,
            causes.predictions,
            causes.held,
            causes.error,
            causes.red,
            jobs.predictions,
            jobs.held,
            jobs.error,
            jobs.red
        ];
        let sql = "INSERT OR REPLACE INTO verified VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        self.connection.execute(sql, values).map(drop).map_err(|source| self.fail(source))
    }

    /// The score of a repository's predictions so far; with `since`, RFC 3339 in UTC, only of those that later runs from then on decided.
    pub fn score(&self, repo: &str, since: Option<&str>) -> Result<SoFar, StoreError> {
        const ASK: &str = "
            SELECT count(*), total(causes), total(causes_held), total(causes_error), total(causes_red),
                total(jobs), total(jobs_held), total(jobs_error), total(jobs_red)
            FROM verified WHERE repo = ?1 COLLATE NOCASE AND (?2 IS NULL OR next_created_at >= ?2)";
        let read = |row: &Row<'_>| Ok(SoFar { reports: row.get::<_, i64>(0)?.unsigned_abs(), causes: part(row, 1)?, jobs: part(row, 5)? });
        self.connection.query_row(ASK, params![repo, since], read).map_err(|source| self.fail(source))
    }
}

/// A score as sums, which can be added up.
struct Sums {
    predictions: i64,
    held: i64,
    error: f64,
    red: f64,
}

impl Sums {
    fn of(part: &ScorePart) -> Self {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let sum = |mean: Option<f64>| mean.unwrap_or_default() * part.predictions as f64;
        Self { predictions: count(part.predictions), held: count(part.held), error: sum(part.brier), red: sum(part.red_stays_red) }
    }
}

/// Four sums, from a column on, as a score.
fn part(row: &Row<'_>, at: usize) -> Result<ScorePart, rusqlite::Error> {
    let sum = |nth: usize| row.get::<_, f64>(at + nth);
    let predictions = sum(0)?;
    let mean = |sum: f64| (predictions > 0.0).then(|| (sum / predictions * 1000.0).round() / 1000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sums of counts")]
    let count = |sum: f64| sum as usize;
    Ok(ScorePart { predictions: count(predictions), held: count(sum(1)?), brier: mean(sum(2)?), red_stays_red: mean(sum(3)?) })
}

fn id(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use crate::report::{Score, ScorePart, Verification, VerifiedRun};
    use crate::store::Store;

    fn verification(run: u64, next: u64, causes: ScorePart) -> Verification {
        let of = |id| VerifiedRun { id: Some(id), attempt: None, head_sha: None, conclusion: None, url: None };
        Verification {
            version: 1,
            report: of(run),
            next: of(next),
            remedy: None,
            causes: Vec::new(),
            jobs: Vec::new(),
            new_causes: Vec::new(),
            score: Score { causes, jobs: ScorePart::default() },
            so_far: None,
        }
    }

    #[test]
    fn scores_add_up_and_each_pair_of_runs_counts_once() {
        let store = Store::in_memory().unwrap();
        let part = |predictions, held, brier| ScorePart { predictions, held, brier: Some(brier), red_stays_red: Some(1.0) };
        for (run, next, part) in [(1, 2, part(1, 1, 0.1)), (3, 4, part(3, 2, 0.3)), (1, 2, part(1, 1, 0.1))] {
            store.record_verification("o/r", &verification(run, next, part), Some("2026-02-01T00:00:00Z")).unwrap();
        }
        let score = store.score("O/r", None).unwrap();
        assert_eq!((score.reports, score.causes), (2, part(4, 3, 0.25)));
        assert_eq!(score.jobs, ScorePart::default());
        assert_eq!(store.score("o/r", Some("2026-02-02T00:00:00Z")).unwrap().reports, 0);
        assert_eq!(store.score("o/other", None).unwrap().reports, 0);
    }
}
