//! Runs `triage` with nothing of our own environment that could change what it says.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use std::io::Write;

/// How a run of the program ended.
pub(crate) struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).expect(&self.stderr)
    }
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn triage(args: &[&str]) -> Ended {
    triage_with(args, &[], b"")
}

pub(crate) fn triage_with(args: &[&str], env: &[(&str, &str)], stdin: &[u8]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage"));
    command.args(args).current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars() {
        if ["GH_", "GITHUB_", "RUNNER_", "ACTIONS_", "NO_COLOR", "COLUMNS", "TERM"].iter().any(|prefix| name.starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    // Nobody's history is read or written.
    let home = tempfile::tempdir().unwrap();
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR")).env("XDG_DATA_HOME", home.path());
    let mut child = command.envs(env.iter().copied()).spawn().unwrap();
    // A program that refuses its arguments never reads.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
