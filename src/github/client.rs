//! The one place that sends requests.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, Uri, header};
use http_body_util::BodyExt as _;
use octocrab::Octocrab;
use tokio::sync::Semaphore;

use super::answer::reason;
use super::cache::{Cache, Keep, Kept, key};
use super::patience::{Gate, Next, Patience};
use super::transport::Transport;
use super::{ClientOptions, Error, Progress, Reason};
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

/// A question to the API.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'q> {
    /// For messages, e.g. `run 42 of o/r`.
    pub(super) what: &'q str,
    /// Starts with `/`, and is already encoded.
    pub(super) path: &'q str,
    /// The bytes of the answer that are taken.
    pub(super) limit: usize,
    /// How long the answer holds.
    pub(super) keep: Keep,
}

/// A request that changes something.
#[derive(Clone, Debug)]
pub(super) struct Order<'o> {
    /// For messages, e.g. `comment 7 of o/r`.
    pub(super) what: &'o str,
    /// `POST`, `PATCH` or `DELETE`.
    pub(super) method: Method,
    /// Starts with `/`, and is already encoded.
    pub(super) path: &'o str,
    /// Sent as JSON.
    pub(super) body: Option<&'o serde_json::Value>,
}

/// A body, from GitHub or from the last time.
struct Answer {
    body: Vec<u8>,
    etag: Option<String>,
    new: bool,
}

/// What all clones of a client have in common.
#[derive(Debug)]
struct Shared {
    options: ClientOptions,
    /// A slot for each request under way.
    slots: Semaphore,
    gate: Gate,
    cache: Option<Cache>,
    progress: Progress,
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(cache) = &self.cache {
            cache.trim();
        }
    }
}

