//! Test runners: which tests failed, with what message, where.

mod bats;
mod cargo_test;
mod catch2;
mod coverage;
mod ctest;
mod exunit;
mod ginkgo;
mod go_test;
mod go_walk;
mod gtest;
mod javascript;
mod jest;
mod lines;
mod minitest;
mod mocha;
mod pest;
mod phpunit;
mod pytest;
mod pytest_report;
mod report;
mod rspec;
mod unittest;
mod vitest;

use super::extractor::Extractor;

pub(super) const ALL: &[Extractor] = &[
    bats::EXTRACTOR,
    cargo_test::EXTRACTOR,
    catch2::EXTRACTOR,
    catch2::DOCTEST,
    coverage::EXTRACTOR,
    ctest::EXTRACTOR,
    exunit::EXTRACTOR,
    ginkgo::EXTRACTOR,
    go_test::EXTRACTOR,
    gtest::EXTRACTOR,
    jest::EXTRACTOR,
    minitest::EXTRACTOR,
    mocha::EXTRACTOR,
    mocha::CYPRESS,
    pest::EXTRACTOR,
    phpunit::EXTRACTOR,
    pytest::EXTRACTOR,
    rspec::EXTRACTOR,
    unittest::EXTRACTOR,
    vitest::EXTRACTOR,
];
