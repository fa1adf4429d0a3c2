//! How a test runner is called, and how it is told to run one test.

use super::aim::Aim;

/// A test runner.
pub(super) struct Runner {
    /// The extractors that read what it prints.
    pub extractors: &'static [&'static str],
    /// The words that call it; the first may have a directory before it.
    pub called: &'static [&'static [&'static str]],
    /// Whether `npm test` and its like may stand for it.
    pub by_script: bool,
    /// Options that stay, with a value.
    pub valued: &'static [&'static str],
    /// Options that stay, without one; those that end in `*` by how they begin.
    pub flags: &'static [&'static str],
    /// The arguments for the test that failed, behind those that stay.
    pub aim: fn(&Aim<'_>) -> Option<Vec<String>>,
}

impl Runner {
    pub(super) const PLAIN: Self = Self { extractors: &[], called: &[], by_script: false, valued: &[], flags: &[], aim: |_| None };
}
