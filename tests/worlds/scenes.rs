//! Runs of one test job and a green one, which many worlds are made of.

use super::logs::cargo_test;
use super::world::{Job, RUN, Run};

/// A test that fails.
pub(crate) fn failing() -> Vec<String> {
    cargo_test("cart::tests::adds", "src/cart.rs", "assertion `left == right` failed")
}

/// A pull request whose test job prints this.
pub(crate) fn pull(log: Vec<String>) -> Run {
    Run::pull(RUN, "12:00", 24).jobs([Job::red("test", log), Job::green("lint")])
}

/// A change that touches words only.
pub(crate) fn words(run: Run) -> Run {
    run.brings(&["Say what a cart is"], &[("docs/words.md", "@@ -1 +1 @@\n-a\n+b")])
}

/// A run of the base with this job.
pub(crate) fn base(id: u64, clock: &str, job: Job) -> Run {
    Run::main(id, clock).jobs([job, Job::green("lint")])
}
