//! The whole of it.

use std::collections::BTreeMap;

use super::between::Between;
use super::causes::causes;
use super::jobs::jobs;
use super::model::{NewCause, Score, Verification, VerifiedRun};
use super::score::score;
use crate::model::Commit;
use crate::report::{Forecast, Remedy, Report, RunReport};

/// What was once read in jobs whose logs are gone, by the job's name: fingerprint and title of each cause.
pub type Remembered = BTreeMap<String, Vec<(String, String)>>;

/// Holds a report against that of a later run. `history` is what the later run's head has, newest first, as far as anybody asked.
pub fn verify(report: &Report, next: &Report, history: &[Commit], remembered: &Remembered) -> Verification {
    let forecast = forecast(report, next);
    let between = Between::new(report, next, history);
    let (causes, said_of_causes) = causes(report, next, forecast, &between, remembered);
    let (jobs, said_of_jobs) = jobs(report, next, forecast);
    let known = |fingerprint: &str| report.causes.iter().any(|cause| cause.fingerprint == fingerprint);
    let new_causes = next.causes.iter().filter(|cause| !known(&cause.fingerprint)).map(|cause| NewCause {
        title: cause.title.clone(),
        fingerprint: cause.fingerprint.clone(),
        jobs: cause.jobs.clone(),
    });
    Verification {
        version: 1,
        report: run(&report.run),
        next: run(&next.run),
        remedy: forecast.map(|forecast| forecast.remedy),
        causes,
        jobs,
        new_causes: new_causes.collect(),
        score: Score { causes: score(&said_of_causes), jobs: score(&said_of_jobs) },
        so_far: None,
    }
}

/// The forecast that the next run puts to the test: of a re-run, where it has the same head; else that of what brings new commits.
fn forecast<'a>(report: &'a Report, next: &Report) -> Option<&'a Forecast> {
    let same = report.run.head_sha.is_some() && report.run.head_sha == next.run.head_sha;
    let of = |wanted: Remedy| report.expected_next_run.iter().find(|forecast| forecast.remedy == wanted);
    if same { of(Remedy::ReRun) } else { of(Remedy::Push).or_else(|| of(Remedy::ReRun)) }
}

fn run(run: &RunReport) -> VerifiedRun {
    VerifiedRun {
        id: run.id,
        attempt: run.attempt,
        head_sha: run.head_sha.clone(),
        conclusion: run.conclusion.clone(),
        url: run.url.clone(),
    }
}
