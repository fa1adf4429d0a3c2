//! Problems with places, as problem matchers and workflow commands mark them: lines that the runner tagged, and what a repository's own matchers find.

mod file;
mod run;
mod tagged;

use super::extractor::Extractor;
pub use file::named_in;
pub use run::read_matched;

pub(super) const ALL: &[Extractor] = &[tagged::EXTRACTOR];

/// What a problem of a matcher is read by, whoever wrote the matcher.
const NAME: &str = "problem-matcher";

#[cfg(test)]
mod tests;
