//! Logs as runners write them, through the real program: the line that a senior engineer would quote must be the first evidence of the first cause, whatever
//! else the log holds.

#![expect(clippy::unwrap_used, reason = "a test reports by panicking")]

#[path = "reading/beside.rs"]
mod beside;
#[path = "reading/details.rs"]
mod details;
#[path = "reading/hangs.rs"]
mod hangs;
#[path = "reading/log.rs"]
mod log;
#[path = "reading/matchers.rs"]
mod matchers;
#[path = "reading/survived.rs"]
mod survived;
