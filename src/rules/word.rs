//! Words of a closed list: what serde's enums expect, kept for the message.

use std::fmt;

use serde::Deserialize;
use serde::de::value::StrDeserializer;

/// A word that is none of the list.
#[derive(Debug)]
pub(super) struct NotAWord {
    /// The list.
    pub(super) expected: &'static [&'static str],
}

impl NotAWord {
    /// Reads a word as one of an enum's variants.
    pub(super) fn read<'a, T: Deserialize<'a>>(word: &'a str) -> Result<T, Self> {
        T::deserialize(StrDeserializer::new(word))
    }
}

impl fmt::Display for NotAWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "none of {}", self.expected.join(", "))
    }
}

impl std::error::Error for NotAWord {}

impl serde::de::Error for NotAWord {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self { expected: &[] }
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self { expected }
    }
}

#[cfg(test)]
mod tests {
    use super::NotAWord;
    use crate::rules::Kind;

    #[test]
    fn a_wrong_word_comes_with_the_right_ones() {
        assert_eq!(NotAWord::read::<Kind>("wrapper").unwrap(), Kind::Wrapper);
        assert_eq!(NotAWord::read::<Kind>("Wrapper").unwrap_err().to_string(), "none of cause, secondary, wrapper");
    }
}
