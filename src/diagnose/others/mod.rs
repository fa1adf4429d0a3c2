//! Other runs of the workflow, diagnosed alike, so that their causes can be compared with this run's.

mod exact;
mod other;
mod role;
mod trace;

pub use other::{OtherJob, OtherRun, others};
pub(crate) use role::same_work;
pub use role::{Role, base_branch, of_a_trunk, role, tests_its_commit};
pub use trace::{Likeness, Trace};
