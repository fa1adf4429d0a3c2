//! `triage run`: a run on GitHub.

use std::collections::BTreeMap;

use super::Outcome;
use super::args::{Global, RunArgs};
use super::error::Failure;
use super::output;
use super::pipeline::{self, Sources, Triage};
use crate::bundle::{BundleError, World};
use crate::github::{Client, ClientOptions, Error as GithubError, Repo, RunRef, api_url, block_on, fetch, repo_from_git, token_from_env};
use crate::model::Missing;

pub(crate) fn run(args: &RunArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, false)?;
    let reference = RunRef::parse(&args.run)?;
    let repo = repository(global, &reference)?;
    let options = ClientOptions { api_url: api_url(args.api_url.as_deref()), token: token_from_env() };
    let parts = block_on(async { fetch(&Client::new(options.clone())?, &repo, reference.run()).await })??;
    let head = parts.run.as_ref().and_then(|run| run.head_sha.clone());
    let world = World::open(parts).map_err(BundleError::from)?;
    let report =
        triage.report(world, |paths| Ok(block_on(async { sources(&Client::new(options)?, &repo, head.as_deref(), paths).await })??))?;
    output::write(&report, global)?;
    Ok(pipeline::outcome(&report, args.fail_on.fail_on))
}

/// `-R`, then what the URL says, then the environment, then the git remote.
fn repository(global: &Global, reference: &RunRef) -> Result<Repo, Failure> {
    if let Some(named) = &global.repo {
        return Ok(named.parse()?);
    }
    if let Some(repo) = &reference.repo {
        return Ok(repo.clone());
    }
    match std::env::var("GITHUB_REPOSITORY") {
        Ok(named) if !named.is_empty() => Ok(named.parse()?),
        _ => Ok(repo_from_git(std::path::Path::new("."))?.repo),
    }
}

/// The sources that the diagnosis asks for; those that cannot be had are said to be missing.
async fn sources(client: &Client, repo: &Repo, head: Option<&str>, paths: Vec<String>) -> Result<Sources, GithubError> {
    let (mut files, mut missing) = (BTreeMap::new(), Vec::new());
    let Some(head) = head else { return Ok((files, missing)) };
    for (path, result) in client.files(repo, head, paths).await {
        match result {
            Ok(Some(text)) => {
                files.insert(path, text);
            }
            Ok(None) => {}
            Err(error) => missing.push(Missing { what: format!("source {path}"), why: error.why(), hint: error.hint() }),
        }
    }
    Ok((files, missing))
}
