//! What the tests hold the fake against, fetched once.

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

fn run(command: &mut Command, for_what: &str) {
    let output = command.output().unwrap_or_else(|error| panic!("failed to run {command:?} for {for_what}: {error}"));
    assert!(output.status.success(), "failed to fetch {for_what}: {command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// GitHub's description of its API, from the npm registry.
pub(crate) fn description() -> PathBuf {
    let _one = FETCHING.lock().unwrap();
    let (room, inside) = (room(), "package/generated/api.github.com.json");
    if !room.join(inside).exists() {
        run(Command::new("npm").args(["pack", "--silent", DESCRIPTION]).current_dir(&room), "GitHub's description of its API");
        run(Command::new("tar").args(["-xzf", "octokit-openapi-23.0.2.tgz", inside]).current_dir(&room), "GitHub's description of its API");
    }
    room.join(inside)
}

/// `gh`: the one that is installed, else Debian's, unpacked.
pub(crate) fn gh() -> PathBuf {
    let _one = FETCHING.lock().unwrap();
    if Command::new("gh").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return PathBuf::from("gh");
    }
    let unpacked = room().join("gh/usr/bin/gh");
    if !unpacked.exists() {
        let get = "apt-get download gh || { apt-get update && apt-get download gh; } && dpkg -x gh_*.deb gh";
        run(Command::new("sh").args(["-ec", get]).current_dir(room()), "gh; install it, https://cli.github.com,");
    }
    unpacked
}
