//! The token to ask GitHub with.

use std::process::{Command, Stdio};

/// `GH_TOKEN`, then `GITHUB_TOKEN`, then what `gh auth token` prints.
pub fn token_from_env() -> Option<String> {
    token_from(|name| std::env::var(name).ok(), gh_auth_token)
}

/// The same, with the environment and `gh` passed in.
pub fn token_from(variable: impl Fn(&str) -> Option<String>, gh: impl FnOnce() -> Option<String>) -> Option<String> {
    let filled = |token: String| Some(token.trim().to_owned()).filter(|token| !token.is_empty());
    ["GH_TOKEN", "GITHUB_TOKEN"].iter().find_map(|name| variable(name).and_then(filled)).or_else(|| gh().and_then(filled))
}

/// None where `gh` is not installed, or not logged in.
fn gh_auth_token() -> Option<String> {
    let output = Command::new("gh").args(["auth", "token"]).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
}