impl Client {
    /// Sends nothing yet. To be called inside [`super::Session::run`] or [`super::block_on`]: octocrab starts a task of its own.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        let base = base(&options.api_url)?;
        let host = base.authority().map(ToString::to_string).unwrap_or_default();
        // Without this, octocrab would panic.
        tokio::runtime::Handle::try_current().map_err(|error| Error::Setup(error.to_string()))?;
        let token = options.token.as_ref().map(|token| token.trim().to_owned()).filter(|token| !token.is_empty());
        let transport = Transport {
            base,
            headers: vec![
                (header::USER_AGENT, HeaderValue::from_static(concat!("triage/", env!("CARGO_PKG_VERSION")))),
                (header::ACCEPT, HeaderValue::from_static("application/vnd.github+json")),
            ],
            authorization: token.as_deref().map(bearer).transpose()?,
            timeout: options.timeout,
            proxies: options.proxies.clone(),
        };
        let octocrab = transport.octocrab().map_err(|error| Error::Setup(innermost(&error).to_string()))?;
        let options = ClientOptions { token, ..options };
        let cache = options.cache.as_deref().and_then(Cache::open);
        let shared = Shared { options, slots: Semaphore::new(AT_ONCE), gate: Gate::default(), cache, progress: Progress::default() };
        Ok(Self { octocrab, host, shared: Arc::new(shared) })
    }

    /// The body of a 200, and what its check makes of it: a body that it finds cut is asked for again.
    pub(super) async fn ask<T>(&self, question: Question<'_>, check: impl Fn(&[u8]) -> Result<T, Reason>) -> Result<(Vec<u8>, T), Error> {
        let kept = self.kept(&question);
        if matches!(question.keep, Keep::Forever | Keep::OnceSeen)
            && let Some(kept) = &kept
            && let Ok(read) = check(&kept.body)
        {
            return Ok((kept.body.clone(), read));
        }
        let (shared, options) = (&self.shared, &self.shared.options);
        shared.progress.ask();
        let mut patience = Patience::new(options.pause, options.wait);
        let answer = loop {
            shared.gate.pass().await;
            let whole = options.timeout * WHOLE;
            let reason = match tokio::time::timeout(whole, self.once(&question, kept.as_ref())).await {
                Ok(Ok(answer)) => match check(&answer.body) {
                    Ok(read) => break Ok((answer, read)),
                    Err(reason) => reason,
                },
                Ok(Err(reason)) => reason,
                Err(_) => Reason::Broken { why: format!("not complete after {} seconds", whole.as_secs()) },
            };
            match patience.next(&reason) {
                Next::Again(pause) => tokio::time::sleep(pause).await,
                Next::Wait(wait) => {
                    if shared.gate.close(wait) {
                        self.say_wait(wait);
                    }
                }
                Next::GiveUp => break Err(Error::Read { what: question.what.to_owned(), reason }),
            }
        };
        shared.progress.answer();
        let (answer, read) = answer?;
        if matches!(question.keep, Keep::WhileUnchanged | Keep::Forever) && answer.new && !answer.body.is_empty() {
            self.keep(&question, answer.etag.as_deref(), &answer.body);
        }
        Ok((answer.body, read))
    }

    /// JSON, and what one of [`crate::bundle::api`]'s functions reads in it. What names a commit by its whole SHA cannot change.
    pub(super) async fn json<T>(&self, what: &str, path: &str, read: fn(&[u8]) -> Result<T, ApiError>) -> Result<(Vec<u8>, T), Error> {
        let keep = if names_a_commit(path) { Keep::Forever } else { Keep::WhileUnchanged };
        self.ask(Question { what, path, limit: JSON_LIMIT, keep }, |body| read(body).map_err(Reason::Json)).await
    }

    /// The same, without the bytes.
    pub(super) async fn read<T>(&self, what: &str, path: &str, read: fn(&[u8]) -> Result<T, ApiError>) -> Result<T, Error> {
        Ok(self.json(what, path, read).await?.1)
    }

    /// Sends what changes something, and gives back the answer's body. What may have been done is not sent again where twice is not once:
    /// a POST after a 502 is its caller's business. A rate limit is waited for: what it refused was not done.
    pub(super) async fn send(&self, order: &Order<'_>) -> Result<Vec<u8>, Error> {
        let (shared, options) = (&self.shared, &self.shared.options);
        shared.progress.ask();
        let mut patience = Patience::new(options.pause, options.wait);
        let answer = loop {
            shared.gate.pass().await;
            let reason = match tokio::time::timeout(options.timeout * WHOLE, self.send_once(order)).await {
                Ok(Ok(body)) => break Ok(body),
                Ok(Err(reason)) => reason,
                Err(_) => Reason::Broken { why: "not complete in time".to_owned() },
            };
            let refused = matches!(reason, Reason::RateLimited { .. });
            match patience.next(&reason) {
                Next::Again(pause) if order.method != Method::POST => tokio::time::sleep(pause).await,
                Next::Wait(wait) if refused => {
                    if shared.gate.close(wait) {
                        self.say_wait(wait);
                    }
                }
                _ => break Err(Error::Write { what: order.what.to_owned(), reason }),
            }
        };
        shared.progress.answer();
        answer
    }

    async fn send_once(&self, order: &Order<'_>) -> Result<Vec<u8>, Reason> {
        let (parts, whole) = Box::pin(self.exchange(order, HeaderMap::new(), JSON_LIMIT)).await?;
        match parts.status.as_u16() {
            200..=204 => Ok(whole),
            status => Err(reason(status, &parts.headers, &whole, self.shared.options.token.is_some(), order.path)),
        }
    }

    /// How it asks.
    pub(super) fn options(&self) -> &ClientOptions {
        &self.shared.options
    }

    /// How far it is.
    pub fn progress(&self) -> &Progress {
        &self.shared.progress
    }

    fn kept(&self, question: &Question<'_>) -> Option<Kept> {
        self.shared.cache.as_ref().filter(|_| question.keep != Keep::Not)?.get(&self.key(question))
    }

    /// Keeps an answer for the next time.
    pub(super) fn keep(&self, question: &Question<'_>, etag: Option<&str>, body: &[u8]) {
        // Without an ETag there is nothing to ask by whether it has changed.
        if let Some(cache) = self.shared.cache.as_ref().filter(|_| question.keep != Keep::WhileUnchanged || etag.is_some()) {
            cache.put(&self.key(question), etag, body);
        }
    }

    fn key(&self, question: &Question<'_>) -> String {
        let options = &self.shared.options;
        key(&options.api_url, question.path, options.token.as_deref(), question.keep)
    }

    async fn once(&self, question: &Question<'_>, kept: Option<&Kept>) -> Result<Answer, Reason> {
        let mut headers = HeaderMap::new();
        let etag = kept.and_then(|kept| HeaderValue::from_str(kept.etag.as_deref()?).ok());
        headers.extend(etag.map(|etag| (header::IF_NONE_MATCH, etag)));
        let get = Order { what: question.what, method: Method::GET, path: question.path, body: None };
        let (parts, whole) = Box::pin(self.exchange(&get, headers, question.limit)).await?;
        match (parts.status.as_u16(), kept) {
            (304, Some(kept)) => Ok(Answer { body: kept.body.clone(), etag: None, new: false }),
            (200, _) => {
                let etag = parts.headers.get(header::ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
                Ok(Answer { body: whole, etag, new: true })
            }
            (status, _) => Err(reason(status, &parts.headers, &whole, self.shared.options.token.is_some(), question.path)),
        }
    }

    /// The final response, since redirects are followed, and its body.
    async fn exchange(&self, order: &Order<'_>, headers: HeaderMap, limit: usize) -> Result<(http::response::Parts, Vec<u8>), Reason> {
        // Never closed.
        let _slot = self.shared.slots.acquire().await;
        let response = match order.method {
            Method::POST => self.octocrab._post(order.path, order.body).await,
            Method::PATCH => self.octocrab._patch(order.path, order.body).await,
            Method::DELETE => self.octocrab._delete(order.path, order.body).await,
            _ => self.octocrab._get_with_headers(order.path, Some(headers)).await,
        };
        let (parts, mut body) = response.map_err(|error| self.unreachable(order.path, &error))?.into_parts();
        let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if parts.status == 200 && length.is_some_and(|length| length > limit as u64) {
            return Err(Reason::TooLarge { limit });
        }
        let mut whole = Vec::new();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| Reason::Broken { why: innermost(&error).to_string() })?;
            let Ok(data) = frame.into_data() else { continue };
            self.shared.progress.receive(data.len());
            if whole.len() + data.len() > limit {
                return Err(Reason::TooLarge { limit });
            }
            whole.extend_from_slice(&data);
        }
        Ok((parts, whole))
    }

    fn unreachable(&self, path: &str, error: &octocrab::Error) -> Reason {
        // A redirect is followed below us: which of the two hosts it was is not told.
        let host = if path.ends_with("/logs") { format!("{} or its log storage", self.host) } else { self.host.clone() };
        let innermost = innermost(error);
        let kind = innermost.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        Reason::Unreachable { host, why: innermost.to_string(), kind }
    }

    fn say_wait(&self, wait: Duration) {
        let Some(notice) = &self.shared.options.notice else { return };
        let seconds = wait.as_secs();
        let time = if seconds < 120 { format!("{seconds} seconds") } else { format!("{} minutes", seconds.div_ceil(60)) };
        notice(&format!("waiting {time} for GitHub's rate limit; --no-wait gives up instead"));
    }
}

