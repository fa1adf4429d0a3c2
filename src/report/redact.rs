//! Secrets that GitHub did not mask, masked again before anything leaves the machine. GitHub masks what it knows as a secret, and what is
//! derived from one (another encoding, a part) leaks; so whatever has the shape of a credential becomes `***`, too.

use std::borrow::Cow;

use crate::regexes::Pattern;

/// Each with what stands in every text that holds one, where something does. It keeps what stands in the group `keep`, and masks the rest.
static SHAPES: [(&[&str], Pattern); 8] = [
    // GitHub: classic, fine-grained, and the installation tokens that are JWTs since 2026.
    (&["gh", "github_pat_"], Pattern::new(r"\b(?:gh[pousr]_[A-Za-z0-9_.\-]{20,}|github_pat_[A-Za-z0-9_]{20,})")),
    // AWS, Google, Slack, npm, PyPI, Stripe and other vendors' prefixes.
    (&["AKIA", "ASIA"], Pattern::new(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b")),
    (&["AIza"], Pattern::new(r"\bAIza[A-Za-z0-9_\-]{35}")),
    (&["xox"], Pattern::new(r"\bxox[abeprs]-[A-Za-z0-9\-]{10,}")),
    (
        &["npm_", "pypi-", "k_live_", "glpat-", "dckr_pat_"],
        Pattern::new(
            r"\b(?:npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_\-]{30,}|[rs]k_live_[A-Za-z0-9]{16,}|glpat-[A-Za-z0-9_\-]{16,}|dckr_pat_[A-Za-z0-9_\-]{16,})",
        ),
    ),
    // JSON web tokens.
    (&["eyJ"], Pattern::new(r"\beyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]*")),
    // Authorization headers and URLs with credentials.
    (&[], Pattern::new(r"(?i)(?<keep>\b(?:bearer|basic)\s+)[A-Za-z0-9+/_\-.=]{16,}")),
    (&["@"], Pattern::new(r"(?<keep>\b[a-z][a-z0-9+.\-]*://[^\s:/@]*:)[^\s@/]{3,}@")),
];

/// The text with credentials as `***`.
pub(crate) fn redact(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (needed, shape) in &SHAPES {
        let may = needed.is_empty() || needed.iter().any(|part| text.contains(part));
        if may && shape.is_match(&text) {
            let masked = shape.replace_each(&text, |out, found| {
                out.push_str(found.name("keep").map_or("", |keep| keep.as_str()));
                out.push_str(if found[0].ends_with('@') { "***@" } else { "***" });
            });
            text = Cow::Owned(masked);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn credentials_go_and_the_rest_stays() {
        let token = format!("ghs_{}", "a1B2".repeat(9));
        assert_eq!(redact(&format!("token {token} used")), "token *** used");
        assert_eq!(redact("ghs_12345_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"), "***");
        assert_eq!(redact("Authorization: Bearer abcdefghijklmnopqrstuvwxyz"), "Authorization: Bearer ***");
        assert_eq!(redact("https://user:hunter22@example.com/x"), "https://user:***@example.com/x");
        assert_eq!(redact("AKIAIOSFODNN7EXAMPLE"), "***");
        for plain in
            ["Missing Authorization header with Bearer token", "ghp_short", "http://localhost:8080/a@b", "see https://github.com/a/b"]
        {
            assert_eq!(redact(plain), plain);
        }
    }
}
