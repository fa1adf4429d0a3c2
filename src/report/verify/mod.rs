//! A report held against the run after it: which of its predictions held.

mod between;
mod causes;
mod check;
mod jobs;
mod model;
mod score;

pub(in crate::report) use between::time;
pub(in crate::report) use causes::word;
pub use check::{Remembered, verify};
pub use model::{CauseCheck, CommitPart, Held, JobCheck, JobOfCause, NewCause, Part, Score, ScorePart, SoFar, Verification, VerifiedRun};
