//! `triage fetch`: everything that a later triage needs, in one file.

use std::path::Path;

use super::Outcome;
use super::args::{FetchArgs, GithubArgs, Global, RunName};
use super::connect::{Connection, Named, connect};
use super::error::Failure;
use super::file::write_whole;
use super::pipeline::{self, Sources, Triage};
use super::run::{parse, which};
use crate::bundle::{Bundle, World};
use crate::github::{PullRef, fetch, fetch_pull};
use crate::model::PullRequest;

pub(crate) fn run(args: &FetchArgs, global: &Global) -> Result<Outcome, Failure> {
    let path = global.output.as_deref().ok_or(Failure::NoOutput)?;
    let triage = Triage::new(&global.rules, false)?;
    let (mut bundle, connection, _) = asked(&args.name, &args.github, global)?;
    let (files, missing) = sources(&triage, &bundle, &connection)?;
    for (path, text) in files {
        bundle.put(format!("source/{path}"), text);
    }
    for missing in missing {
        bundle.lack(missing);
    }
    add_pull(&mut bundle, &connection)?;
    write(path, &bundle)?;
    Ok(Outcome::Fine)
}

/// The run that is named, or the runs of the pull request's head; and the job, where its address was named.
pub(crate) fn asked(name: &RunName, github: &GithubArgs, global: &Global) -> Result<(Bundle, Connection, Option<u64>), Failure> {
    // A bare number is a run's.
    let pull = name.run.as_deref().filter(|text| text.parse::<u64>().is_err()).and_then(|text| PullRef::parse(text).ok());
    if let Some(pull) = pull {
        let connection = connect(github, global, &Named { host: pull.host, repo: pull.repo })?;
        let bundle = connection.ask(async |client| fetch_pull(client, &connection.repo, pull.number).await)?;
        return Ok((bundle, connection, None));
    }
    let (reference, named) = parse(name)?;
    let connection = connect(github, global, &named)?;
    let (id, job) = which(name, reference.as_ref(), &connection)?;
    let bundle = connection.ask(async |client| fetch(client, &connection.repo, id).await)?;
    Ok((bundle, connection, job))
}

/// What the diagnosis asks for.
fn sources(triage: &Triage, bundle: &Bundle, connection: &Connection) -> Result<Sources, Failure> {
    let world = World::open(bundle.clone().parts()?).map_err(crate::bundle::BundleError::from)?;
    let head = world.run.as_ref().and_then(|run| run.head_sha.clone());
    let mut had = Sources::default();
    let report = triage.report(world, |paths| {
        had = pipeline::sources(connection, head.as_deref(), paths);
        Ok(had.clone())
    });
    match report {
        // What is wrong with the repository's configuration or rules is said whenever the bundle is read; it is to be had all the same.
        Ok(_) | Err(Failure::Config(_) | Failure::Rules(_)) => Ok(had),
        Err(error) => Err(error),
    }
}

/// The pull request, for those who read the bundle later. The report does without it, so nobody misses it.
fn add_pull(bundle: &mut Bundle, connection: &Connection) -> Result<(), Failure> {
    let parts = bundle.clone().parts()?;
    if let Some(PullRequest { number, .. }) = parts.run.and_then(|run| run.pull_requests.into_iter().next())
        && let Ok((pull, _)) = connection.ask(async |client| client.pull(&connection.repo, number).await)
    {
        bundle.put("pull.json", pull);
    }
    Ok(())
}

fn write(path: &Path, bundle: &Bundle) -> Result<(), Failure> {
    write_whole(path, &bundle.zip()?).map_err(|source| Failure::Write { path: path.to_owned(), source })
}
