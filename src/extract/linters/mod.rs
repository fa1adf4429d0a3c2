//! Linters, formatters, type checkers.

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[];
