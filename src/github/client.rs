//! The one place that sends requests.

use std::fmt;
use std::time::Duration;

use http::{Uri, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use octocrab::Octocrab;
use octocrab::service::middleware::retry::RetryConfig;

use super::answer::reason;
use super::{Error, Reason};
use crate::bundle::api::ApiError;

/// A list of 100 jobs is some 300 kB, a tree 7 MB at most.
pub(super) const JSON_LIMIT: usize = 64 << 20;

const CONNECT: Duration = Duration::from_secs(15);
const READ: Duration = Duration::from_mins(1);
/// For one answer with its body: octocrab's timeouts do not end a body that trickles.
const WHOLE: Duration = Duration::from_mins(10);
/// Before a GET is sent again after a gateway's error. octocrab's own retry is off: it would send a POST again, too.
const PAUSES: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(1)];

/// Where GitHub is, and as whom to ask.
#[derive(Clone)]
pub struct ClientOptions {
    /// `https://api.github.com`, `https://HOST/api/v3`; plain http is for tests and closed networks.
    pub api_url: String,
    /// Sent to that host alone.
    pub token: Option<String>,
}

// By hand: a token is never printed.
impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions").field("api_url", &self.api_url).field("token", &self.token.as_ref().map(|_| "***")).finish()
    }
}

/// A connection to one GitHub.
#[derive(Clone, Debug)]
pub struct Client {
    octocrab: Octocrab,
    host: String,
    token: bool,
}

impl Client {
    /// Sends nothing yet. To be called inside [`super::block_on`]: octocrab starts a task of its own.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        let base = base(&options.api_url)?;
        let host = base.authority().map(ToString::to_string).unwrap_or_default();
        // Without this, octocrab would panic.
        tokio::runtime::Handle::try_current().map_err(|error| Error::Setup(error.to_string()))?;
        let token = options.token.map(|token| token.trim().to_owned()).filter(|token| !token.is_empty());
        let mut builder = Octocrab::builder()
            .base_uri(base)
            .map_err(|error| Error::Setup(innermost(&error)))?
            .add_retry_config(RetryConfig::None)
            .set_connect_timeout(Some(CONNECT))
            .set_read_timeout(Some(READ))
            .set_write_timeout(Some(READ))
            .add_header(header::ACCEPT, "application/vnd.github+json".to_owned());
        let has_token = token.is_some();
        if let Some(token) = token {
            // octocrab refuses it with the token in the message.
            if header::HeaderValue::from_str(&token).is_err() {
                return Err(Error::Setup("the token holds characters that no token has".to_owned()));
            }
            builder = builder.personal_token(token);
        }
        let octocrab = builder.build().map_err(|error| Error::Setup(innermost(&error)))?;
        Ok(Self { octocrab, host, token: has_token })
    }

    /// The body of a 200, at most `limit` bytes of it. `what` is for messages, `path` starts with `/` and is already encoded.
    pub(super) async fn get(&self, what: &str, path: &str, limit: usize) -> Result<Vec<u8>, Error> {
        let mut pauses = PAUSES.iter();
        loop {
            let reason = match tokio::time::timeout(WHOLE, self.once(path, limit)).await {
                Ok(Ok(body)) => return Ok(body),
                Ok(Err(reason)) => reason,
                Err(_) => Reason::Broken { why: format!("not complete after {} seconds", WHOLE.as_secs()) },
            };
            match (&reason, pauses.next()) {
                (Reason::Status { status: 502..=504, .. }, Some(pause)) => tokio::time::sleep(*pause).await,
                _ => return Err(Error::Read { what: what.to_owned(), reason }),
            }
        }
    }

    /// The same, read as JSON by one of [`crate::bundle::api`]'s functions.
    pub(super) async fn read<T>(&self, what: &str, path: &str, as_json: fn(&[u8]) -> Result<T, ApiError>) -> Result<T, Error> {
        let body = self.get(what, path, JSON_LIMIT).await?;
        as_json(&body).map_err(|error| Error::Read { what: what.to_owned(), reason: Reason::Json(error) })
    }

    async fn once(&self, path: &str, limit: usize) -> Result<Vec<u8>, Reason> {
        // The final response: redirects were followed.
        let response = self.octocrab._get(path).await.map_err(|error| self.unreachable(&error))?;
        let (parts, body) = response.into_parts();
        let body = match Limited::new(body, limit).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => return Err(Reason::TooLarge { limit }),
            Err(error) => return Err(Reason::Broken { why: innermost(&*error) }),
        };
        match parts.status.as_u16() {
            200 => Ok(body.into()),
            status => Err(reason(status, &parts.headers, &body, self.token)),
        }
    }

    fn unreachable(&self, error: &octocrab::Error) -> Reason {
        Reason::Unreachable { host: self.host.clone(), why: innermost(error) }
    }
}

/// A base that octocrab can put a path behind; it panics on others.
fn base(url: &str) -> Result<Uri, Error> {
    let refuse = |why: &str| Error::Address { url: url.to_owned(), why: why.to_owned() };
    let uri: Uri = url.trim().parse().map_err(|error: http::uri::InvalidUri| refuse(&error.to_string()))?;
    match uri.scheme_str() {
        Some("http" | "https") => {}
        _ => return Err(refuse("neither http nor https")),
    }
    if uri.query().is_some() || uri.authority().is_none_or(|authority| authority.as_str().contains('@')) {
        return Err(refuse("a host and a path are all it may have"));
    }
    Ok(uri)
}

/// octocrab says `Service Error`, hyper `client error (Connect)`; the innermost says what happened.
fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
