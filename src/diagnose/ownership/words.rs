//! Names of runs and commits in reasons, which are Markdown.

use crate::model::{Run, code, short_sha};

/// How many names a reason lists.
const NAMES: usize = 3;

/// `[run 42](…)`, or `attempt 2`, as far as the address is one that cannot end the link.
pub(crate) fn run_name(run: &Run) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:".contains(c);
    match run.url.as_deref().filter(|url| url.starts_with("https://") && url.chars().all(plain)) {
        Some(url) => format!("[run {}]({url})", run.id),
        None => format!("run {}", run.id),
    }
}

/// `run 42 (`c2a90d7f4`)`.
pub(super) fn run_at(run: &Run) -> String {
    let sha = run.head_sha.as_deref().map(|sha| format!(" ({})", code(short_sha(sha)))).unwrap_or_default();
    format!("{}{sha}", run_name(run))
}

/// `a, b, c and 2 more`.
pub(crate) fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    let more = names.len().saturating_sub(NAMES);
    match (shown.as_slice(), more) {
        ([most @ .., last], 0) if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        (shown, 0) => shown.join(", "),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
