//! The program, with nothing of our own environment.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::fake::Fake;

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect(&self.stderr)
    }
}

/// Runs it from a directory that is no checkout, with this directory as its home.
pub(crate) fn triage_at(home: &Path, fake: Option<&Fake>, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage"));
    command.args(arguments).current_dir(home).env_clear().env("HOME", home).env("TRIAGE_RETRY_PAUSE", "0.002");
    for name in ["PATH", "SystemRoot", "TMPDIR", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    if let Some(fake) = fake {
        command.env("GITHUB_API_URL", &fake.api_url).env("GH_TOKEN", Fake::TOKEN);
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
