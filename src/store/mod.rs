//! What earlier reports said, kept: which cause was seen in which run, which jobs passed, which commits were said to fix it.
//! SQLite, one file; nothing depends on its being there.

mod error;
mod open;
mod record;
mod score;
mod seen;
mod story;

pub use error::StoreError;
pub use open::Store;
pub use seen::{Claim, JobSeen, RunSeen, Sighting};
pub use story::{Change, Story, Turn, story};
