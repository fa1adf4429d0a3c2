//! A report goes into the history, where there is one.

use std::path::{Path, PathBuf};

use super::args::StoreArgs;
use crate::cli::error::Failure;
use crate::cli::output::say;
use crate::report::Report;
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
    let into = |path: &Path| Store::open(path)?.record(report);
    match (&args.store, usual().filter(|_| !args.no_store)) {
        (Some(path), _) => Ok(into(path)?),
        (None, Some(path)) => {
            match into(&path) {
                Ok(()) | Err(StoreError::Open { .. }) => {}
                Err(error) => say(&format!("warning: failed to {error}\nhint: {}", error.hint())),
            }
            Ok(())
        }
        (None, None) => Ok(()),
    }
}
