//! Compilers and linkers: the first error, with its place.

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[];
