//! Whose failure it is: the change against the evidence, the base, other pull requests, and the same commit again.
//! A false "not yours" merges a bug: it is said only where it was seen.

mod compare;
mod judge;
mod kinds;
mod named;
mod touch;
mod words;

pub(super) use judge::judge;
pub use judge::{Ownership, Whose};
pub(super) use words::listed;
