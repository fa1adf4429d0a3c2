//! From the question to the page.

use std::path::Path;

use super::args::DigestArgs;
use super::gather::{Gathered, gather, has_failed};
use super::sum::digest;
use crate::cli::Outcome;
use crate::cli::args::{Format, Global};
use crate::cli::connect::{Connection, Named, connect};
use crate::cli::error::Failure;
use crate::cli::history::usual;
use crate::cli::output::{deliver, say, terminal_look};
use crate::cli::pipeline::Triage;
use crate::cli::post::not_posted;
use crate::github::Period;
use crate::model::rfc3339;
use crate::publish::post_digest;
use crate::render;
use crate::store::{RunSeen, Store};

pub(crate) fn run(args: &DigestArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, false)?;
    let connection = connect(&args.github, global, &Named::default())?;
    let now = chrono::Utc::now();
    let until = args.until.map_or(now, |when| when.time(now, true)).min(now);
    let period = Period { since: rfc3339(args.since.time(now, false)), until: rfc3339(until), branch: args.branch.clone() };
    let gathered = gather(args, &period, &triage, &connection)?;
    let repo = connection.repo.to_string();
    let store = store(args)?;
    keep(&gathered, &store, &repo)?;
    let digest = digest(&gathered, &store, &repo, &period)?;
    let text = match global.format() {
        Format::Json => serde_json::to_string_pretty(&digest).unwrap_or_default() + "\n",
        Format::Terminal => render::digest_terminal(&digest, terminal_look(global)),
        Format::Html => render::digest_html(&digest),
        _ => render::digest_markdown(&digest),
    };
    deliver(&text, global)?;
    if args.issue {
        post(&connection, &render::digest_markdown(&digest));
    }
    Ok(Outcome::Fine)
}

/// What cannot be posted is said: the digest was made.
fn post(connection: &Connection, text: &str) {
    let repo = &connection.repo;
    let posted = connection.ask(async |client| {
        let me = client.own_account().await?;
        post_digest(client, repo, me, text).await
    });
    say(&match posted {
        Ok(number) => format!("the digest stands in issue {number}"),
        Err(error) => not_posted("the digest", &error.into()),
    });
}

/// The history, or one that is forgotten where none can be kept.
fn store(args: &DigestArgs) -> Result<Store, Failure> {
    if let Some(path) = &args.store.store {
        return Ok(Store::open(path)?);
    }
    let usual = usual().filter(|_| !args.store.no_store);
    match usual.as_deref().map(|path: &Path| Store::open(path)) {
        Some(Ok(store)) => Ok(store),
        _ => Ok(Store::in_memory()?),
    }
}

fn keep(gathered: &Gathered, store: &Store, repo: &str) -> Result<(), Failure> {
    for read in &gathered.reports {
        store.record(&read.report)?;
    }
    for listed in gathered.runs.iter().filter(|listed| !has_failed(listed)) {
        store.record_green(repo, &RunSeen::from(&listed.run))?;
    }
    Ok(())
}
