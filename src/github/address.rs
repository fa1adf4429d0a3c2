//! Where the API is.

/// GitHub's own.
const PUBLIC: &str = "https://api.github.com";

/// The API's address: the one that was named, else that of `GH_HOST`, else GitHub's own. GitHub Enterprise Server has it under `/api/v3`.
pub fn api_url(named: Option<&str>) -> String {
    address(named, std::env::var("GH_HOST").ok().as_deref())
}

fn address(named: Option<&str>, host: Option<&str>) -> String {
    match (named.filter(|url| !url.is_empty()), host.filter(|host| !host.is_empty())) {
        (Some(url), _) => url.trim_end_matches('/').to_owned(),
        (None, None | Some("github.com")) => PUBLIC.to_owned(),
        (None, Some(host)) if host.ends_with(".ghe.com") => format!("https://api.{host}"),
        (None, Some(host)) => format!("https://{host}/api/v3"),
    }
}

/// The host of the pages that belong to an API's address; none where that cannot be told, as for a test's.
pub fn web_host(api_url: &str) -> Option<String> {
    let address = api_url.split_once("://").map_or(api_url, |(_, rest)| rest).trim_end_matches('/').to_ascii_lowercase();
    match address.split_once('/') {
        None => address.strip_prefix("api.").map(str::to_owned),
        Some((host, "api/v3")) => Some(host.to_owned()),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{address, web_host};

    #[test]
    fn pages_of_an_api() {
        assert_eq!(web_host("https://api.github.com").as_deref(), Some("github.com"));
        assert_eq!(web_host("https://api.octo.ghe.com/").as_deref(), Some("octo.ghe.com"));
        assert_eq!(web_host("https://Git.example.org:8443/api/v3").as_deref(), Some("git.example.org:8443"));
        assert_eq!(web_host("http://127.0.0.1:8080"), None);
        assert_eq!(web_host("http://127.0.0.1:8080/prefix"), None);
    }

    #[test]
    fn addresses() {
        assert_eq!(address(Some("http://127.0.0.1:1/"), Some("x")), "http://127.0.0.1:1");
        assert_eq!(address(None, None), "https://api.github.com");
        assert_eq!(address(None, Some("github.com")), "https://api.github.com");
        assert_eq!(address(None, Some("octo.ghe.com")), "https://api.octo.ghe.com");
        assert_eq!(address(None, Some("git.example.org")), "https://git.example.org/api/v3");
    }
}
