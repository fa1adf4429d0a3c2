//! The fake GitHub is known to be faithful: what it answers, and what our client asks, is held against GitHub's own description of its API;
//! and GitHub's own client, `gh`, reads runs and logs from it. Both are fetched into `target/contract/` by the first test that needs them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test reports by panicking")]

#[expect(dead_code, reason = "faults are for other tests")]
mod fake;

#[path = "contract/description.rs"]
mod description;
#[path = "contract/fetched.rs"]
mod fetched;
#[path = "contract/gh.rs"]
mod gh;
#[path = "contract/requests.rs"]
mod requests;

#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "faults/scene.rs"]
mod scene;
