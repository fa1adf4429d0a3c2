//! A regex of the program's own, compiled when it is first needed.

use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

/// `static SUMMARY: Pattern = Pattern::new(r"…");`. One that does not compile never matches; its extractor's test shows it.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern of this source.
    pub const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex
            .get_or_init(|| {
                let regex = Regex::new(self.source);
                debug_assert!(regex.is_ok(), "{regex:?}");
                regex.ok()
            })
            .as_ref()
    }

    /// Whether it matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Its first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex()?.find(text)
    }

    /// The groups of its first match.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(text)
    }
}
