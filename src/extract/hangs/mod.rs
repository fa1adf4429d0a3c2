//! Steps that were ended from outside: by a time limit, by hand, or with their machine. They say what ran, and how long it had been silent.

mod cancelled;
mod silence;
mod timed_out;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[timed_out::EXTRACTOR, cancelled::EXTRACTOR];
