//! What tools print when they fail, read without a rule, one small module a tool; and, for what nothing knows, the unusual line.

mod compilers;
mod crashes;
mod deploy;
mod extractor;
mod hangs;
pub mod lead;
mod linters;
mod listing;
mod matchers;
mod packages;
mod registry;
mod reproduce;
pub mod steps;
pub mod telling;
mod tests;
pub mod unusual;
pub mod wording;
pub mod words;

pub use extractor::{Extractor, Read};
pub use matchers::{named_in, read_matched};
pub use registry::{all, literals, read};
pub use reproduce::reproduce;
pub use tests::printed_by_test;
