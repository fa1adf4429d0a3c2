//! `triage history`: when a cause came, when it went, and what was said to fix it.

mod args;
mod ask;
mod keep;
mod tell;

pub(crate) use args::{HistoryArgs, StoreArgs};
pub(crate) use keep::{keep, keep_score, remembered, usual};
pub(crate) use tell::run;
