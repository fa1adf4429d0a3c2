//! Front matter as it is written: the only user of the YAML crate. Nothing here is checked beyond its shape.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeOwned, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use serde_saphyr::{Error, Location, Spanned};

use super::diagnostic::{Diagnostic, Source};
use super::similar::suggest;

/// A value and the bytes of the file it stands on.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for At<T> {}

impl<T: Ord> PartialOrd for At<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for At<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        Ok(Self { value: spanned.value, span: bytes(spanned.referenced).unwrap_or_default() })
    }
}

fn bytes(location: Location) -> Option<Range<usize>> {
    let start = usize::try_from(location.span().byte_offset()?).ok()?;
    Some(start..start + usize::try_from(location.span().byte_len()?).ok()?)
}

/// The keys of the front matter. All optional, so that what is missing is said together with what is wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Front {
    pub(super) id: Option<At<String>>,
    pub(super) title: Option<At<String>>,
    pub(super) category: Option<At<String>>,
    pub(super) kind: Option<At<String>>,
    pub(super) status: Option<At<String>>,
    pub(super) severity: Option<At<String>>,
    pub(super) confidence: Option<At<String>>,
    pub(super) actor: Option<At<String>>,
    #[serde(rename = "match", default)]
    pub(super) patterns: Vec<At<Match>>,
    #[serde(default)]
    pub(super) require: Vec<At<RawWindow>>,
    #[serde(default)]
    pub(super) unless: Vec<At<RawWindow>>,
    pub(super) scope: Option<RawScope>,
    #[serde(default)]
    pub(super) captures: BTreeMap<At<String>, At<String>>,
    #[serde(default)]
    pub(super) group_by: Vec<At<String>>,
    #[serde(default)]
    pub(super) supersedes: Vec<At<String>>,
    pub(super) pick: Option<At<String>>,
    #[serde(default)]
    pub(super) variants: Vec<At<RawVariant>>,
    #[serde(default)]
    pub(super) references: Vec<At<String>>,
    #[serde(default)]
    pub(super) aliases: Vec<At<String>>,
}

/// An entry of `match`: a regex, or a regex and where it is read.
#[derive(Debug)]
pub(super) struct Match {
    pub(super) input: Option<At<String>>,
    /// None only where the mapping form forgot it, or where the plain form has no span of its own.
    pub(super) pattern: Option<At<String>>,
    /// The plain form.
    pub(super) plain: Option<String>,
}

impl<'de> Deserialize<'de> for Match {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MatchVisitor)
    }
}

struct MatchVisitor;

impl<'de> Visitor<'de> for MatchVisitor {
    type Value = Match;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a regex in single quotes, or { in: annotation, pattern: … }")
    }

    fn visit_str<E>(self, value: &str) -> Result<Match, E> {
        Ok(Match { input: None, pattern: None, plain: Some(value.to_owned()) })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Match, A::Error> {
        let form = MatchForm::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Match { input: form.input, pattern: form.pattern, plain: None })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MatchForm {
    #[serde(rename = "in")]
    input: Option<At<String>>,
    pattern: Option<At<String>>,
}

/// An entry of `require` or `unless`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWindow {
    pub(super) pattern: Option<At<String>>,
    pub(super) within: Option<u32>,
    #[serde(rename = "where")]
    pub(super) place: Option<At<String>>,
}

/// `scope`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawScope {
    #[serde(default)]
    pub(super) conclusion: Vec<At<String>>,
    pub(super) job: Option<At<String>>,
    pub(super) step: Option<At<String>>,
    #[serde(default)]
    pub(super) runner_os: Vec<At<String>>,
    pub(super) marker: Option<At<String>>,
}

/// An entry of `variants`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawVariant {
    pub(super) id: Option<At<String>>,
    pub(super) title: Option<At<String>>,
    pub(super) when: Option<At<RawWhen>>,
}

