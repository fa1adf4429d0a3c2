//! `triage digest`: what failed over a period.

mod args;
mod gather;
mod sum;
mod write;

pub(crate) use args::DigestArgs;
pub(crate) use write::run;
