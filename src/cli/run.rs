//! `triage run`: a run on GitHub.

use std::path::Path;

use super::Outcome;
use super::args::{Global, RunArgs, RunName};
use super::connect::{Connection, Named, connect};
use super::error::Failure;
use super::history::keep;
use super::output;
use super::pipeline::{self, Triage};
use super::post::Desk;
use super::select::Selected;
use crate::bundle::api::{HeadRepo, ListedRun};
use crate::bundle::{Bundle, World};
use crate::github::{RunId, RunRef, branch_from_git, fetch, remotes_from_git};
use crate::model::Conclusion;

pub(crate) fn run(args: &RunArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, args.select.no_rules)?.telling(global.verbose);
    let (reference, named) = parse(&args.name)?;
    let connection = connect(&args.github, global, &named)?;
    let (id, job) = which(&args.name, reference.as_ref(), &connection)?;
    let bundle = connection.ask(async |client| fetch(client, &connection.repo, id).await)?;
    let selected = Selected { job, glob: args.select.job.clone() };
    let report = report(&triage, bundle, &connection, &selected)?;
    keep(&args.store, &report)?;
    output::write(&report, global)?;
    Desk { args: &args.post, connection: &connection, triage: &triage }.post(&report, None);
    Ok(pipeline::outcome(&report, args.fail_on.fail_on))
}

/// The report of what was fetched, with the sources that the diagnosis asks for.
pub(crate) fn report(
    triage: &Triage,
    mut bundle: Bundle,
    connection: &Connection,
    selected: &Selected,
) -> Result<crate::report::Report, Failure> {
    bundle.source.push_str(&selected.option());
    let world = World::open(bundle.parts()?).map_err(crate::bundle::BundleError::from)?;
    let head = world.run.as_ref().and_then(|run| run.head_sha.clone());
    let mut report = triage.report(world, |paths| Ok(pipeline::sources(connection, head.as_deref(), paths)))?;
    selected.apply(&mut report)?;
    Ok(report)
}

/// What is named on the command line, and what that says of the GitHub and the repository.
pub(crate) fn parse(name: &RunName) -> Result<(Option<RunRef>, Named), Failure> {
    let reference = name.run.as_deref().map(RunRef::parse).transpose()?;
    let named = reference.as_ref().map_or_else(Named::default, |run| Named { host: run.host.clone(), repo: run.repo.clone() });
    Ok((reference, named))
}

/// The run and attempt that are meant, and the job, if an address names one.
pub(crate) fn which(name: &RunName, reference: Option<&RunRef>, connection: &Connection) -> Result<(RunId, Option<u64>), Failure> {
    let Some(reference) = reference else { return Ok((newest_failed(connection, name.attempt)?, None)) };
    Ok((which_of(reference, name.attempt, connection)?, reference.job))
}

/// The run and attempt that an address means.
pub(crate) fn which_of(reference: &RunRef, attempt: Option<u32>, connection: &Connection) -> Result<RunId, Failure> {
    let mut attempt = attempt.or(reference.attempt);
    if let (Some(job), None) = (reference.job, attempt) {
        // A job belongs to one attempt, which need not be the latest.
        attempt = connection.ask(async |client| client.job(&connection.repo, job).await)?.attempt;
    }
    Ok(RunId { id: reference.run_id, attempt })
}

/// The newest failed run of the branch that is checked out.
fn newest_failed(connection: &Connection, attempt: Option<u32>) -> Result<RunId, Failure> {
    let (branch, own) = own_runs(connection)?;
    let failed = own.iter().find(|listed| listed.run.conclusion.as_ref().is_some_and(Conclusion::failed));
    match failed {
        Some(listed) => Ok(RunId { id: listed.run.id, attempt }),
        None => Err(Failure::NoFailedRun {
            branch,
            repo: connection.repo.clone(),
            why: if own.is_empty() { "it has no runs".to_owned() } else { format!("none of its newest {} failed", own.len()) },
        }),
    }
}

/// The branch that is checked out, and its runs, the newest first.
pub(crate) fn own_runs(connection: &Connection) -> Result<(String, Vec<ListedRun>), Failure> {
    let branch = branch_from_git(Path::new("."))?;
    let ours: Vec<String> = remotes_from_git(Path::new("."))?.into_iter().map(|remote| remote.repo.to_string()).collect();
    let mut runs = connection.ask(async |client| client.runs_of_branch(&connection.repo, &branch).await)?;
    // Somebody else's fork may have a branch of that name.
    runs.retain(|listed| match &listed.head_repo {
        HeadRepo::Named(head) => ours.iter().any(|repo| repo.eq_ignore_ascii_case(head)),
        HeadRepo::Gone | HeadRepo::Unsaid => true,
    });
    Ok((branch, runs))
}
