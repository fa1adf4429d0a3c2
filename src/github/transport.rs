//! What carries requests: connections with TLS by the system's roots, through a proxy where there is one; timeouts; redirects.

use std::error::Error as StdError;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderName, HeaderValue, Uri};
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, MaybeHttpsStream};
use hyper_timeout::TimeoutConnector;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioExecutor;
use octocrab::service::middleware::auth_header::AuthHeaderLayer;
use octocrab::service::middleware::base_uri::BaseUriLayer;
use octocrab::service::middleware::extra_headers::ExtraHeadersLayer;
use octocrab::{AuthState, OctoBody, Octocrab, OctocrabBuilder};
use rustls::ClientConfig;
use tower_http::follow_redirect::FollowRedirectLayer;
use tower_service::Service;

use super::Proxies;

type BoxError = Box<dyn StdError + Send + Sync>;
type Tcp = <HttpConnector as Service<Uri>>::Response;

/// What a connection is made by.
pub(super) struct Transport {
    /// Where relative addresses belong.
    pub(super) base: Uri,
    /// Sent with every request, and along redirects.
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// Sent to the base's host and port alone.
    pub(super) authorization: Option<HeaderValue>,
    /// How long the other side may be silent.
    pub(super) timeout: Duration,
    pub(super) proxies: Proxies,
}

impl Transport {
    /// octocrab over it. octocrab's own knows no proxies, and its retry would send a POST again, and at once.
    pub(super) fn octocrab(self) -> io::Result<Octocrab> {
        let tls = tls()?;
        let mut connector = TimeoutConnector::new(HttpsConnector::from((Connector::new(self.proxies, &tls), tls)));
        connector.set_connect_timeout(Some(self.timeout.min(Duration::from_secs(15))));
        connector.set_read_timeout(Some(self.timeout));
        connector.set_write_timeout(Some(self.timeout));
        let client: legacy::Client<_, OctoBody> = legacy::Client::builder(TokioExecutor::new()).build(connector);
        // The last is the first that a request meets. Below the one that follows redirects nothing adds `Authorization`, and it drops what
        // there is where host, port or scheme change.
        let built = OctocrabBuilder::new_empty()
            .with_service(client)
            .with_layer(&FollowRedirectLayer::new())
            .with_layer(&ExtraHeadersLayer::new(Arc::new(self.headers)))
            .with_layer(&BaseUriLayer::new(self.base.clone()))
            .with_layer(&AuthHeaderLayer::new(self.authorization, self.base.clone(), self.base))
            .with_auth(AuthState::None)
            .build();
        match built {
            Ok(octocrab) => Ok(octocrab),
            Err(never) => match never {},
        }
    }
}

/// TLS by the system's root certificates, or those of `SSL_CERT_FILE` and `SSL_CERT_DIR`.
fn tls() -> io::Result<Arc<ClientConfig>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(io::Error::other)?;
    Ok(Arc::new(config.with_native_roots()?.with_no_client_auth()))
}

/// Connects to a host, or to a proxy that connects to it.
#[derive(Clone)]
struct Connector {
    direct: HttpConnector,
    to_proxy: HttpsConnector<HttpConnector>,
    proxies: Proxies,
}

impl Connector {
    fn new(proxies: Proxies, tls: &Arc<ClientConfig>) -> Self {
        let mut direct = HttpConnector::new();
        // TLS is the business of who calls it.
        direct.enforce_http(false);
        Self { to_proxy: HttpsConnector::from((direct.clone(), Arc::clone(tls))), direct, proxies }
    }
}

impl Service<Uri> for Connector {
    type Response = MaybeHttpsStream<Tcp>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let Some(proxy) = self.proxies.towards(&to) else {
            let connecting = self.direct.call(to);
            return Box::pin(async { Ok(MaybeHttpsStream::Http(connecting.await?)) });
        };
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy.clone());
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        let connecting = tunnel.call(with_port(to));
        Box::pin(async move { connecting.await.map_err(|error| through(proxy.uri(), &error).into()) })
    }
}

/// The same address with its port, which a tunnel would take for that of https.
fn with_port(to: Uri) -> Uri {
    match (to.scheme_str(), to.port(), to.host()) {
        (Some("http"), None, Some(host)) => format!("http://{host}:80").parse().unwrap_or(to),
        _ => to,
    }
}

/// What kept a proxy from connecting us; of the kind that it would be without one.
fn through(proxy: &Uri, error: &(dyn StdError + 'static)) -> io::Error {
    let innermost = super::client::innermost(error);
    let kind = innermost.downcast_ref::<io::Error>().map_or(io::ErrorKind::Other, io::Error::kind);
    let proxy = proxy.authority().map_or("", |authority| authority.as_str());
    io::Error::new(kind, format!("through the proxy {proxy}: {innermost}"))
}
