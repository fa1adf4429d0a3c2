//! What reports leave behind, and what is made of many: `triage history`, `triage digest`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

#[expect(dead_code, reason = "some of it is for other tests")]
mod fake;
#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "faults/scene.rs"]
mod scene;

#[path = "history/cause.rs"]
mod cause;
#[path = "history/digest.rs"]
mod digest;
#[path = "history/world.rs"]
mod world;
