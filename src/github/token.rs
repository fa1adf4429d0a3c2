//! The token to ask GitHub with.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// `gh` may ask a keyring, which may ask a person.
const PATIENCE: Duration = Duration::from_secs(10);

/// `GH_TOKEN`, then `GITHUB_TOKEN`, then what `gh auth token` prints for the host.
pub fn token_from_env(host: Option<&str>) -> Option<String> {
    token_from(|name| std::env::var(name).ok(), || gh_auth_token(host))
}

/// The same, with the environment and `gh` passed in.
pub fn token_from(variable: impl Fn(&str) -> Option<String>, gh: impl FnOnce() -> Option<String>) -> Option<String> {
    let filled = |token: String| Some(token.trim().to_owned()).filter(|token| !token.is_empty());
    ["GH_TOKEN", "GITHUB_TOKEN"].iter().find_map(|name| variable(name).and_then(filled)).or_else(|| gh().and_then(filled))
}

/// None where `gh` is not installed, not logged in, or does not answer.
fn gh_auth_token(host: Option<&str>) -> Option<String> {
    let mut gh = Command::new("gh");
    gh.args(["auth", "token"]).args(host.map(|host| ["--hostname", host]).into_iter().flatten());
    let mut gh = gh.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let begun = Instant::now();
    while gh.try_wait().ok()?.is_none() {
        if begun.elapsed() > PATIENCE {
            // Its answer is not waited for any more, however it takes this.
            let _ = gh.kill();
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    // A token is far shorter than a pipe: nothing was left unwritten.
    let output = gh.wait_with_output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
}
