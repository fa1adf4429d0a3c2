//! What triage writes: comments, check runs, issues. Nothing here decides what is written.

mod account;
mod checks;
mod comments;
mod issues;
mod json;
mod pull;

pub use comments::Comment;
pub use issues::Issue;
pub use pull::{HeadRun, PullHead};
