//! One regex of a rule. Loading parses it; it is compiled when a line first needs it.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use schemars::JsonSchema;
use serde::Deserialize;

use super::literals::required_literals;
use crate::regexes::{self, Groups};

/// The most bytes that a compiled pattern may take.
const SIZE_LIMIT: usize = 10 << 20;
/// The most characters of a pattern whose repetitions are written out: matching takes time in proportion to them.
const LONGEST: usize = 1_000;
/// Above this weight a pattern could come near the limit, so loading compiles it to see.
const HEAVY: usize = 20_000;

/// What a pattern is read against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Input {
    /// A cleaned line of a log.
    #[default]
    Log,
    /// The message of an annotation.
    Annotation,
}

/// A regex that is known to compile.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What it is read against.
    pub input: Input,
    names: Vec<String>,
    regex: regexes::Pattern,
    literals: OnceLock<Option<Vec<Vec<u8>>>>,
}

/// Why a regex is refused.
#[derive(Debug, thiserror::Error)]
pub enum PatternError {
    /// It does not parse.
    #[error("regex does not parse: {reason}")]
    Syntax {
        /// The parser's words.
        reason: String,
        /// The byte of the regex it stopped at.
        at: usize,
    },
    /// It parses, but compiled it would be too big.
    #[error("regex is too big: it would take more than 10 MiB")]
    TooBig,
    /// It parses, but its repetitions stand for too much.
    #[error("regex is too long: with its repetitions written out it has more than 1,000 characters, each of which could slow a scan")]
    TooLong,
}

impl Pattern {
    /// Takes a regex in the syntax of the `regex` crate.
    pub fn new(source: impl Into<String>, input: Input) -> Result<Self, PatternError> {
        let source = source.into();
        let hir = regex_syntax::parse(&source).map_err(|error| syntax(&error))?;
        let compiled = if weight(&hir) > HEAVY { Some(compile(&source).map_err(|_| PatternError::TooBig)?) } else { None };
        if length(&hir) > LONGEST {
            return Err(PatternError::TooLong);
        }
        let mut names = Vec::new();
        collect_names(&hir, &mut names);
        Ok(Self { input, names, regex: regexes::Pattern::of_unicode(source, compiled), literals: OnceLock::new() })
    }

    /// As the rule file has it.
    pub fn source(&self) -> &str {
        self.regex.source()
    }

    /// Whether it matches one line or one message.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// What it takes of one line or one message.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        self.regex.captures(text)
    }

    /// Of these literals at least one stands in whatever the regex matches. Each has three bytes or more; empty only for
    /// patterns that no prefilter sees: those of windows, scopes and annotations.
    pub fn literals(&self) -> &[Vec<u8>] {
        self.literals.get_or_init(|| required_literals(self.source())).as_deref().unwrap_or_default()
    }

    /// The named groups, in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(SIZE_LIMIT).build()
}

fn syntax(error: &regex_syntax::Error) -> PatternError {
    let (reason, at) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span().start.offset),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span().start.offset),
        _ => ("unknown mistake".to_owned(), 0),
    };
    PatternError::Syntax { reason, at }
}

/// A generous guess of the states of the compiled pattern.
fn weight(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() * 4,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Capture(capture) => weight(&capture.sub).saturating_add(2),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(repetition.min).max(1);
            weight(&repetition.sub).saturating_add(1).saturating_mul(times as usize)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(weight).fold(1, usize::saturating_add),
    }
}

/// The characters of a pattern whose repetitions are written out.
fn length(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(_) => 1,
        HirKind::Capture(capture) => length(&capture.sub),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            length(&repetition.sub).saturating_mul(times as usize)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(length).fold(0, usize::saturating_add),
    }
}

fn collect_names(hir: &Hir, names: &mut Vec<String>) {
    if let HirKind::Capture(capture) = hir.kind() {
        names.extend(capture.name.as_deref().map(str::to_owned));
    }
    for sub in hir.kind().subs() {
        collect_names(sub, names);
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, Pattern, PatternError};

    #[test]
    fn a_pattern_compiles_on_first_use_and_knows_its_names() {
        let pattern = Pattern::new(r"statfs (?<source>[^:]+): (?:(?<errno>\d+) )?no such", Input::Log).unwrap();
        assert!(!pattern.regex.is_made());
        assert_eq!(pattern.names(), ["source", "errno"]);
        assert_eq!(&pattern.captures("statfs /a: no such file").unwrap()["source"], "/a");
        assert_eq!(pattern.literals(), [b"statfs ".to_vec()]);
    }

    #[test]
    fn what_does_not_parse_is_refused_with_its_place() {
        for (source, place) in [("abc(", 3), (r"abc\q", 3), ("(?<a>x)(?<a>y)", 10), ("a(?=b)", 1), (r"(a)\1", 3)] {
            let PatternError::Syntax { at, .. } = Pattern::new(source, Input::Log).unwrap_err() else { panic!("{source}") };
            assert_eq!(at, place, "{source}");
        }
    }

    #[test]
    fn a_heavy_pattern_is_compiled_at_once_or_refused() {
        assert!(Pattern::new(r"abc\w{10}", Input::Log).unwrap().regex.is_made());
        assert!(matches!(Pattern::new(r"abc\w{900}\d{900}", Input::Log), Err(PatternError::TooBig)));
        assert!(matches!(Pattern::new(r"abc(?:[a-z]{999}){999}", Input::Log), Err(PatternError::TooBig)));
    }

    #[test]
    fn a_pattern_that_stands_for_too_much_is_refused() {
        for source in [r"abc.{1000}", r"abc(?:x?[a-z]{10}){100}", r"abc(?:(?:a{10}){10}){10,}"] {
            assert!(matches!(Pattern::new(source, Input::Log), Err(PatternError::TooLong)), "{source}");
        }
    }

    #[test]
    fn just_below_heavy_still_compiles() {
        for source in [r"abc\w\w\w\w\w\w", "abc(?:[a-z]{99}){10}", r"abc.{900}"] {
            assert!(Pattern::new(source, Input::Log).unwrap().regex.regex().is_some());
        }
    }
}
