//! What GitHub, or the way to it, refused.

use std::io;

use super::Reason;

/// An error of this module; the text fits "failed to …".
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A request that brought nothing.
    #[error("read {what}: {reason}")]
    Read {
        /// E.g. `run 42 of o/r`.
        what: String,
        /// E.g. `not found (404)`.
        reason: Reason,
    },
    /// Something that could not be posted.
    #[error("write {what}: {reason}")]
    Write {
        /// E.g. `a comment on pull request 24 of o/r`.
        what: String,
        /// E.g. `forbidden (403)`.
        reason: Reason,
    },
    /// Nothing to triage.
    #[error("find runs of {what}: there are none")]
    NoRuns {
        /// E.g. `pull request 24 of o/r`.
        what: String,
    },
    /// `--api-url` is no address.
    #[error("use `{url}` as the address of the API: {why}")]
    Address {
        /// As given.
        url: String,
        /// E.g. `neither http nor https`.
        why: String,
    },
    /// TLS without root certificates, a token that is no header, no runtime.
    #[error("set up the connection to GitHub: {0}")]
    Setup(String),
    /// The operating system refused threads or files.
    #[error("start the async runtime: {0}")]
    Runtime(io::Error),
}

impl Error {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Read { reason, .. } | Self::Write { reason, .. } => reason.hint(),
            Self::Address { .. } => {
                Some("github.com is https://api.github.com, GitHub Enterprise Server is https://HOST/api/v3".to_owned())
            }
            Self::NoRuns { .. } => Some("its workflows may not have started yet, or wait for a maintainer's approval".to_owned()),
            Self::Setup(why) if why.contains("certificate") => {
                Some("install the system's root certificates (ca-certificates), or name them in SSL_CERT_FILE".to_owned())
            }
            Self::Setup(_) | Self::Runtime(_) => None,
        }
    }

    /// The reason alone, for a sentence that already says what was asked for.
    pub fn why(&self) -> String {
        match self {
            Self::Read { reason, .. } | Self::Write { reason, .. } => reason.to_string(),
            other => other.to_string(),
        }
    }

    /// Why GitHub's answer was none; nothing where there was no request.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Read { reason, .. } | Self::Write { reason, .. } => Some(reason),
            _ => None,
        }
    }
}
