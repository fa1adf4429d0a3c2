//! `triage pr`: the runs of a pull request's head.

use std::path::Path;

use super::Outcome;
use super::args::{Global, PrArgs};
use super::connect::{Connection, Named, connect};
use super::error::Failure;
use super::history::keep;
use super::output;
use super::pipeline::{self, Triage};
use super::post::Desk;
use super::run::report;
use super::select::Selected;
use crate::github::{PullRef, branch_from_git, fetch_pull, remotes_from_git};

pub(crate) fn run(args: &PrArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, args.select.no_rules)?.telling(global.verbose);
    let reference = args.pull.as_deref().map(PullRef::parse).transpose()?;
    let named = reference.as_ref().map_or_else(Named::default, |pull| Named { host: pull.host.clone(), repo: pull.repo.clone() });
    let connection = connect(&args.github, global, &named)?;
    let number = match reference {
        Some(pull) => pull.number,
        None => of_branch(&connection)?,
    };
    let bundle = connection.ask(async |client| fetch_pull(client, &connection.repo, number).await)?;
    let report = report(&triage, bundle, &connection, &Selected { job: None, glob: args.select.job.clone() })?;
    keep(&args.store, &report)?;
    output::write(&report, global)?;
    Desk { args: &args.post, connection: &connection, triage: &triage }.post(&report, Some(number));
    Ok(pipeline::outcome(&report, args.fail_on.fail_on))
}

/// The open pull request of the branch that is checked out; the branch is in the repository itself, or in a fork that is a remote, too.
fn of_branch(connection: &Connection) -> Result<u64, Failure> {
    let branch = branch_from_git(Path::new("."))?;
    let mut owners: Vec<String> = Vec::new();
    for remote in remotes_from_git(Path::new("."))? {
        let owner = remote.repo.owner().to_owned();
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    for owner in owners {
        let pulls = connection.ask(async |client| client.pulls_of(&connection.repo, &owner, &branch).await)?;
        if let Some(pull) = pulls.first() {
            return Ok(pull.number);
        }
    }
    Err(Failure::NoPull { branch, repo: connection.repo.clone() })
}
