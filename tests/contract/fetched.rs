//! What the tests hold the fake against, fetched once. Where there is no network, the tests that need it say so and pass; in CI they fail.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

const DESCRIPTION: &str = "@octokit/openapi@23.0.2";

/// Two tests of one binary must not fetch into one directory at once.
static FETCHING: Mutex<()> = Mutex::new(());

fn room() -> PathBuf {
    let room = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contract");
    std::fs::create_dir_all(&room).unwrap();
    room
}

/// Whether a command fetched what it should.
#[expect(clippy::print_stderr, reason = "who runs the tests sees what was skipped")]
fn run(command: &mut Command, for_what: &str) -> bool {
    let why = match command.output() {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    assert!(std::env::var_os("CI").is_none(), "failed to fetch {for_what}: {command:?}: {why}");
    // Seen by who asks for it: `--nocapture`.
    eprintln!("skipped: failed to fetch {for_what}: {command:?}: {why}");
    false
}

/// GitHub's description of its API, from the npm registry.
pub(crate) fn description() -> Option<PathBuf> {
    let _one = FETCHING.lock().unwrap();
    let (room, inside) = (room(), "package/generated/api.github.com.json");
    let what = "GitHub's description of its API";
    let there = room.join(inside).exists()
        || run(Command::new("npm").args(["pack", "--silent", DESCRIPTION]).current_dir(&room), what)
            && run(Command::new("tar").args(["-xzf", "octokit-openapi-23.0.2.tgz", inside]).current_dir(&room), what);
    there.then(|| room.join(inside))
}

/// `gh`: the one that is installed, else Debian's, unpacked.
pub(crate) fn gh() -> Option<PathBuf> {
    let _one = FETCHING.lock().unwrap();
    if Command::new("gh").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Some(PathBuf::from("gh"));
    }
    let unpacked = room().join("gh/usr/bin/gh");
    let there = unpacked.exists() || {
        let get = "apt-get download gh || { apt-get update && apt-get download gh; } && dpkg -x gh_*.deb gh";
        run(Command::new("sh").args(["-ec", get]).current_dir(room()), "gh; install it, https://cli.github.com,")
    };
    there.then_some(unpacked)
}
