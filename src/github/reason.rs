//! Why a request brought nothing, and what to do about it.

use std::io;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::bundle::api::ApiError;

/// Why a request brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// 401.
    #[error("GitHub does not accept the token (401)")]
    Unauthorized,
    /// 403 of the API.
    #[error("forbidden (403){}", said(.message))]
    Forbidden {
        /// GitHub's words, e.g. `Resource not accessible by integration`.
        message: String,
        /// Whether a token was sent.
        token: bool,
        /// What a token needs for this, e.g. `actions: read`.
        permission: String,
        /// Where a token is allowed to an organization with single sign-on, if that is what it lacks.
        sso: Option<String>,
    },
    /// 404 of the API: wrong, deleted, or hidden from this token.
    #[error("not found (404)")]
    NotFound {
        /// Whether a token was sent.
        token: bool,
    },
    /// 410: what GitHub answers for logs past their retention, or deleted ones.
    #[error("expired or deleted (410)")]
    Gone,
    /// 403 or 429 with a rate limit's headers.
    #[error("GitHub's rate limit is reached ({status})")]
    RateLimited {
        /// 403 or 429: GitHub uses both.
        status: u16,
        /// When it ends.
        until: Option<DateTime<Utc>>,
        /// How long to wait, by GitHub's own clock; none where it does not say.
        wait: Option<Duration>,
        /// Whether a token was sent.
        token: bool,
    },
    /// The storage that the API redirects to for logs, which answers in XML.
    #[error("the log storage answered {status} {code}")]
    Storage {
        /// E.g. 404.
        status: u16,
        /// E.g. `BlobNotFound`.
        code: String,
    },
    /// More redirects than lead anywhere.
    #[error("GitHub redirects without end ({status})")]
    Redirects {
        /// E.g. 302.
        status: u16,
    },
    /// Any other status.
    #[error("GitHub answered {status}{}", said(.message))]
    Status {
        /// E.g. 502.
        status: u16,
        /// What it said, if that was JSON.
        message: String,
    },
    /// No connection, or no answer.
    #[error("cannot reach {host}: {why}")]
    Unreachable {
        /// E.g. `api.github.com`.
        host: String,
        /// E.g. `Connection refused (os error 111)`.
        why: String,
        /// What the operating system calls it.
        kind: Option<io::ErrorKind>,
    },
    /// The answer ended early.
    #[error("the answer broke off: {why}")]
    Broken {
        /// E.g. `end of file before message length reached`.
        why: String,
    },
    /// Larger than anything this program would keep in memory.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// How much it would have taken.
        limit: usize,
    },
    /// 200, and something else than a zip file, or a part of one.
    #[error("the answer is not a whole zip archive")]
    NotAnArchive,
    /// 200, and something else than the JSON that GitHub documents.
    #[error("the answer cannot be read: {}", .0.why())]
    Json(ApiError),
}

fn said(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(": {message}") }
}

impl Reason {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Unauthorized => "the token is wrong or has expired: check GH_TOKEN and GITHUB_TOKEN, or run `gh auth login`".to_owned(),
            Self::Forbidden { token: false, .. } => {
                "logs need a token even on public repositories: set GH_TOKEN, or run `gh auth login`".to_owned()
            }
            Self::Forbidden { sso: Some(url), .. } => format!("allow the token to the organization: {url}"),
            Self::Forbidden { token: true, permission, .. } => {
                format!("the token needs `{permission}` on this repository (classic tokens: `repo`)")
            }
            Self::NotFound { token: false } => {
                "check the id and the repository; without a token, private repositories look as if they were missing: \
                 set GH_TOKEN, or run `gh auth login`"
                    .to_owned()
            }
            Self::NotFound { token: true } => "check the id and the repository, and that the token may read it".to_owned(),
            Self::Gone => "GitHub keeps logs for 90 days unless the repository says otherwise; re-run the workflow for new ones".to_owned(),
            Self::RateLimited { token: false, .. } => {
                "without a token GitHub allows 60 requests an hour: set GH_TOKEN, or run `gh auth login`".to_owned()
            }
            Self::RateLimited { until: Some(until), .. } => format!("wait until {}", until.format("%H:%M:%S UTC")),
            Self::RateLimited { wait: Some(wait), .. } if *wait > Duration::from_hours(24) => {
                "GitHub names a time that no limit of its lasts to: try again later".to_owned()
            }
            Self::RateLimited { wait, .. } => format!("wait {} seconds", wait.map_or(60, |wait| wait.as_secs())),
            Self::Storage { status: 404, .. } => "the job still runs, or was stopped before it wrote a log".to_owned(),
            Self::Storage { .. } => "links to logs expire within a minute: try again".to_owned(),
            Self::Status { status: 500.., .. } => "GitHub has trouble: see https://www.githubstatus.com, or try again".to_owned(),
            Self::Unreachable { why, .. } if why.starts_with("through the proxy") => {
                "check the proxy: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT, and NO_PROXY for hosts that are reached without one"
                    .to_owned()
            }
            Self::Unreachable { why, .. } if why.contains("certificate") => {
                "name the certificate that your network's own are signed by, in PEM: SSL_CERT_FILE".to_owned()
            }
            Self::Unreachable { .. } => {
                "check the network and the address of the API (--api-url, GITHUB_API_URL), and whether it takes a proxy (HTTPS_PROXY)"
                    .to_owned()
            }
            Self::Broken { .. } => "try again".to_owned(),
            Self::Redirects { .. } | Self::NotAnArchive | Self::Json(_) => {
                "check that the address of the API is GitHub's (--api-url, GITHUB_API_URL)".to_owned()
            }
            Self::Status { .. } | Self::TooLarge { .. } => return None,
        };
        Some(hint)
    }

    /// How often it may help to ask again.
    pub(super) fn worth_asking_again(&self) -> u32 {
        const OFTEN: u32 = u32::MAX;
        match self {
            Self::Status { status: 500 | 502..=504 | 520..=599, .. } | Self::Broken { .. } | Self::NotAnArchive => OFTEN,
            // A link is good for a minute, and perhaps once: the API has another.
            Self::Storage { status: 403, .. } | Self::Storage { status: 500.., .. } => OFTEN,
            Self::Json(error) if error.is_cut() => OFTEN,
            Self::Unreachable { kind: Some(io::ErrorKind::TimedOut), .. } => 1,
            Self::Unreachable { kind: Some(io::ErrorKind::ConnectionRefused), .. } => 0,
            Self::Unreachable {
                kind: Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof),
                ..
            } => OFTEN,
            // What hyper says of connections that end before an answer.
            Self::Unreachable { why, .. } if why.contains("closed") || why.contains("reset") => OFTEN,
            Self::Unreachable { .. } => 1,
            _ => 0,
        }
    }

    /// Whether nothing else would be answered either: no access, no such run, no network.
    pub fn ends_it(&self) -> bool {
        matches!(
            self,
            Self::Unauthorized | Self::Forbidden { .. } | Self::NotFound { .. } | Self::RateLimited { .. } | Self::Unreachable { .. }
        )
    }
}
