//! The digest of what was gathered.

use std::collections::BTreeMap;

use super::gather::{Gathered, Read, has_failed};
use crate::bundle::api::ListedRun;
use crate::cli::error::Failure;
use crate::github::Period;
use crate::model::{Conclusion, Job, Missing};
use crate::report::{Cause, Day, Digest, DigestCause, FlakyJob, MissingPart, Role, RunRef, Trend};
use crate::store::{Change, RunSeen, Store, Story, story};

/// Sums up, with what the history knows of the time before.
pub(super) fn digest(gathered: &Gathered, store: &Store, repo: &str, period: &Period) -> Result<Digest, Failure> {
    let runs = store.runs(repo)?;
    let dates = dates(&period.since, &period.until);
    let mut digest = Digest {
        version: 1,
        repo: repo.to_owned(),
        since: period.since.clone(),
        until: period.until.clone(),
        runs: gathered.runs.len() as u64,
        failed: gathered.runs.iter().filter(|listed| has_failed(listed)).count() as u64,
        days: dates.iter().map(|date| day(date, &gathered.runs)).collect(),
        causes: Vec::new(),
        flaky: flaky(gathered),
        failed_jobs: 0,
        explained_jobs: 0,
        fixes_claimed: 0,
        fixes_held: 0,
        forecasts: Some(store.score(repo, Some(&period.since))?).filter(|score| score.reports > 0),
        mean_hours_to_fix: None,
        missing: gathered
            .missing
            .iter()
            .map(|Missing { what, why, hint }| MissingPart { what: what.clone(), why: why.clone(), hint: hint.clone() })
            .collect(),
    };
    for job in gathered.reports.iter().flat_map(|read| read.report.jobs.iter().map(move |job| (job, &read.report.causes))) {
        let (job, causes) = job;
        if let Some(part) = job.causes.first() {
            digest.failed_jobs += 1;
            digest.explained_jobs +=
                u64::from(part.role == Role::Consequence || causes.iter().any(|cause| cause.id == part.id && cause.is_explained()));
        }
    }
    let mut hours = Vec::new();
    for (fingerprint, seen) in by_fingerprint(&gathered.reports) {
        let told = story(&runs, &store.sightings(repo, &fingerprint)?, period.branch.as_deref());
        let claims = store.claims(repo, &fingerprint)?;
        digest.fixes_claimed += claims.len() as u64;
        digest.fixes_held += claims.iter().filter(|claim| claim.status == "verified").count() as u64;
        hours.extend(told.first_red.is_some().then(|| to_fix(&told, &runs)).into_iter().flatten());
        let trend = trend(&told, &runs, &period.since);
        digest.causes.extend(cause(fingerprint, &seen, trend, &dates));
    }
    digest.causes.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then(b.runs.cmp(&a.runs)).then(a.fingerprint.cmp(&b.fingerprint)));
    digest.mean_hours_to_fix = (!hours.is_empty()).then(|| hours.iter().sum::<f64>() / hours.len() as f64);
    Ok(digest)
}

/// A cause in the runs that had it.
type Seen<'a> = Vec<(&'a Read, &'a Cause)>;

fn by_fingerprint(reports: &[Read]) -> BTreeMap<String, Seen<'_>> {
    let mut found: BTreeMap<String, Seen<'_>> = BTreeMap::new();
    for read in reports {
        for cause in &read.report.causes {
            found.entry(cause.fingerprint.clone()).or_default().push((read, cause));
        }
    }
    found
}

fn cause(fingerprint: String, seen: &Seen<'_>, trend: Trend, dates: &[String]) -> Option<DigestCause> {
    let (read, cause) = seen.last()?;
    let broken = |(read, cause): &(&Read, &Cause)| -> Vec<f64> {
        let own = read.report.jobs.iter().filter(|job| job.causes.iter().any(|part| part.id == cause.id && part.role != Role::Consequence));
        own.map(|job| read.minutes.get(&job.name).copied().unwrap_or_default()).collect()
    };
    let jobs: Vec<f64> = seen.iter().flat_map(broken).collect();
    let on = |date: &String| {
        seen.iter().filter(|(read, _)| read.report.run.created_at.as_ref().is_some_and(|time| time.starts_with(date.as_str()))).count()
    };
    let run = &read.report.run;
    Some(DigestCause {
        fingerprint,
        title: cause.title.clone(),
        rule: cause.rule.clone(),
        actor: cause.actor,
        trend,
        runs: seen.len() as u64,
        jobs: jobs.len() as u64,
        minutes: (jobs.iter().sum::<f64>() * 10.0).round() / 10.0,
        days: dates.iter().map(|date| on(date) as u64).collect(),
        last: RunRef {
            id: run.id.unwrap_or_default(),
            url: run.url.clone(),
            head_sha: run.head_sha.clone(),
            created_at: run.created_at.clone(),
        },
        line: cause.evidence.first().map(|line| line.text.clone()),
        url: cause.evidence.first().and_then(|line| line.url.clone()),
    })
}