/// `when`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawWhen {
    pub(super) guarded_by_env: Option<Guarded>,
    pub(super) steps: Option<At<String>>,
    #[serde(default)]
    pub(super) event: Words,
    pub(super) branch: Option<At<String>>,
    pub(super) fork: Option<bool>,
    pub(super) attempt: Option<u32>,
    pub(super) runner: Option<At<String>>,
    pub(super) permissions: Option<At<RawPermissions>>,
    pub(super) needs: Option<At<String>>,
    pub(super) later_step: Option<At<String>>,
    #[serde(default)]
    pub(super) env: BTreeMap<String, At<String>>,
}

/// The `run` block of an example: what is known of the run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRun {
    pub(super) steps: Option<At<String>>,
    pub(super) event: Option<String>,
    pub(super) branch: Option<String>,
    pub(super) fork: Option<bool>,
    pub(super) attempt: Option<u32>,
    pub(super) runner: Option<At<String>>,
    pub(super) permissions: Option<At<RawPermissions>>,
    pub(super) needs: Option<At<String>>,
}

/// One word, or a list of them.
#[derive(Debug, Default)]
pub(super) struct Words(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word or a list of words")
    }

    fn visit_str<E>(self, value: &str) -> Result<Words, E> {
        Ok(Words(vec![value.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element()? {
            words.push(word);
        }
        Ok(Words(words))
    }
}

/// `permissions`: a word, or scopes and levels.
#[derive(Debug)]
pub(super) enum RawPermissions {
    Word(String),
    Scopes(BTreeMap<String, At<String>>),
}

impl<'de> Deserialize<'de> for RawPermissions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PermissionsVisitor)
    }
}

struct PermissionsVisitor;

impl<'de> Visitor<'de> for PermissionsVisitor {
    type Value = RawPermissions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`absent`, or a map of scopes and levels")
    }

    fn visit_str<E>(self, value: &str) -> Result<RawPermissions, E> {
        Ok(RawPermissions::Word(value.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawPermissions, A::Error> {
        BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(RawPermissions::Scopes)
    }
}

/// `guarded-by-env`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guarded {
    pub(super) of: Option<At<String>>,
}

/// Reads YAML that ends at `span.end` of the file; spans in the result are the file's.
///
/// What stands before `span.start` is blanked, not cut, so that the YAML crate counts the file's lines.
pub(super) fn read<T: DeserializeOwned>(source: &Source, span: &Range<usize>) -> Result<T, Diagnostic> {
    let mut yaml: String = source.text[..span.start].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    yaml.push_str(&source.text[span.clone()]);
    serde_saphyr::from_str(&yaml).map_err(|error| explain(source, error.without_snippet()))
}

fn explain(source: &Source, error: &Error) -> Diagnostic {
    let place = error.location().unwrap_or(Location::UNKNOWN);
    let span = bytes(place).unwrap_or_else(|| {
        let (line, column) = (usize::try_from(place.line()), usize::try_from(place.column()));
        let at = source.offset(line.unwrap_or(1), column.unwrap_or(1));
        at..at + 1
    });
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            source.problem(span, format!("unknown key `{field}`")).maybe_help(suggest(field, expected.iter().copied()))
        }
        Error::Unexpected { expected, .. } => source.problem(span, expectation(expected)),
        _ => source.problem(span, plain(error)),
    }
}

/// The YAML crate's names for shapes, in the words of those who write YAML.
fn expectation(expected: &str) -> String {
    match expected {
        "sequence start" => "expected a list".to_owned(),
        "mapping start" => "expected a map".to_owned(),
        "string scalar" => "expected a single value".to_owned(),
        _ => format!("expected {expected}"),
    }
}

/// The YAML crate's message without its own idea of the place, which we print in ours, and without its advice to programmers.
fn plain(error: &Error) -> String {
    let mut message = error.to_string();
    for tail in [" at line ", ", set DuplicateKeyPolicy", "; use Option<"] {
        if let Some(at) = message.rfind(tail) {
            message.truncate(at);
        }
    }
    message
}
