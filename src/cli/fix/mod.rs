//! `triage fix`: what people declare of fixes.

mod add;
mod ledger;

use super::Outcome;
use super::error::Failure;

/// What can be said to `triage fix`.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum FixCommand {
    /// Declare a commit of this checkout as the fix of a cause, in `.github/triage.yml`
    Add(add::AddArgs),
}

pub(crate) fn run(command: &FixCommand) -> Result<Outcome, Failure> {
    match command {
        FixCommand::Add(args) => add::run(args),
    }
}
