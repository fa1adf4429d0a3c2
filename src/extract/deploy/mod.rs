//! Images, clusters, infrastructure.

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[];
