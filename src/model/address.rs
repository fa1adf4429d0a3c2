//! Web addresses: what stands in them, and what they say.

/// Percent-encodes all but letters, digits and `-._~`.
pub fn encoded(text: &str) -> String {
    keeping(text, b"-._~")
}

/// The same for a path, whose slashes stay.
pub fn encoded_path(path: &str) -> String {
    keeping(path, b"-._~/")
}

fn keeping(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(half.into(), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    out
}

/// The repository's page, out of the address of a run: `https://github.com/o/r`.
pub fn repository_page(run_url: &str) -> Option<&str> {
    run_url.split_once("/actions/").map(|(page, _)| page)
}

/// Where this project is, `owner/name`, as its package says; none where that is not on GitHub.
pub fn home() -> Option<&'static str> {
    let named = env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/")?;
    (named.split('/').count() == 2).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::{encoded, encoded_path, repository_page};

    #[test]
    fn what_has_a_meaning_in_addresses_is_encoded() {
        assert_eq!(encoded("a/b c#?%ä"), "a%2Fb%20c%23%3F%25%C3%A4");
        assert_eq!(encoded_path("a/b c"), "a/b%20c");
        assert_eq!(repository_page("https://github.com/o/r/actions/runs/7"), Some("https://github.com/o/r"));
        assert_eq!(repository_page("https://github.com/o/r"), None);
    }
}
