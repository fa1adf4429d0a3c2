//! What is posted, by the real binary against a fake GitHub.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

#[expect(dead_code, reason = "some of it is for other tests")]
mod fake;

#[path = "publish/checks.rs"]
mod checks;
#[path = "publish/comment.rs"]
mod comment;
#[path = "publish/hostile.rs"]
mod hostile;
#[path = "publish/issues.rs"]
mod issues;
#[path = "publish/prepared.rs"]
mod prepared;
#[path = "publish/together.rs"]
mod together;

#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "faults/scene.rs"]
mod scene;
