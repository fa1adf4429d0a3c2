//! A rule drafted from a line of a log: what changes from run to run becomes captures and classes, what does not stays as it is.

mod name;
mod page;
mod parts;
mod pattern;
mod values;
mod vary;

pub(super) use page::UNSAID;
pub use page::{Draft, Template};
