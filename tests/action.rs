//! The action as a runner runs it: the steps of `action.yml` with their environment, an event file, a summary, against a fake GitHub.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

#[expect(dead_code, reason = "some of it is for other tests")]
mod fake;

#[path = "action/files.rs"]
mod files;
#[cfg(unix)]
#[path = "action/init.rs"]
mod init;
#[cfg(target_os = "linux")]
#[path = "action/install.rs"]
mod install;
#[cfg(unix)]
#[path = "action/modes.rs"]
mod modes;
#[cfg(unix)]
#[path = "action/runner.rs"]
mod runner;

#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "faults/scene.rs"]
mod scene;
