//! Test runners: which tests failed, with what message, where.

mod cargo_test;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[cargo_test::EXTRACTOR];
