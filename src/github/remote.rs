//! The repository of a checkout, as `gh` finds it: the one that `gh repo set-default` chose, else by the git remotes, `upstream` before
//! `github` before `origin`.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::Repo;

/// A git remote that could be on GitHub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// E.g. `origin`.
    pub name: String,
    /// E.g. `github.com`.
    pub host: String,
    /// E.g. `rust-lang/rust`.
    pub repo: Repo,
}

/// Why no repository was found.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// git is not there.
    #[error("run git: {0}")]
    NoGit(std::io::Error),
    /// Not a checkout, mostly.
    #[error("list the git remotes: {0}")]
    Git(String),
    /// Not a commit of this checkout.
    #[error("find the commit `{rev}` in this checkout: {why}")]
    NoCommit {
        /// As it was named.
        rev: String,
        /// What git says.
        why: String,
    },
    /// A checkout of a commit.
    #[error("find the current branch: the checkout is of a commit, not of a branch")]
    NoBranch,
    /// A checkout without a remote that names `OWNER/NAME` on a host.
    #[error("find the repository: no git remote names one")]
    None,
    /// A checkout whose remotes are on another host than the one that is asked.
    #[error("find the repository: no git remote is on {asked}")]
    OtherHost {
        /// Where requests and the token go.
        asked: String,
        /// The host of the likeliest remote.
        of_remote: String,
    },
}

impl RemoteError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::NoCommit { .. } => "name one that `git show` finds".to_owned(),
            Self::NoBranch => "name the run or the pull request".to_owned(),
            Self::OtherHost { of_remote, .. } => {
                format!("if {of_remote} is a GitHub, set GH_HOST={of_remote} and a token of it; or name the repository: -R OWNER/NAME")
            }
            _ => "name it: -R OWNER/NAME, or the address of the run".to_owned(),
        })
    }
}

/// The repository of the checkout that `dir` is in.
pub fn repo_from_git(dir: &Path) -> Result<Remote, RemoteError> {
    remotes_from_git(dir)?.into_iter().next().ok_or(RemoteError::None)
}

/// All of its remotes, the likeliest first: for a caller that knows which host it wants.
pub fn remotes_from_git(dir: &Path) -> Result<Vec<Remote>, RemoteError> {
    // `remote -v` rather than the configuration: it applies `url.<base>.insteadOf`.
    let output = git(dir, &["remote", "-v"])?;
    if !output.status.success() {
        return Err(RemoteError::Git(said(&output)));
    }
    let found = remotes(&String::from_utf8_lossy(&output.stdout));
    // Nobody chose one, mostly: git then says nothing, and fails.
    let chosen = git(dir, &["config", "--get-regexp", r"^remote\..*\.gh-resolved$"])?;
    Ok(with_choice(found, &String::from_utf8_lossy(&chosen.stdout)))
}

/// The remotes with what `gh repo set-default` chose at their head, which it notes in git's configuration: `remote.<name>.gh-resolved` is
/// `base`, or names a repository on the remote's host.
fn with_choice(mut remotes: Vec<Remote>, notes: &str) -> Vec<Remote> {
    let note = |line: &str| {
        let (key, value) = line.split_once(' ')?;
        let name = key.strip_prefix("remote.")?.strip_suffix(".gh-resolved")?;
        let at = remotes.iter().position(|remote| remote.name == name)?;
        match value {
            "base" => Some((at, remotes[at].clone())),
            named => Some((at, Remote { repo: named.parse().ok()?, ..remotes[at].clone() })),
        }
    };
    if let Some((_, chosen)) = notes.lines().filter_map(note).min_by_key(|(at, _)| *at) {
        remotes.insert(0, chosen);
    }
    remotes
}

/// The branch that is checked out.
pub fn branch_from_git(dir: &Path) -> Result<String, RemoteError> {
    let output = git(dir, &["symbolic-ref", "--short", "--quiet", "HEAD"])?;
    match (output.status.success(), String::from_utf8_lossy(&output.stdout).trim()) {
        (true, branch) if !branch.is_empty() => Ok(branch.to_owned()),
        // git says nothing where there is only no branch.
        _ if output.stderr.is_empty() => Err(RemoteError::NoBranch),
        _ => Err(RemoteError::Git(said(&output))),
    }
}

pub(super) fn git(dir: &Path, arguments: &[&str]) -> Result<Output, RemoteError> {
    let mut git = Command::new("git");
    git.arg("-C").arg(dir).args(arguments).env("LC_ALL", "C").stdin(Stdio::null()).output().map_err(RemoteError::NoGit)
}

pub(super) fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    said.lines().next().unwrap_or("git failed").trim_start_matches("fatal: ").to_owned()
}

/// Reads lines of `origin\thttps://github.com/o/r.git (fetch)`; partial clones add `[blob:none]`.
fn remotes(listing: &str) -> Vec<Remote> {
    let mut remotes: Vec<Remote> = listing
        .lines()
        .filter(|line| line.contains("(fetch)"))
        .filter_map(|line| {
            let (name, rest) = line.split_once('\t')?;
            Remote::parse(name, rest.split(" (fetch)").next()?)
        })
        .collect();
    // Stable: the rest stays as git sorts it.
    remotes.sort_by_key(|remote| ["upstream", "github", "origin"].iter().position(|name| *name == remote.name).unwrap_or(usize::MAX));
    remotes
}

impl Remote {
    /// Reads a remote's address: `https://github.com/o/r.git`, `ssh://git@github.com:22/o/r`, `git@github.com:o/r.git`.
    pub fn parse(name: &str, url: &str) -> Option<Self> {
        let url = url.trim();
        let (authority, path) = match url.split_once("://") {
            Some(("https" | "http" | "ssh" | "git" | "git+ssh", rest)) => rest.split_once('/')?,
            Some(_) => return None,
            // git's short form of ssh; a slash before the colon makes it a local path.
            None => url.split_once(':').filter(|(host, _)| !host.contains('/'))?,
        };
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let host = host.split(':').next()?.to_ascii_lowercase();
        // ssh over the https port has its own name; Windows drives (`C:\…`) have one letter.
        let host = if host == "ssh.github.com" { "github.com".to_owned() } else { host };
        if host.len() < 2 || !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')) {
            return None;
        }
        let path = path.trim_matches('/');
        let (owner, repo) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
        Some(Self { name: name.to_owned(), host, repo: Repo::new(owner, repo)? })
    }
}
