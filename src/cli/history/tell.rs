//! The history of all causes, or of one.

use std::collections::BTreeMap;

use super::args::HistoryArgs;
use super::ask::{Asked, ask};
use super::keep::usual;
use crate::cli::Outcome;
use crate::cli::args::{Format, Global};
use crate::cli::error::Failure;
use crate::cli::output::{deliver, terminal_look};
use crate::render;
use crate::report::{CauseSeen, CausesSeen, ClaimSeen, CommitRef, History, HistoryState, RunRef, TurnKind, TurnSeen};
use crate::store::{Change, RunSeen, Store, story};

pub(crate) fn run(args: &HistoryArgs, global: &Global) -> Result<Outcome, Failure> {
    let path = args.store.clone().or_else(usual).ok_or(Failure::NoHistory)?;
    let store = Store::open(&path)?;
    let mut causes = store.causes(global.repo.as_deref())?;
    ledger(&store, &mut causes, args.branch.as_deref())?;
    let text = match &args.cause {
        None => all(causes, global),
        Some(named) => {
            let cause = one(&causes, named)?;
            let history = history(&store, cause, args, global)?;
            match global.format() {
                Format::Json => serde_json::to_string_pretty(&history).unwrap_or_default() + "\n",
                Format::Terminal => render::history_terminal(&history, terminal_look(global)),
                _ => render::history_markdown(&history),
            }
        }
    };
    deliver(&text, global)?;
    Ok(Outcome::Fine)
}

fn all(causes: Vec<CauseSeen>, global: &Global) -> String {
    let seen = CausesSeen { causes };
    if global.format() == Format::Json {
        return serde_json::to_string_pretty(&seen).unwrap_or_default() + "\n";
    }
    if seen.causes.is_empty() {
        return "No cause was seen yet. What `triage run` and `triage pr` report is kept.\n".to_owned();
    }
    if global.format() == Format::Terminal { render::causes_terminal(&seen, terminal_look(global)) } else { render::causes_markdown(&seen) }
}

/// What was claimed and verified of each cause, and how often it came back.
fn ledger(store: &Store, causes: &mut [CauseSeen], branch: Option<&str>) -> Result<(), Failure> {
    let mut runs: BTreeMap<String, Vec<RunSeen>> = BTreeMap::new();
    for cause in causes {
        if !runs.contains_key(&cause.repo) {
            runs.insert(cause.repo.clone(), store.runs(&cause.repo)?);
        }
        let told = story(&runs[&cause.repo], &store.sightings(&cause.repo, &cause.fingerprint)?, branch);
        let claims = store.claims(&cause.repo, &cause.fingerprint)?;
        cause.reopened = told.turns.iter().filter(|turn| turn.change == Change::CameBack).count() as u64;
        cause.fix_verified = claims.iter().rev().find(|claim| claim.status == "verified").map(|claim| claim.sha.clone());
        cause.fix_claimed = claims.into_iter().next_back().map(|claim| claim.sha);
    }
    Ok(())
}

/// The one cause that is meant.
fn one(causes: &[CauseSeen], named: &str) -> Result<CauseSeen, Failure> {
    let wanted = named.to_lowercase();
    let by = |fits: &dyn Fn(&CauseSeen) -> bool| causes.iter().filter(|cause| fits(cause)).cloned().collect::<Vec<_>>();
    let digits = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_rule = |rule: &str| rule == wanted || rule.split('/').next_back() == Some(&wanted);
    let mut found = if digits { by(&|cause| cause.fingerprint.starts_with(&wanted)) } else { Vec::new() };
    if found.is_empty() {
        found = by(&|cause| cause.rule.as_deref().is_some_and(is_rule));
    }
    if found.is_empty() {
        found = by(&|cause| wanted.split_whitespace().all(|word| cause.title.to_lowercase().contains(word)));
    }
    match found.len() {
        1 => Ok(found.swap_remove(0)),
        0 => Err(Failure::NoSuchCause { named: named.to_owned() }),
        _ => {
            let some = found.iter().take(8).map(|cause| format!("{} {} ({})", &cause.fingerprint, cause.title, cause.repo));
            Err(Failure::SeveralCauses { named: named.to_owned(), found: some.collect() })
        }
    }
}

fn history(store: &Store, cause: CauseSeen, args: &HistoryArgs, global: &Global) -> Result<History, Failure> {
    let (runs, sightings) = (store.runs(&cause.repo)?, store.sightings(&cause.repo, &cause.fingerprint)?);
    let told = story(&runs, &sightings, args.branch.as_deref());
    let claims = store.claims(&cause.repo, &cause.fingerprint)?;
    let Asked { last_green, maybe_red, between, missing } = ask(&runs, &told, &cause.repo, args, global);
    let turn = |change| match change {
        Change::Came => TurnKind::Came,
        Change::Went => TurnKind::Went,
        Change::CameBack => TurnKind::Reopened,
    };
    let gone = told.turns.last().is_some_and(|last| last.change == Change::Went);
    let newest = told.seen.last().map(|at| &runs[*at]);
    let line =
        newest.and_then(|run| sightings.iter().find(|sighting| (sighting.run, sighting.attempt) == (run.id, run.attempt))?.line.clone());
    Ok(History {
        state: if gone { HistoryState::Gone } else { HistoryState::Present },
        base: told.branch.clone(),
        jobs: told.jobs.clone(),
        line,
        first_red: told.first_red.map(|at| reference(&runs[at])),
        maybe_red: maybe_red.iter().map(reference).collect(),
        last_green: last_green.as_ref().map(reference),
        between,
        turns: told.turns.iter().map(|seen| TurnSeen { change: turn(seen.change), run: reference(&runs[seen.run]) }).collect(),
        claims: claims
            .into_iter()
            .map(|claim| ClaimSeen {
                commit: CommitRef { sha: claim.sha, subject: claim.subject, url: claim.url },
                credit: claim.credit,
                status: claim.status,
                run: claim.run,
            })
            .collect(),
        missing,
        cause,
    })
}

fn reference(run: &RunSeen) -> RunRef {
    RunRef { id: run.id, url: run.url.clone(), head_sha: run.head_sha.clone(), created_at: run.created_at.clone() }
}
