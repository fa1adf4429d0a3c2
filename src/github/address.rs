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

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses() {
        assert_eq!(address(Some("http://127.0.0.1:1/"), Some("x")), "http://127.0.0.1:1");
        assert_eq!(address(None, None), "https://api.github.com");
        assert_eq!(address(None, Some("github.com")), "https://api.github.com");
        assert_eq!(address(None, Some("octo.ghe.com")), "https://api.octo.ghe.com");
        assert_eq!(address(None, Some("git.example.org")), "https://git.example.org/api/v3");
    }
}
