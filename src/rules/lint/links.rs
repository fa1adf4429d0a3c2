//! Addresses: of the web, whole, and each once.

use pulldown_cmark::{Event, Parser, Tag};

use super::{Desk, prose};
use crate::rules::Status;

pub(super) fn check(desk: &mut Desk<'_>) {
    let rule = desk.rule;
    for (at, page) in rule.references.iter().enumerate() {
        if let Some(fault) = fault(page) {
            desk.wrong(desk.find(page), format!("reference {fault}"), "give the page's whole address, as a browser shows it");
        }
        if rule.references[..at].contains(page) {
            desk.wrong(desk.find(page), "the same page is referred to twice", "leave one");
        }
    }
    if rule.status == Status::Stable && rule.references.is_empty() {
        desk.wrong(desk.find("stable"), "a stable rule without a reference", "name where its wording was seen, or make it `experimental`");
    }
    let runbooks = std::iter::once(&rule.runbook).chain(rule.variants.iter().map(|variant| &variant.runbook));
    for section in runbooks.flat_map(prose::sections) {
        for event in Parser::new(section.markdown()) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            if let Some(fault) = fault(&dest_url) {
                desk.wrong(desk.find(&dest_url), format!("link {fault}"), "give the page's whole address, as a browser shows it");
            }
        }
    }
}

/// What is wrong with an address.
fn fault(url: &str) -> Option<&'static str> {
    const SHORT: [&str; 5] = ["bit.ly", "t.co", "goo.gl", "tinyurl.com", "git.io"];
    let Some(rest) = url.strip_prefix("https://") else { return Some("is not an address that starts with `https://`") };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if !host.contains('.') || host.contains(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))) {
        Some("names no host")
    } else if SHORT.contains(&host) {
        Some("hides where it leads")
    } else if url.contains(char::is_whitespace) || url.ends_with(['.', ',', ')', ';', ':']) {
        Some("does not end where the address does")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn addresses_are_whole() {
        for right in ["https://pkg.go.dev/net#Listen", "https://github.com/a/b/issues/1", "https://en.example.org/wiki/A_(b)_c"] {
            assert_eq!(fault(right), None, "{right}");
        }
        for wrong in
            ["http://a.example/", "https://localhost/x", "https://bit.ly/x", "https://a.example/x.", "docs/x.md", "https://a.example/x y"]
        {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }
}
