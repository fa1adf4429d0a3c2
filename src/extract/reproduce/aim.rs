//! The test that a command is narrowed to.

use super::call::Word;
use super::word;
use crate::model::{Details, TestFailure};

/// What a runner aims at.
pub(super) struct Aim<'a> {
    /// The first test that failed.
    pub test: &'a TestFailure,
    /// What else was read.
    pub details: &'a Details,
    /// The command as typed in the step, its first words.
    pub called: Vec<&'a str>,
    /// Its arguments there.
    pub rest: &'a [Word],
}

impl<'a> Aim<'a> {
    /// What the tool named, if it is a name.
    pub(super) fn named(&self, what: &str) -> Option<&'a str> {
        word::name(self.details.named.get(what)?.trim_start_matches("./"))
    }

    /// The file of the test.
    pub(super) fn file(&self) -> Option<&'a str> {
        word::path(self.test.place.path.as_deref()?)
    }

    /// Arguments of the step that are no options.
    pub(super) fn operands(&self) -> impl Iterator<Item = &'a str> {
        self.rest
            .iter()
            .take_while(|word| word.text != "--")
            .filter(|word| !word.expands && !word.text.starts_with('-'))
            .map(|word| word.text.as_str())
    }

    /// Whether the step gave this argument.
    pub(super) fn gave(&self, argument: &str) -> bool {
        self.rest.iter().any(|word| word.text == argument)
    }
}
