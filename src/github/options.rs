//! Where GitHub is, as whom to ask, and how patiently.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::Proxies;

/// Says something to the person who waits: one line, plain text.
pub type Notice = Arc<dyn Fn(&str) + Send + Sync>;

/// How a [`super::Client`] asks.
#[derive(Clone)]
pub struct ClientOptions {
    /// `https://api.github.com`, `https://HOST/api/v3`; plain http is for tests and closed networks.
    pub api_url: String,
    /// Sent to that host alone.
    pub token: Option<String>,
    /// How long the other side may be silent.
    pub timeout: Duration,
    /// Before a question is asked again for the first time; four times that before the next.
    pub pause: Duration,
    /// Whether to wait until a rate limit ends.
    pub wait: bool,
    /// Where answers are kept for the next time; none: nowhere.
    pub cache: Option<PathBuf>,
    /// Told when there is something to wait for.
    pub notice: Option<Notice>,
    /// What leads to GitHub.
    pub proxies: Proxies,
}

impl ClientOptions {
    /// Patient, without a cache, silent, without a proxy.
    pub fn new(api_url: impl Into<String>, token: Option<String>) -> Self {
        Self {
            api_url: api_url.into(),
            token,
            timeout: Duration::from_mins(1),
            pause: Duration::from_millis(250),
            wait: true,
            cache: None,
            notice: None,
            proxies: Proxies::default(),
        }
    }
}

// By hand: a token is never printed.
impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("api_url", &self.api_url)
            .field("token", &self.token.as_ref().map(|_| "***"))
            .field("cache", &self.cache)
            .finish_non_exhaustive()
    }
}