/// Whether an address is of something at one commit: a commit, a tree, a file.
fn names_a_commit(path: &str) -> bool {
    let sha = |text: &str| text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let named = ["/commits/", "/git/trees/"].iter().filter_map(|part| Some(path.rsplit_once(part)?.1));
    named.chain(query.strip_prefix("ref=")).any(sha)
}

/// A base that octocrab can put a path behind; it panics on others.
fn base(url: &str) -> Result<Uri, Error> {
    let refuse = |why: &str| Error::Address { url: without_user(url), why: why.to_owned() };
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

/// An address to print: who is named in it may be a token.
fn without_user(url: &str) -> String {
    match url.split_once('@') {
        Some((before, rest)) => {
            format!("{}***@{rest}", before.split_inclusive("://").next().filter(|scheme| scheme.ends_with("://")).unwrap_or(""))
        }
        None => url.to_owned(),
    }
}

/// `Authorization`; what is refused is not said, since it is the token.
fn bearer(token: &str) -> Result<HeaderValue, Error> {
    let refuse = |_| Error::Setup("the token holds characters that no token has".to_owned());
    let mut value = HeaderValue::from_str(&format!("Bearer {token}")).map_err(refuse)?;
    value.set_sensitive(true);
    Ok(value)
}

/// octocrab says `Service Error`, hyper `client error (Connect)`; the innermost says what happened.
pub(super) fn innermost<'e>(error: &'e (dyn std::error::Error + 'static)) -> &'e (dyn std::error::Error + 'static) {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost
}

#[cfg(test)]
mod tests {
    use super::{names_a_commit, without_user};

    #[test]
    fn nobody_is_named() {
        assert_eq!(without_user("https://token@host/x"), "https://***@host/x");
        assert_eq!(without_user("token@host"), "***@host");
        assert_eq!(without_user("https://host/x"), "https://host/x");
    }

    #[test]
    fn what_cannot_change() {
        let sha = "8f30b3499d56a17c0e52b98d4f6613ce07ab29f4";
        for path in [
            format!("/repos/o/r/commits/{sha}"),
            format!("/repos/o/r/git/trees/{sha}?recursive=1"),
            format!("/repos/o/r/contents/a?ref={sha}"),
        ] {
            assert!(names_a_commit(&path), "{path}");
        }
        for path in [
            "/repos/o/r/commits/main".to_owned(),
            format!("/repos/o/r/commits/{sha}/pulls"),
            format!("/repos/o/r/compare/{sha}...main"),
            "/repos/o/r/contents/a".to_owned(),
        ] {
            assert!(!names_a_commit(&path), "{path}");
        }
    }
}
