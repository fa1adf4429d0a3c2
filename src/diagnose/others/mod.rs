//! Other runs of the workflow, diagnosed alike, so that their causes can be compared with this run's.

mod other;

pub use other::{OtherJob, OtherRun, others};
