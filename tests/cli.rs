//! The real binary, from the outside: what it prints, and how it ends.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[expect(dead_code, reason = "faults are for other tests")]
mod fake;
#[path = "cli/feedback.rs"]
mod feedback;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/mcp.rs"]
mod mcp;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/renamed.rs"]
mod renamed;
#[path = "cli/repository.rs"]
mod repository;
#[path = "cli/rules.rs"]
mod rules;
#[path = "cli/seed.rs"]
mod seed;
#[path = "cli/standing.rs"]
mod standing;
