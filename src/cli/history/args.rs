//! What can be said to `triage history`, and of the file that it reads.

use std::path::PathBuf;

use crate::cli::args::GithubArgs;

#[derive(Debug, clap::Args)]
pub(crate) struct HistoryArgs {
    /// A cause: the first digits of its fingerprint, the id of its rule, or words of its title; without it, all causes
    #[arg(value_name = "CAUSE")]
    pub cause: Option<String>,
    /// The branch that counts as the base; without it, the one that most runs were of
    #[arg(long, value_name = "BRANCH")]
    pub branch: Option<String>,
    /// Ask GitHub nothing
    #[arg(long)]
    pub offline: bool,
    /// The file of history
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    #[command(flatten)]
    pub github: GithubArgs,
}

/// Whether a report, or how good one was, is kept, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct StoreArgs {
    /// Do not keep the report in the history
    #[arg(long, conflicts_with = "store")]
    pub no_store: bool,
    /// Keep it in this file of history
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
}
