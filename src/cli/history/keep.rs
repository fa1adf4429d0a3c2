//! A report goes into the history, where there is one.

use std::path::{Path, PathBuf};

use super::args::StoreArgs;
use crate::cli::error::Failure;
use crate::cli::output::say;
use crate::report::{Remembered, Report, RunReport, SoFar, Verification};
use crate::store::{Store, StoreError};

/// `triage/history.sqlite` in the user's data directory: `$XDG_DATA_HOME`, else `~/.local/share`; on Windows `%LOCALAPPDATA%`.
pub(crate) fn usual() -> Option<PathBuf> {
    // A relative path is to be ignored, says the XDG base directory specification.
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let root = variable("XDG_DATA_HOME")
        .or_else(|| variable("LOCALAPPDATA").filter(|_| cfg!(windows)))
        .or_else(|| Some(variable("HOME")?.join(".local").join("share")))?;
    Some(root.join("triage").join("history.sqlite"))
}

/// Keeps a report. A machine that cannot keep anything does without; only a file that was named must work.
pub(crate) fn keep(args: &StoreArgs, report: &Report) -> Result<(), Failure> {
    with(args, |store| store.record(report)).map(drop)
}

/// What the history remembers of a run.
pub(crate) fn remembered(args: &StoreArgs, of: &RunReport) -> Result<Remembered, Failure> {
    let (Some(repo), Some(run)) = (&of.repo, of.id) else { return Ok(Remembered::new()) };
    Ok(with(args, |store| store.seen_in(repo, run, of.attempt.unwrap_or(1)))?.unwrap_or_default())
}

/// Keeps how good a report's predictions were, and says how good all were so far.
pub(crate) fn keep_score(args: &StoreArgs, verification: &Verification, next: &RunReport) -> Result<Option<SoFar>, Failure> {
    let (Some(repo), Some(_), Some(_)) = (&next.repo, verification.report.id, next.id) else { return Ok(None) };
    with(args, |store| {
        store.record_verification(repo, verification, next.created_at.as_deref())?;
        store.score(repo, None)
    })
}

/// Does something with the history, where there is one.
fn with<T>(args: &StoreArgs, each: impl Fn(&Store) -> Result<T, StoreError>) -> Result<Option<T>, Failure> {
    let into = |path: &Path| Store::open(path).and_then(|store| each(&store));
    match (&args.store, usual().filter(|_| !args.no_store)) {
        (Some(path), _) => Ok(Some(into(path)?)),
        (None, Some(path)) => Ok(match into(&path) {
            Ok(done) => Some(done),
            Err(StoreError::Open { .. }) => None,
            Err(error) => {
                say(&format!("warning: failed to {error}\nhint: {}", error.hint()));
                None
            }
        }),
        (None, None) => Ok(None),
    }
}
