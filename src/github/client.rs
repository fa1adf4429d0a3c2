//! The one place that sends requests.

use std::sync::Arc;
use std::time::Duration;

use http::{Uri, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use octocrab::Octocrab;
use octocrab::service::middleware::retry::RetryConfig;
use tokio::sync::Semaphore;

use super::answer::reason;
use super::patience::{Gate, Next, Patience};
use super::{ClientOptions, Error, Reason};
use crate::bundle::api::ApiError;

/// A list of 100 jobs is some 300 kB, a tree 7 MB at most.
pub(super) const JSON_LIMIT: usize = 64 << 20;

/// Requests under way at once; GitHub allows 100.
const AT_ONCE: usize = 16;
/// One answer with its body takes this many times the silence that is allowed: a body that trickles must end, too.
const WHOLE: u32 = 10;

/// A connection to one GitHub.
#[derive(Clone, Debug)]
pub struct Client {
    octocrab: Octocrab,
    host: String,
    shared: Arc<Shared>,
}

/// What all clones of a client have in common.
#[derive(Debug)]
struct Shared {
    options: ClientOptions,
    /// A slot for each request under way.
    slots: Semaphore,
    gate: Gate,
}

impl Client {
    /// Sends nothing yet. To be called inside [`super::Session::run`] or [`super::block_on`]: octocrab starts a task of its own.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        let base = base(&options.api_url)?;
        let host = base.authority().map(ToString::to_string).unwrap_or_default();
        // Without this, octocrab would panic.
        tokio::runtime::Handle::try_current().map_err(|error| Error::Setup(error.to_string()))?;
        let token = options.token.as_ref().map(|token| token.trim().to_owned()).filter(|token| !token.is_empty());
        // octocrab's own retry is off: it would send a POST again, too, and at once.
        let mut builder = Octocrab::builder()
            .base_uri(base)
            .map_err(|error| Error::Setup(innermost(&error).to_string()))?
            .add_retry_config(RetryConfig::None)
            .set_connect_timeout(Some(options.timeout.min(Duration::from_secs(15))))
            .set_read_timeout(Some(options.timeout))
            .set_write_timeout(Some(options.timeout))
            .add_header(header::ACCEPT, "application/vnd.github+json".to_owned());
        if let Some(token) = &token {
            // octocrab refuses it with the token in the message.
            if header::HeaderValue::from_str(token).is_err() {
                return Err(Error::Setup("the token holds characters that no token has".to_owned()));
            }
            builder = builder.personal_token(token.clone());
        }
        let octocrab = builder.build().map_err(|error| Error::Setup(innermost(&error).to_string()))?;
        let options = ClientOptions { token, ..options };
        let shared = Shared { options, slots: Semaphore::new(AT_ONCE), gate: Gate::default() };
        Ok(Self { octocrab, host, shared: Arc::new(shared) })
    }

    /// The body of a 200, at most `limit` bytes of it, and what `check` makes of it: a body that it finds cut is asked for again.
    /// `what` is for messages, `path` starts with `/` and is already encoded.
    pub(super) async fn ask<T>(
        &self,
        what: &str,
        path: &str,
        limit: usize,
        check: impl Fn(&[u8]) -> Result<T, Reason>,
    ) -> Result<(Vec<u8>, T), Error> {
        let options = &self.shared.options;
        let mut patience = Patience::new(options.pause, options.wait);
        loop {
            self.shared.gate.pass().await;
            let whole = options.timeout * WHOLE;
            let reason = match tokio::time::timeout(whole, self.once(path, limit)).await {
                Ok(Ok(body)) => match check(&body) {
                    Ok(read) => return Ok((body, read)),
                    Err(reason) => reason,
                },
                Ok(Err(reason)) => reason,
                Err(_) => Reason::Broken { why: format!("not complete after {} seconds", whole.as_secs()) },
            };
            match patience.next(&reason) {
                Next::Again(pause) => tokio::time::sleep(pause).await,
                Next::Wait(wait) => {
                    if self.shared.gate.close(wait) {
                        self.say_wait(wait);
                    }
                }
                Next::GiveUp => return Err(Error::Read { what: what.to_owned(), reason }),
            }
        }
    }

    /// JSON, and what one of [`crate::bundle::api`]'s functions reads in it.
    pub(super) async fn json<T>(&self, what: &str, path: &str, read: fn(&[u8]) -> Result<T, ApiError>) -> Result<(Vec<u8>, T), Error> {
        self.ask(what, path, JSON_LIMIT, |body| read(body).map_err(Reason::Json)).await
    }

    /// The same, without the bytes.
    pub(super) async fn read<T>(&self, what: &str, path: &str, read: fn(&[u8]) -> Result<T, ApiError>) -> Result<T, Error> {
        Ok(self.json(what, path, read).await?.1)
    }

    async fn once(&self, path: &str, limit: usize) -> Result<Vec<u8>, Reason> {
        // Never closed.
        let _slot = self.shared.slots.acquire().await;
        // The final response: redirects were followed.
        let response = self.octocrab._get(path).await.map_err(|error| self.unreachable(&error))?;
        let (parts, body) = response.into_parts();
        let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if parts.status == 200 && length.is_some_and(|length| length > limit as u64) {
            return Err(Reason::TooLarge { limit });
        }
        let body = match Limited::new(body, limit).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) if error.is::<LengthLimitError>() => return Err(Reason::TooLarge { limit }),
            Err(error) => return Err(Reason::Broken { why: innermost(&*error).to_string() }),
        };
        match parts.status.as_u16() {
            200 => Ok(body.into()),
            status => Err(reason(status, &parts.headers, &body, self.shared.options.token.is_some())),
        }
    }

    fn unreachable(&self, error: &octocrab::Error) -> Reason {
        let innermost = innermost(error);
        let kind = innermost.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        Reason::Unreachable { host: self.host.clone(), why: innermost.to_string(), kind }
    }

    fn say_wait(&self, wait: Duration) {
        let Some(notice) = &self.shared.options.notice else { return };
        let seconds = wait.as_secs();
        let time = if seconds < 120 { format!("{seconds} seconds") } else { format!("{} minutes", seconds.div_ceil(60)) };
        notice(&format!("waiting {time} for GitHub's rate limit; --no-wait gives up instead"));
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
fn innermost<'e>(error: &'e (dyn std::error::Error + 'static)) -> &'e (dyn std::error::Error + 'static) {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost
}
