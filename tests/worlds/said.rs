//! What the program says of a world.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::fake::Fake;
use super::world::{RUN, World};

fn program(arguments: &[&str], env: &[(&str, &str)]) -> Value {
    program_in(None, arguments, env)
}

fn program_in(dir: Option<&Path>, arguments: &[&str], env: &[(&str, &str)]) -> Value {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_triage"));
    command.args(arguments).args(["--format", "json"]).current_dir(dir.unwrap_or(home.path())).env_clear().env("HOME", home.path());
    command.envs(std::env::var_os("PATH").map(|path| ("PATH", path))).envs(env.iter().copied()).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The report of `triage scan`.
pub(crate) fn scanned(world: &World) -> Value {
    program(&["scan", world.directory.path().to_str().unwrap()], &[])
}

/// The same, from within a directory.
pub(crate) fn scanned_in(world: &World, dir: &Path) -> Value {
    program_in(Some(dir), &["scan", world.directory.path().to_str().unwrap()], &[])
}

/// The report of `triage run`, from a GitHub that has this world.
pub(crate) fn fetched(world: &World, arguments: &[&str]) -> (Value, usize) {
    let fake = Fake::start(world.directory.path());
    (run(&fake, arguments), fake.journal().len())
}

/// The same from a GitHub that is there already.
pub(crate) fn run(fake: &Fake, arguments: &[&str]) -> Value {
    let run = RUN.to_string();
    let mut all = vec!["run", &run, "-R", "o/r", "--api-url", &fake.api_url];
    all.extend(arguments);
    program(&all, &[("GH_TOKEN", Fake::TOKEN), ("TRIAGE_RETRY_PAUSE", "0.002")])
}

/// Both reports, which must agree on whose the causes are.
pub(crate) fn report(world: &World) -> Value {
    let scanned = scanned(world);
    let (fetched, requests) = fetched(world, &[]);
    let owners = |report: &Value| report["causes"].as_array().unwrap().iter().map(|cause| cause["ownership"].clone()).collect::<Vec<_>>();
    assert_eq!(owners(&fetched), owners(&scanned), "from GitHub, from disk");
    assert!(requests <= 45, "{requests} requests, logs counted twice");
    scanned
}

/// That the only cause is whose it is, for a reason that holds these words.
pub(crate) fn expect(world: &World, verdict: &str, reason: &str) {
    let report = report(world);
    let causes = report["causes"].as_array().unwrap();
    assert_eq!(causes.len(), 1, "{causes:#?}");
    owned(&causes[0], verdict, reason);
}

pub(crate) fn owned(cause: &Value, verdict: &str, reason: &str) {
    let ownership = &cause["ownership"];
    assert_eq!(ownership["verdict"], verdict, "{ownership:#} of {}", cause["title"]);
    let because: Vec<&str> = ownership["because"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(because.iter().any(|text| text.contains(reason)), "{reason}: {because:#?}");
}
