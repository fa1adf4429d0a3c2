//! What a person names a run by: its id, or an address copied from the browser.

use std::str::FromStr;

use super::Repo;

/// A run named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRef {
    /// The host of the address, e.g. `github.com`; none for a bare id. To compare with the host that is configured:
    /// a token must not follow an address that somebody pasted.
    pub host: Option<String>,
    /// The repository of the address; none for a bare id.
    pub repo: Option<Repo>,
    /// The run's id.
    pub run_id: u64,
    /// The attempt, of an address that names one.
    pub attempt: Option<u32>,
    /// The job's id, of an address that names one.
    pub job: Option<u64>,
}

/// A run in the API: the latest attempt, or one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunId {
    /// E.g. `21565516978`.
    pub id: u64,
    /// Counts from 1; none for the latest.
    pub attempt: Option<u32>,
}

impl From<u64> for RunId {
    fn from(id: u64) -> Self {
        Self { id, attempt: None }
    }
}

/// What cannot name a run.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunRefError {
    /// Neither a number nor an address.
    #[error("use `{0}` as a run: neither a run id nor the address of a run or a job")]
    Unknown(String),
    /// `https://github.com/o/r/runs/1`: the old page of a job.
    #[error("use `{0}` as a run: it is the address of a check, which does not say its run")]
    Check(String),
    /// No id is that large, or zero.
    #[error("use `{0}` as a run: the number is no id")]
    Number(String),
}

impl RunRef {
    /// `21565516978`, or `https://HOST/OWNER/NAME/actions/runs/ID[/attempts/N][/job/ID]`, with whatever follows in a browser:
    /// a query, `#step:4:12`, `/workflow`.
    pub fn parse(text: &str) -> Result<Self, RunRefError> {
        let text = text.trim();
        let unknown = || RunRefError::Unknown(text.to_owned());
        let number = || RunRefError::Number(text.to_owned());
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let run_id = id(text).ok_or_else(number)?;
            return Ok(Self { host: None, repo: None, run_id, attempt: None, job: None });
        }
        let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = address.trim_end_matches('/').split('/').collect();
        let (host, owner, name, rest) = match parts.as_slice() {
            [host, owner, name, "actions", "runs", rest @ ..] => (*host, *owner, *name, rest),
            [_, _, _, "runs", ..] => return Err(RunRefError::Check(text.to_owned())),
            _ => return Err(unknown()),
        };
        let repo = Repo::new(owner, name).ok_or_else(unknown)?;
        let (run, rest) = rest.split_first().ok_or_else(unknown)?;
        let run_id = id(run).ok_or_else(number)?;
        let (attempt, rest) = match rest {
            ["attempts", attempt, rest @ ..] => (Some(id(attempt).and_then(|n| u32::try_from(n).ok()).ok_or_else(number)?), rest),
            rest => (None, rest),
        };
        let job = match rest {
            ["job", job, ..] => Some(id(job).ok_or_else(number)?),
            _ => None,
        };
        Ok(Self { host: host_name(host).map(Some).ok_or_else(unknown)?, repo: Some(repo), run_id, attempt, job })
    }

    /// What the API's routines ask for.
    pub fn run(&self) -> RunId {
        RunId { id: self.run_id, attempt: self.attempt }
    }
}

impl FromStr for RunRef {
    type Err = RunRefError;

    fn from_str(text: &str) -> Result<Self, RunRefError> {
        Self::parse(text)
    }
}

pub(super) fn id(text: &str) -> Option<u64> {
    // `parse` alone would take a sign.
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|id| *id > 0)
}

/// A host, perhaps with a port; never with a user.
pub(super) fn host_name(host: &str) -> Option<String> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':');
    (!host.is_empty() && host.bytes().all(allowed)).then(|| host.to_ascii_lowercase())
}
