//! Programs that die: tracebacks, panics, signals.

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[];
