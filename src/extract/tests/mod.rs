//! Test runners: which tests failed, with what message, where.

mod bats;
mod cargo_test;
mod catch2;
mod coverage;
mod ctest;
mod entries;
mod exunit;
mod ginkgo;
mod go_test;
mod go_walk;
mod gradle_test;
mod gtest;
mod javascript;
mod jest;
mod lines;
mod minitest;
mod mocha;
mod nextest;
mod node_test;
mod panic;
mod pest;
mod phpunit;
mod playwright;
mod prove;
mod pytest;
mod pytest_report;
mod report;
mod rspec;
mod surefire;
mod tap;
mod throwable;
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
    gradle_test::EXTRACTOR,
    gtest::EXTRACTOR,
    jest::EXTRACTOR,
    minitest::EXTRACTOR,
    mocha::EXTRACTOR,
    mocha::CYPRESS,
    nextest::EXTRACTOR,
    node_test::EXTRACTOR,
    pest::EXTRACTOR,
    phpunit::EXTRACTOR,
    playwright::EXTRACTOR,
    prove::EXTRACTOR,
    pytest::EXTRACTOR,
    rspec::EXTRACTOR,
    surefire::EXTRACTOR,
    tap::EXTRACTOR,
    unittest::EXTRACTOR,
    vitest::EXTRACTOR,
];