/// New is what was not seen before, where the time before is known at all.
fn trend(told: &Story, runs: &[RunSeen], since: &str) -> Trend {
    let before = |run: &RunSeen| run.created_at.as_deref().is_some_and(|time| time < since);
    match told.turns.last().map(|turn| turn.change) {
        Some(Change::Went) => Trend::Gone,
        Some(Change::CameBack) => Trend::Reopened,
        _ if runs.iter().any(before) && !told.seen.iter().any(|at| before(&runs[*at])) => Trend::New,
        _ => Trend::Present,
    }
}

/// From each coming to the going after it, in hours.
fn to_fix(told: &Story, runs: &[RunSeen]) -> Vec<f64> {
    let time = |at: usize| chrono::DateTime::parse_from_rfc3339(runs[at].created_at.as_deref()?).ok();
    let pair = |pair: &[crate::store::Turn]| {
        let fixed = pair[1].change == Change::Went;
        fixed.then(|| Some((time(pair[1].run)? - time(pair[0].run)?).num_minutes() as f64 / 60.0)).flatten()
    };
    told.turns.windows(2).filter_map(pair).collect()
}

/// The days of a period, UTC.
fn dates(since: &str, until: &str) -> Vec<String> {
    let day = |time: &str| time.get(..10).and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    let (Some(first), Some(last)) = (day(since), day(until)) else { return Vec::new() };
    first.iter_days().take_while(|date| *date <= last).take(400).map(|date| date.to_string()).collect()
}

fn day(date: &str, runs: &[ListedRun]) -> Day {
    let own: Vec<&ListedRun> =
        runs.iter().filter(|listed| listed.run.created_at.is_some_and(|time| time.date_naive().to_string() == date)).collect();
    Day { date: date.to_owned(), runs: own.len() as u64, failed: own.iter().filter(|listed| has_failed(listed)).count() as u64 }
}

/// Jobs that failed in one attempt and passed in a later one of the same run: a re-run keeps the commit.
fn flaky(gathered: &Gathered) -> Vec<FlakyJob> {
    let mut found: BTreeMap<(String, String), FlakyJob> = BTreeMap::new();
    let workflow = |listed: &ListedRun| listed.run.path.clone().or_else(|| listed.run.workflow.clone()).unwrap_or_default();
    for listed in &gathered.runs {
        let Some(jobs) = gathered.again.get(&listed.run.id) else { continue };
        let passed_later = |failed: &&Job| {
            jobs.iter().any(|job| job.name == failed.name && job.attempt > failed.attempt && job.conclusion == Some(Conclusion::Success))
        };
        let mut names: Vec<&String> = jobs
            .iter()
            .filter(|job| job.conclusion.as_ref().is_some_and(Conclusion::failed))
            .filter(passed_later)
            .map(|job| &job.name)
            .collect();
        names.sort();
        names.dedup();
        for name in names {
            let key = (workflow(listed), name.clone());
            let entry = found.entry(key).or_insert_with(|| FlakyJob {
                job: name.clone(),
                workflow: workflow(listed),
                passed_again: 0,
                failed: 0,
                runs: 0,
            });
            entry.passed_again += 1;
        }
    }
    for job in found.values_mut() {
        let own: Vec<&ListedRun> = gathered.runs.iter().filter(|listed| workflow(listed) == job.workflow).collect();
        job.runs = own.len() as u64;
        job.failed = job.passed_again + own.iter().filter(|listed| failed_for_good(listed.run.id, &job.job, gathered)).count() as u64;
    }
    let mut found: Vec<FlakyJob> = found.into_values().collect();
    found.sort_by(|a, b| b.passed_again.cmp(&a.passed_again).then(a.job.cmp(&b.job)));
    found
}

/// Whether a job failed in a run, and did not pass in a later attempt of it.
fn failed_for_good(run: u64, job: &str, gathered: &Gathered) -> bool {
    let of = |read: &&Read| read.report.run.id == Some(run);
    gathered.reports.iter().find(of).is_some_and(|read| read.report.jobs.iter().any(|own| own.name == job && !own.causes.is_empty()))
}
