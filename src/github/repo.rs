//! The name of a repository, checked before it becomes part of a path.

use std::fmt;
use std::str::FromStr;

/// `owner/name`, and nothing that could lead a path elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Repo {
    owner: String,
    name: String,
}

/// What `-R` cannot mean.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("use `{0}` as a repository: not OWNER/NAME")]
pub struct RepoError(pub String);

impl Repo {
    /// Its first half.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Its second half.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn new(owner: &str, name: &str) -> Option<Self> {
        let valid = plain(owner, 39 + 1 + 8) && plain(name, 100);
        valid.then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }
}

/// Letters, digits, `-`, `_` and `.`, which is what GitHub allows; not `.`, `..` or anything with `..` in it.
/// An owner has up to 39 characters, with the short code of an enterprise's managed users a few more.
fn plain(part: &str, longest: usize) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !part.is_empty() && part.len() <= longest && part.bytes().all(allowed) && part != "." && !part.contains("..")
}

impl FromStr for Repo {
    type Err = RepoError;

    fn from_str(text: &str) -> Result<Self, RepoError> {
        let (owner, name) = text.split_once('/').unwrap_or_default();
        Self::new(owner, name).ok_or_else(|| RepoError(text.to_owned()))
    }
}

impl fmt::Display for Repo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.name)
    }
}
