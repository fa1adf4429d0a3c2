//! Which GitHub, which repository, as whom.

use std::path::Path;
use std::sync::Arc;

use super::args::{GithubArgs, Global};
use super::cache_dir::cache_dir;
use super::error::Failure;
use super::output::say;
use super::progress::{over_progress, shown};
use crate::github::{
    Client, ClientOptions, Proxies, Remote, RemoteError, Repo, Session, api_url, remotes_from_git, token_from_env, web_host,
};

/// A GitHub and a repository on it.
pub(crate) struct Connection {
    session: Session,
    pub(crate) repo: Repo,
}

impl Connection {
    /// Asks GitHub, and shows how far it is.
    pub(crate) fn ask<T>(&self, question: impl AsyncFnOnce(&Client) -> T) -> T {
        shown(self.session.client(), || self.session.run(question))
    }
}

/// What an address on the command line says of both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    pub(crate) host: Option<String>,
    pub(crate) repo: Option<Repo>,
}

/// Decides where to ask, and asks nothing yet. The token goes to the GitHub that is configured, wherever an address points.
pub(crate) fn connect(args: &GithubArgs, global: &Global, named: &Named) -> Result<Connection, Failure> {
    let api_url = api_url(args.api_url.as_deref());
    let host = web_host(&api_url);
    if let (Some(asked), Some(named)) = (&host, &named.host)
        && asked != named
    {
        return Err(Failure::OtherHost { named: named.clone(), asked: asked.clone() });
    }
    let repo = repository(global, named, host.as_deref())?;
    let options = ClientOptions {
        timeout: args.timeout,
        pause: args.retry_pause,
        wait: !args.no_wait,
        cache: cache_dir().filter(|_| !args.no_cache),
        proxies: Proxies::from_env(),
        notice: Some(Arc::new(|line| say(&over_progress(line)))),
        ..ClientOptions::new(api_url, token_from_env(host.as_deref()))
    };
    Ok(Connection { session: Session::new(options)?, repo })
}

/// `-R`, then what the address says, then the environment, then the git remotes on that host.
fn repository(global: &Global, named: &Named, host: Option<&str>) -> Result<Repo, Failure> {
    if let Some(named) = &global.repo {
        return Ok(named.parse()?);
    }
    if let Some(repo) = &named.repo {
        return Ok(repo.clone());
    }
    match std::env::var("GITHUB_REPOSITORY") {
        Ok(named) if !named.is_empty() => Ok(named.parse()?),
        _ => {
            let remotes = remotes_from_git(Path::new("."))?;
            let ours = remotes.iter().find(|remote| host.is_none_or(|host| same_host(host, &remote.host)));
            Ok(ours.ok_or_else(|| none_of(&remotes, host))?.repo.clone())
        }
    }
}

/// Why no remote is the one that is wanted.
fn none_of(remotes: &[Remote], host: Option<&str>) -> RemoteError {
    match (remotes.first(), host) {
        (Some(other), Some(asked)) => RemoteError::OtherHost { asked: asked.to_owned(), of_remote: other.host.clone() },
        _ => RemoteError::None,
    }
}

/// A remote has no port: that of ssh is not that of the pages.
fn same_host(pages: &str, remote: &str) -> bool {
    pages.split(':').next() == Some(remote)
}
