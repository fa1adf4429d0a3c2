//! Package managers and build systems: what could not be resolved, fetched or installed.

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[];
