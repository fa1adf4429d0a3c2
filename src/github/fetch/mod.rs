//! Everything a report needs of a run, in as few requests as that takes, and at most five of them one after another.

mod around;
mod base;
mod before;
mod context;
mod fixes;
mod jobs;
mod later;
mod logs;
mod part;
mod pull;
mod run;

pub use later::fetch_later;
pub use pull::fetch_pull;
pub(super) use pull::newest_of_each;
pub use run::{fetch, fetch_alone};
