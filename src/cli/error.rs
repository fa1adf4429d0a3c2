//! Every way a command can fail, its exit code, and what the user can do.

use std::path::PathBuf;

use thiserror::Error;

use crate::bundle::BundleError;
use crate::github::{Error as GithubError, PullRefError, RemoteError, Repo, RepoError, RunRefError};
use crate::publish::PreparedError;
use crate::rules::{ConfigError, LoadError};
use crate::store::StoreError;

/// A failure. Messages fit "failed to …".
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// Logs or a run on disk.
    #[error(transparent)]
    Input(#[from] BundleError),
    /// Rule files.
    #[error(transparent)]
    Rules(#[from] LoadError),
    /// `.github/triage.yml`.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// An id that no rule has.
    #[error("find the rule {id}")]
    NoSuchRule {
        /// The id.
        id: String,
        /// One that is like it.
        near: Option<String>,
    },
    /// An edition that cannot be made.
    #[error("stamp the rules: {0}")]
    Stamp(String),
    /// A line of a log that is none.
    #[error("take a rule from {place}: {why}")]
    Place {
        /// As it was named.
        place: String,
        /// Why not.
        why: String,
    },
    /// What names a run.
    #[error(transparent)]
    RunRef(#[from] RunRefError),
    /// What names a pull request.
    #[error(transparent)]
    PullRef(#[from] PullRefError),
    /// An address of another GitHub than the one that is asked.
    #[error("use an address on {named}: the GitHub that is asked is {asked}")]
    OtherHost {
        /// The address's host.
        named: String,
        /// Where requests and the token go.
        asked: String,
    },
    /// Nothing failed on the current branch.
    #[error("find a failed run of branch {branch} in {repo}: {why}")]
    NoFailedRun {
        /// The branch.
        branch: String,
        /// The repository.
        repo: Repo,
        /// E.g. `the newest 30 did not fail`.
        why: String,
    },
    /// A report that is none.
    #[error("read the report {}: {why}", path.display())]
    Report {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Nothing to hold a report against.
    #[error("find a later run in {repo}: {why}")]
    NoLaterRun {
        /// The repository.
        repo: Repo,
        /// E.g. `branch x has none after run 7`.
        why: String,
    },
    /// The current branch has none.
    #[error("find an open pull request of branch {branch} in {repo}: there is none")]
    NoPull {
        /// The branch.
        branch: String,
        /// The repository.
        repo: Repo,
    },
    /// `--job` names none.
    #[error("find a job called `{glob}`: the run has none")]
    NoJob {
        /// As given.
        glob: String,
        /// Some that there are.
        known: Vec<String>,
    },
    /// What names a repository.
    #[error(transparent)]
    Repo(#[from] RepoError),
    /// The repository, from the git remote.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// GitHub.
    #[error(transparent)]
    Github(#[from] GithubError),
    /// Inputs of the action, or of what it is set up with.
    #[error("use what was given: {0}")]
    Action(String),
    /// What another job prepared.
    #[error(transparent)]
    Prepared(#[from] PreparedError),
    /// A bundle has to go somewhere.
    #[error("write the bundle: no file is named for it")]
    NoOutput,
    /// An issue that makes no example.
    #[error("adopt {}: {why}", issue.display())]
    Adopt {
        /// Its file.
        issue: PathBuf,
        /// Why not.
        why: String,
    },
    /// The history.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No data directory, and no file named.
    #[error("find the history: this machine has no data directory")]
    NoHistory,
    /// Nothing is called so.
    #[error("find a cause called `{named}` in the history")]
    NoSuchCause {
        /// As given.
        named: String,
    },
    /// More than one is.
    #[error("choose a cause: `{named}` may be any of {}", found.len())]
    SeveralCauses {
        /// As given.
        named: String,
        /// Some of them.
        found: Vec<String>,
    },
    /// A ledger that a program cannot add to.
    #[error("add to {}: it is not written as a block", path.display())]
    Ledger {
        /// The file.
        path: PathBuf,
    },
    /// The output file.
    #[error("write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file of the user's.
    #[error("read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Standard output.
    #[error("write the report: {0}")]
    Output(#[source] std::io::Error),
}

impl Failure {
    /// 2: usage, or input that cannot be read; 3: GitHub refused or could not be reached.
    pub(crate) fn exit_code(&self) -> u8 {
        if matches!(self, Self::Github(_)) { 3 } else { 2 }
    }

    /// What the user can do.
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Self::Input(error) => error.hint().map(str::to_owned),
            Self::Place { .. } => Some("name the line of a log as `grep -n` does: `build.log:120`, `logs.zip:0_build.txt:120`".to_owned()),
            Self::NoSuchRule { near, .. } => Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`triage rules list WORD` looks for a word".to_owned(),
            }),
            Self::RunRef(_) => Some("name a run by its id or by the address of its page".to_owned()),
            Self::PullRef(_) => Some("name a pull request by its number or by the address of its page".to_owned()),
            Self::OtherHost { named, .. } => Some(format!("set GH_HOST={named}, and a token of that GitHub")),
            Self::NoFailedRun { .. } => Some("name a run by its id or by the address of its page".to_owned()),
            Self::Store(error) => Some(error.hint().to_owned()),
            Self::Ledger { .. } => Some("write `fixes:` on a line of its own, and its entries below it".to_owned()),
            Self::NoHistory => Some("name its file: --store FILE".to_owned()),
            Self::NoSuchCause { .. } => Some("`triage history` lists all causes".to_owned()),
            Self::SeveralCauses { found, .. } => Some(format!("name it by its fingerprint:\n  {}", found.join("\n  "))),
            Self::Report { .. } => Some("name a report that `--format json` wrote, or a bundle".to_owned()),
            Self::NoLaterRun { .. } => Some("name one: its id, its address, or a directory or bundle on disk".to_owned()),
            Self::NoOutput => Some("name it: -o FILE".to_owned()),
            Self::NoPull { .. } => Some("name it by its number".to_owned()),
            Self::NoJob { known, .. } => Some(format!("its jobs are called: {}", known.join(", "))),
            Self::Repo(_) => Some("name the repository as OWNER/NAME".to_owned()),
            Self::Remote(error) => error.hint(),
            Self::Github(error) => error.hint(),
            Self::Action(_)
            | Self::Prepared(_)
            | Self::Adopt { .. }
            | Self::Stamp(_)
            | Self::Rules(_)
            | Self::Config(_)
            | Self::Write { .. }
            | Self::Read { .. }
            | Self::Output(_) => None,
        }
    }
}
