//! The only user of octocrab: GitHub's API, as parts of a run.
//!
//! octocrab puts requests together here and does nothing else, over a transport of our own with proxies, TLS and timeouts.
//! Its `download_*` return error bodies as if they were logs, its models refuse legal nulls, its retry sends a POST again;
//! so requests go through `_get`, statuses are read here, and JSON in [`crate::bundle::api`].

mod address;
mod all;
mod annotations;
mod answer;
mod cache;
mod checkout;
mod client;
mod commits;
mod error;
mod fetch;
mod file;
mod files;
mod jobs;
mod local_commit;
mod logs;
mod options;
mod patience;
mod progress;
mod proxies;
mod publish;
mod pull_ref;
mod pulls;
mod reason;
mod remote;
mod repo;
mod run;
mod run_ref;
mod runs;
mod runtime;
mod token;
mod transport;
mod tree;
mod url;
mod workflow_runs;

pub use address::{api_url, web_host};
pub use checkout::Checkout;
pub use client::Client;
pub use error::Error;
pub use fetch::{fetch, fetch_alone, fetch_later, fetch_pull};
pub use local_commit::commit_from_git;
pub use options::{ClientOptions, Notice};
pub use progress::Progress;
pub use proxies::Proxies;
pub use publish::{Comment, HeadRun, Issue, PullHead};
pub use pull_ref::{PullRef, PullRefError};
pub use reason::Reason;
pub use remote::{Remote, RemoteError, branch_from_git, remotes_from_git, repo_from_git};
pub use repo::{Repo, RepoError};
pub use run_ref::{RunId, RunRef, RunRefError};
pub use runs::Period;
pub use runtime::{Session, block_on};
pub use token::{token_from, token_from_env};
