//! Test runners: which tests failed, with what message, where.

mod ava;
mod bats;
mod bun_test;
mod busted;
mod cargo_test;
mod catch2;
mod coverage;
mod ctest;
mod cucumber;
mod deno_test;
mod dotnet_test;
mod entries;
mod exunit;
mod flutter_test;
mod ginkgo;
mod go_test;
mod go_walk;
mod gradle_test;
mod gtest;
mod hspec;
mod jasmine;
mod javascript;
mod jest;
mod julia_test;
mod junit;
mod lines;
mod minitest;
mod mocha;
mod nextest;
mod node_test;
mod panic;
mod passed;
mod pest;
mod phpunit;
mod playwright;
mod prove;
mod pytest;
mod pytest_report;
mod python_doctest;
mod report;
mod robot;
mod rspec;
mod scalatest;
mod surefire;
mod symfony;
mod tap;
mod tasty;
mod testng;
mod testthat;
mod throwable;
mod unittest;
mod vitest;
mod xctest;
mod zig_test;

use super::extractor::Extractor;
pub use passed::printed_by_test;

pub(super) const ALL: &[Extractor] = &[
    ava::EXTRACTOR,
    bats::EXTRACTOR,
    bun_test::EXTRACTOR,
    busted::EXTRACTOR,
    cargo_test::EXTRACTOR,
    catch2::EXTRACTOR,
    catch2::DOCTEST,
    coverage::EXTRACTOR,
    ctest::EXTRACTOR,
    cucumber::EXTRACTOR,
    cucumber::BEHAVE,
    deno_test::EXTRACTOR,
    dotnet_test::EXTRACTOR,
    exunit::EXTRACTOR,
    flutter_test::EXTRACTOR,
    ginkgo::EXTRACTOR,
    go_test::EXTRACTOR,
    gradle_test::EXTRACTOR,
    gtest::EXTRACTOR,
    hspec::EXTRACTOR,
    jasmine::EXTRACTOR,
    jasmine::KARMA,
    jest::EXTRACTOR,
    julia_test::EXTRACTOR,
    junit::EXTRACTOR,
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
    python_doctest::EXTRACTOR,
    robot::EXTRACTOR,
    rspec::EXTRACTOR,
    scalatest::EXTRACTOR,
    surefire::EXTRACTOR,
    symfony::EXTRACTOR,
    tap::EXTRACTOR,
    tasty::EXTRACTOR,
    testthat::EXTRACTOR,
    testng::EXTRACTOR,
    unittest::EXTRACTOR,
    vitest::EXTRACTOR,
    xctest::EXTRACTOR,
    xctest::SWIFT_TESTING,
    zig_test::EXTRACTOR,
];
