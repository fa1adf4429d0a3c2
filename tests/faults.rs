//! The real binary against a fake GitHub: every form of input, and every way the network can fail, by what a person sees.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

#[expect(dead_code, reason = "some of it is for other tests")]
mod fake;

#[path = "faults/beside.rs"]
mod beside;
#[path = "faults/between.rs"]
mod between;
#[path = "faults/budget.rs"]
mod budget;
#[path = "faults/bundle.rs"]
mod bundle;
#[path = "faults/cache.rs"]
mod cache;
#[path = "faults/forms.rs"]
mod forms;
#[path = "faults/logs.rs"]
mod logs;
#[path = "faults/network.rs"]
mod network;
#[path = "faults/program.rs"]
mod program;
#[path = "faults/row.rs"]
mod row;
#[path = "faults/scene.rs"]
mod scene;
#[path = "faults/table.rs"]
mod table;
#[path = "faults/watch.rs"]
mod watch;
