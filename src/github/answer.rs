//! A response that is not 200, told apart.

use std::time::Duration;

use chrono::DateTime;
use http::HeaderMap;
use serde::Deserialize;

use super::Reason;

#[derive(Default, Deserialize)]
struct ErrorJson {
    message: Option<String>,
}

/// Why this status: the same number means different things from the API, from a rate limit and from the log storage.
pub(super) fn reason(status: u16, headers: &HeaderMap, body: &[u8], token: bool, path: &str) -> Reason {
    if let Some(code) = storage_code(body) {
        return Reason::Storage { status, code };
    }
    let message = one_line(&serde_json::from_slice::<ErrorJson>(body).unwrap_or_default().message.unwrap_or_default());
    match status {
        403 | 429 if rate_limited(status, headers, &message) => Reason::RateLimited {
            status,
            until: number(headers, "x-ratelimit-reset").and_then(|at| DateTime::from_timestamp(i64::try_from(at).ok()?, 0)),
            wait: wait(headers),
            token,
        },
        401 => Reason::Unauthorized,
        403 => Reason::Forbidden { message, token, permission: permission(headers, path), sso: sso(headers) },
        404 => Reason::NotFound { token },
        410 => Reason::Gone,
        // Those that lead somewhere were followed.
        301..=303 | 307 | 308 => Reason::Redirects { status },
        _ => Reason::Status { status, message },
    }
}

/// What the token lacks: GitHub's own word where it gives one, else what its documentation says of such an address.
fn permission(headers: &HeaderMap, path: &str) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || "_-=;, ".contains(c);
    let said = headers.get("x-accepted-github-permissions").and_then(|value| value.to_str().ok()).filter(|value| value.chars().all(word));
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        return said.replace('_', "-").replace('=', ": ");
    }
    // Only what is written goes to these.
    let written =
        [("/issues/comments/", "pull-requests"), ("/comments", "pull-requests"), ("/issues", "issues"), ("/check-runs", "checks")];
    let reads = path.contains('?') || path.ends_with("/annotations") || path.contains("/check-suites/");
    if let Some((_, scope)) = written.iter().find(|(part, _)| path.contains(part)).filter(|_| !reads) {
        return format!("{scope}: write");
    }
    let of = [("/actions/", "actions"), ("/check-", "checks"), ("/pulls", "pull-requests")];
    let scope = of.iter().find(|(part, _)| path.contains(part)).map_or("contents", |(_, scope)| scope);
    format!("{scope}: read")
}

/// The page on which a token is allowed to an organization with single sign-on.
fn sso(headers: &HeaderMap) -> Option<String> {
    let url = headers.get("x-github-sso")?.to_str().ok()?.split_once("url=")?.1;
    (url.starts_with("https://") && url.len() < 500 && url.chars().all(|c| c.is_ascii_graphic())).then(|| url.to_owned())
}

/// Short and without control characters: it gets printed, and who answers is not always GitHub.
fn one_line(message: &str) -> String {
    message.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}

/// `BlobNotFound` of `<?xml …?><Error><Code>BlobNotFound</Code>…`, as Azure and S3 answer; a plain word, since it gets printed.
fn storage_code(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..body.len().min(2048))?);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let (_, rest) = text.starts_with('<').then(|| text.split_once("<Code>"))??;
    let (code, _) = rest.split_once("</Code>")?;
    code.chars().all(|c| c.is_ascii_alphanumeric()).then(|| code.to_owned())
}

fn rate_limited(status: u16, headers: &HeaderMap, message: &str) -> bool {
    status == 429
        || headers.contains_key("retry-after")
        || number(headers, "x-ratelimit-remaining") == Some(0)
        || message.contains("rate limit")
}

/// `retry-after`; where the primary limit is used up, until its reset, seen from GitHub's clock and not from ours, which may be wrong.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    if let Some(seconds) = number(headers, "retry-after") {
        return Some(Duration::from_secs(seconds));
    }
    if number(headers, "x-ratelimit-remaining") != Some(0) {
        return None;
    }
    let reset = number(headers, "x-ratelimit-reset")?;
    let now = headers.get("date").and_then(|date| DateTime::parse_from_rfc2822(date.to_str().ok()?).ok());
    let now = now.map_or_else(|| chrono::Utc::now().timestamp(), |now| now.timestamp());
    // One more second: the reset is cut to whole ones.
    Some(Duration::from_secs(reset.saturating_sub(u64::try_from(now).unwrap_or_default()).saturating_add(1)))
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}
