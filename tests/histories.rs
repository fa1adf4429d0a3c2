//! Histories of runs and commits through the real program: what is said of a fix, and whether it came true.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

#[expect(dead_code, reason = "some of it is for other tests")]
mod fake;

#[path = "histories/asked.rs"]
mod asked;
#[path = "histories/candidates.rs"]
mod candidates;
#[path = "histories/claims.rs"]
mod claims;
#[path = "histories/history.rs"]
mod history;
#[path = "histories/program.rs"]
mod program;
#[path = "histories/runs.rs"]
mod runs;
#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "faults/scene.rs"]
mod scene;
#[path = "histories/verify.rs"]
mod verify;
