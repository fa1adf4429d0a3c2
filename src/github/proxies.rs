//! Proxies between us and GitHub, as curl and `gh` read them from the environment.

use std::net::IpAddr;
use std::sync::Arc;

use http::Uri;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

/// Which proxy leads where.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Option<Arc<Matcher>>);

impl Proxies {
    /// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, and `NO_PROXY` for hosts that are reached without; in capitals or not.
    pub fn from_env() -> Self {
        Self(Some(Arc::new(Matcher::from_env())))
    }

    /// The proxy for an address. This machine is always reached directly, as `gh` does it.
    pub(super) fn towards(&self, to: &Uri) -> Option<Intercept> {
        let host = to.host()?.trim_matches(['[', ']']);
        let here = host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        self.0.as_ref().filter(|_| !here)?.intercept(to)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http::Uri;
    use hyper_util::client::proxy::matcher::Matcher;

    use super::Proxies;

    #[test]
    fn not_to_this_machine_and_not_where_none_is_wanted() {
        let matcher = Matcher::builder().https("http://u:p@proxy:3128").no("git.example.org,10.0.0.0/8").build();
        let proxies = Proxies(Some(Arc::new(matcher)));
        let towards = |to: &'static str| proxies.towards(&Uri::from_static(to)).map(|proxy| proxy.uri().to_string());
        assert_eq!(towards("https://api.github.com/x").as_deref(), Some("http://proxy:3128/"), "without the password");
        for to in [
            "http://api.github.com",
            "https://git.example.org",
            "https://10.1.2.3",
            "https://localhost",
            "https://127.0.0.1:8443",
            "https://[::1]:1",
        ] {
            assert_eq!(towards(to), None, "{to}");
        }
        assert!(Proxies::default().towards(&Uri::from_static("https://api.github.com")).is_none());
    }
}
