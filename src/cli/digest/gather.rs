//! What GitHub tells of a period: its runs, reports of those that failed, and the jobs of those that were run again.

use std::collections::BTreeMap;

use super::args::DigestArgs;
use crate::bundle::api::ListedRun;
use crate::bundle::{BundleError, World};
use crate::cli::connect::Connection;
use crate::cli::error::Failure;
use crate::cli::pipeline::{Triage, no_more_files};
use crate::github::{Period, Reason, fetch_alone};
use crate::model::{Conclusion, Job, Missing};
use crate::report::Report;

/// Runs of several attempts that are asked for the jobs of all of them.
const AGAIN: usize = 100;

/// The material of a digest.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// All runs that ended, the oldest first.
    pub(super) runs: Vec<ListedRun>,
    /// Reports of failed ones, in the same order.
    pub(super) reports: Vec<Read>,
    /// The jobs of all attempts, by run.
    pub(super) again: BTreeMap<u64, Vec<Job>>,
    /// What could not be had.
    pub(super) missing: Vec<Missing>,
}

/// A run that was read.
#[derive(Debug)]
pub(super) struct Read {
    /// What it says.
    pub(super) report: Report,
    /// How long its jobs took, by name, in minutes.
    pub(super) minutes: BTreeMap<String, f64>,
}

/// Asks for all of it. What was asked for before comes from the cache, so that a digest that was interrupted goes on where it was.
pub(super) fn gather(args: &DigestArgs, period: &Period, triage: &Triage, connection: &Connection) -> Result<Gathered, Failure> {
    let (mut listed, more) = connection.ask(async |client| client.runs_of_period(&connection.repo, period).await)?;
    listed.retain(|listed| listed.run.conclusion.is_some());
    listed.sort_by_key(|listed| (listed.run.created_at, listed.run.id));
    let mut gathered = Gathered::default();
    if more {
        gathered.lack("older runs of the period", "GitHub lists 1,000 at most", "ask for a shorter period, or for one --branch");
    }
    let failed: Vec<u64> = listed.iter().filter(|listed| has_failed(listed)).map(|listed| listed.run.id).collect();
    let unread = failed.len().saturating_sub(args.limit);
    if unread > 0 {
        let why = format!("the newest {} were read", args.limit);
        gathered.lack(&format!("the logs of {unread} failed runs"), &why, &format!("--limit {} reads them all", failed.len()));
    }
    for id in failed.into_iter().skip(unread) {
        gathered.read(id, triage, connection)?;
    }
    let again = |listed: &&ListedRun| listed.run.attempt.is_some_and(|attempt| attempt > 1);
    for listed in listed.iter().rev().filter(again).take(AGAIN) {
        match connection.ask(async |client| client.jobs_of_all_attempts(&connection.repo, listed.run.id).await) {
            Ok(jobs) => drop(gathered.again.insert(listed.run.id, jobs)),
            Err(error) => gathered.lack(&format!("the attempts of run {}", listed.run.id), &error.why(), ""),
        }
    }
    gathered.runs = listed;
    Ok(gathered)
}

impl Gathered {
    /// One run that cannot be read is missing; if none can be, that is an error.
    fn read(&mut self, id: u64, triage: &Triage, connection: &Connection) -> Result<(), Failure> {
        let bundle = match connection.ask(async |client| fetch_alone(client, &connection.repo, id).await) {
            Ok(bundle) => bundle,
            Err(error) if error.reason().is_some_and(Reason::ends_it) && self.reports.is_empty() => return Err(error.into()),
            Err(error) => {
                self.lack(&format!("run {id}"), &error.why(), "");
                return Ok(());
            }
        };
        let world = World::open(bundle.parts()?).map_err(BundleError::from)?;
        let length = |job: &Job| Some((job.completed_at? - job.started_at?).num_seconds().max(0) as f64 / 60.0);
        let minutes = world.jobs.iter().filter_map(|job| Some((job.shown().into_owned(), length(job)?))).collect();
        self.reports.push(Read { report: triage.report(world, no_more_files)?, minutes });
        Ok(())
    }

    fn lack(&mut self, what: &str, why: &str, hint: &str) {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.missing.push(Missing { what: what.to_owned(), why: why.to_owned(), hint });
    }
}

/// Whether a run failed, by GitHub's word.
pub(super) fn has_failed(listed: &ListedRun) -> bool {
    listed.run.conclusion.as_ref().is_some_and(Conclusion::failed)
}
