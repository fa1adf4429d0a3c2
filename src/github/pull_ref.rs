//! What a person names a pull request by: its number, or an address copied from the browser.

use super::Repo;
use super::run_ref::{host_name, id};

/// A pull request named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRef {
    /// The host of the address; none for a bare number.
    pub host: Option<String>,
    /// The repository of the address; none for a bare number.
    pub repo: Option<Repo>,
    /// Its number.
    pub number: u64,
}

/// What cannot name a pull request.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("use `{0}` as a pull request: neither a number nor the address of one")]
pub struct PullRefError(pub String);

impl PullRef {
    /// `24`, `#24`, or `https://HOST/OWNER/NAME/pull/24`, with whatever follows in a browser: `/files`, a query, `#issuecomment-1`.
    pub fn parse(text: &str) -> Result<Self, PullRefError> {
        let text = text.trim();
        let refused = || PullRefError(text.to_owned());
        if let Some(number) = id(text.strip_prefix('#').unwrap_or(text)) {
            return Ok(Self { host: None, repo: None, number });
        }
        let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = address.split('/').collect();
        let [host, owner, name, "pull", number, ..] = parts.as_slice() else { return Err(refused()) };
        let (host, repo, number) =
            (host_name(host).ok_or_else(refused)?, Repo::new(owner, name).ok_or_else(refused)?, id(number).ok_or_else(refused)?);
        Ok(Self { host: Some(host), repo: Some(repo), number })
    }
}

#[cfg(test)]
mod tests {
    use super::PullRef;

    #[test]
    fn numbers_and_addresses() {
        for text in ["24", " #24 ", "https://github.com/o/r/pull/24", "github.com/o/r/pull/24/files?x=1#diff"] {
            assert_eq!(PullRef::parse(text).map(|pull| pull.number), Ok(24), "{text}");
        }
        for text in
            ["", "0", "-1", "x", "https://github.com/o/r/issues/24", "https://github.com/o/r/pull/x", "https://u:p@github.com/o/r/pull/1"]
        {
            assert!(PullRef::parse(text).is_err(), "{text}");
        }
    }
}
