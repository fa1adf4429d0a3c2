//! Invented runs with runs beside them: whose each failure is, and why we say so; what only follows; what to do now.
//! Each is written as a bundle, and goes through the real program: from disk, and from a GitHub that serves it.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

#[expect(dead_code, reason = "most of it is for other tests")]
#[path = "fake/mod.rs"]
mod fake;

#[path = "worlds/cascades.rs"]
mod cascades;
#[path = "worlds/checkouts.rs"]
mod checkouts;
#[path = "worlds/gates.rs"]
mod gates;
#[path = "worlds/judged.rs"]
mod judged;
#[path = "worlds/logs.rs"]
mod logs;
#[path = "worlds/next.rs"]
mod next;
#[path = "worlds/ownership.rs"]
mod ownership;
#[path = "worlds/queues.rs"]
mod queues;
#[path = "worlds/said.rs"]
mod said;
#[path = "worlds/scenes.rs"]
mod scenes;
#[path = "worlds/told_apart.rs"]
mod told_apart;
#[path = "worlds/tricks.rs"]
mod tricks;
#[path = "worlds/versions.rs"]
mod versions;
#[path = "worlds/whose.rs"]
mod whose;
#[path = "worlds/world.rs"]
mod world;
