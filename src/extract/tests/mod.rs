//! Test runners: which tests failed, with what message, where.

mod cargo_test;
mod coverage;
mod javascript;
mod jest;
mod lines;
mod mocha;
mod pytest;
mod pytest_report;
mod report;
mod unittest;
mod vitest;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[
    cargo_test::EXTRACTOR,
    coverage::EXTRACTOR,
    jest::EXTRACTOR,
    mocha::EXTRACTOR,
    mocha::CYPRESS,
    pytest::EXTRACTOR,
    unittest::EXTRACTOR,
    vitest::EXTRACTOR,
];
