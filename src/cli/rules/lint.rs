//! `triage rules lint`: what is wrong with rule files, all of it at once.

use super::args::LintArgs;
use super::load::load;
use super::many;
use crate::cli::Outcome;
use crate::cli::args::Global;
use crate::cli::error::Failure;
use crate::cli::output::{print, say};
use crate::rules::LoadError;

/// Problems of rule files are this command's result, not its failure.
pub(super) fn run(args: &LintArgs, global: &Global) -> Result<Outcome, Failure> {
    let loaded = match load(args.path.as_deref(), global) {
        Ok(loaded) => loaded,
        Err(LoadError::Invalid { diagnostics }) => {
            for diagnostic in &diagnostics {
                say(&diagnostic.render(global.color()));
            }
            print(&format!("{}\n", many(diagnostics.len(), "problem")))?;
            return Ok(Outcome::Found);
        }
        Err(error) => return Err(error.into()),
    };
    print(&format!("{}, no problems\n", many(loaded.rules().count(), "rule")))?;
    Ok(Outcome::Fine)
}
