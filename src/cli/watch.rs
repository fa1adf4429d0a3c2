//! `triage watch`: each job diagnosed as it ends, and the whole report once the run has.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Outcome;
use super::args::{FailOn, Format, GithubArgs, Global, RunName, seconds};
use super::connect::{Connection, connect};
use super::error::Failure;
use super::history::{StoreArgs, keep};
use super::output::{self, print, terminal_look};
use super::pipeline::{self, Triage, no_more_files};
use super::run::{own_runs, parse, report, which_of};
use super::select::Selected;
use crate::bundle::{BundleError, World};
use crate::github::{Error, Reason, RunId, fetch, fetch_alone};
use crate::render;
use crate::report::Report;

#[derive(Debug, clap::Args)]
pub(crate) struct WatchArgs {
    #[command(flatten)]
    pub name: RunName,
    /// How often to look whether a job has ended
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub every: Duration,
    #[command(flatten)]
    pub fail_on: FailOn,
    #[command(flatten)]
    pub github: GithubArgs,
    #[command(flatten)]
    pub store: StoreArgs,
}

pub(crate) fn run(args: &WatchArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, false)?;
    let (reference, named) = parse(&args.name)?;
    let connection = connect(&args.github, global, &named)?;
    let id = match &reference {
        Some(reference) => which_of(reference, args.name.attempt, &connection)?,
        None => newest(&connection)?,
    };
    let mut told = BTreeSet::new();
    while runs(&connection, id)? {
        if failed(&connection, id)?.iter().any(|job| !told.contains(job)) {
            told.extend(tell(&triage, &connection, id, &told, global)?);
        }
        std::thread::sleep(args.every);
    }
    let bundle = connection.ask(async |client| fetch(client, &connection.repo, id).await)?;
    let report = report(&triage, bundle, &connection, &Selected::default())?;
    keep(&args.store, &report)?;
    if global.format() == Format::Json && global.output.is_none() {
        // Lines of JSON, of which the last is the report.
        print(&(serde_json::to_string(&report).unwrap_or_default() + "\n"))?;
    } else {
        output::write(&report, global)?;
    }
    Ok(pipeline::outcome(&report, args.fail_on.fail_on))
}

/// Whether it has yet to end. Somebody who watches for an hour does not mind a question that fails.
fn runs(connection: &Connection, id: RunId) -> Result<bool, Failure> {
    match connection.ask(async |client| client.run(&connection.repo, id).await) {
        Ok(run) => Ok(run.runs()),
        Err(error) => patient(error).map(|()| true),
    }
}

/// The jobs that have failed so far, by GitHub's id.
fn failed(connection: &Connection, id: RunId) -> Result<Vec<u64>, Failure> {
    match connection.ask(async |client| client.jobs(&connection.repo, id).await) {
        Ok(jobs) => {
            let failed = jobs.iter().filter(|job| job.conclusion.as_ref().is_some_and(crate::model::Conclusion::failed));
            Ok(failed.filter_map(|job| job.id).collect())
        }
        Err(error) => patient(error).map(|()| Vec::new()),
    }
}

fn patient(error: Error) -> Result<(), Failure> {
    if error.reason().is_none_or(|reason| reason.ends_it() && !matches!(reason, Reason::Unreachable { .. })) {
        return Err(error.into());
    }
    output::say(&format!("warning: failed to {error}; still watching"));
    Ok(())
}

/// Prints what the jobs failed by that are not told yet, and says which ones they are.
fn tell(triage: &Triage, connection: &Connection, id: RunId, told: &BTreeSet<u64>, global: &Global) -> Result<Vec<u64>, Failure> {
    let bundle = match connection.ask(async |client| fetch_alone(client, &connection.repo, id.id).await) {
        Ok(bundle) => bundle,
        Err(error) => return patient(error).map(|()| Vec::new()),
    };
    let world = World::open(bundle.parts()?).map_err(BundleError::from)?;
    let report = triage.report(world, no_more_files)?;
    let ended = |job: &&crate::report::JobReport| !job.causes.is_empty() && job.id.is_some_and(|id| !told.contains(&id));
    let new: Vec<u64> = report.jobs.iter().filter(ended).filter_map(|job| job.id).collect();
    let new_jobs = |report: &Report| report.jobs.iter().filter(ended).cloned().collect::<Vec<_>>();
    for job in new_jobs(&report) {
        let text = match global.format() {
            Format::Json => render::job_json(&report, &job) + "\n",
            Format::Terminal => render::job_terminal(&report, &job, terminal_look(global)),
            _ => render::job_markdown(&report, &job),
        };
        // A file gets the report alone; whoever waits for it sees the jobs all the same.
        if global.output.is_some() { output::say(&text.trim_end()) } else { print(&text)? }
    }
    Ok(new)
}

/// The newest run of the branch that is checked out that has not ended; else the newest.
fn newest(connection: &Connection) -> Result<RunId, Failure> {
    let (branch, own) = own_runs(connection)?;
    let run = own.iter().find(|listed| listed.run.runs()).or_else(|| own.first());
    match run {
        Some(listed) => Ok(RunId { id: listed.run.id, attempt: None }),
        None => Err(Failure::NoFailedRun { branch, repo: connection.repo.clone(), why: "it has no runs".to_owned() }),
    }
}
