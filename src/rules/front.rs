//! Front matter as it is written: the only user of the YAML crate. Nothing here is checked beyond its shape.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use schemars::JsonSchema;
use serde::de::{DeserializeOwned, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use serde_saphyr::{Error, Location, Spanned};

use super::diagnostic::{Diagnostic, Source};
use super::similar::suggest;
use super::{CaptureType, Input, Kind, Level, Pick, Place, RunnerKind, Status};
use crate::model::{Actor, Confidence, Severity};

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

impl<T: JsonSchema> JsonSchema for At<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }
}

fn bytes(location: Location) -> Option<Range<usize>> {
    let start = usize::try_from(location.span().byte_offset()?).ok()?;
    Some(start..start + usize::try_from(location.span().byte_len()?).ok()?)
}

/// The front matter of a rule file (docs/rule-format.md).
// All keys are optional here, so that what is missing is said together with what is wrong.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "A rule of triage", extend("required" = ["id"], "anyOf" = [{"required": ["extends"]}, {"required": ["title", "category", "severity", "confidence", "actor", "match"]}]))]
pub(super) struct Front {
    /// Kebab-case, the file's name. Names the problem, never the remedy.
    pub(super) id: Option<At<String>>,
    /// A rule that this one takes all from that it does not state itself.
    pub(super) extends: Option<At<String>>,
    /// A sentence without a full stop; the heading below the front matter repeats it.
    pub(super) title: Option<At<String>>,
    /// The directory of the file.
    pub(super) category: Option<At<String>>,
    /// What a match means.
    #[schemars(with = "Option<Kind>")]
    pub(super) kind: Option<At<String>>,
    /// How far the rule is trusted.
    #[schemars(with = "Option<Status>")]
    pub(super) status: Option<At<String>>,
    /// How bad.
    #[schemars(with = "Option<Severity>")]
    pub(super) severity: Option<At<String>>,
    /// How sure, where nothing speaks against it.
    #[schemars(with = "Option<Confidence>")]
    pub(super) confidence: Option<At<String>>,
    /// Who must act.
    #[schemars(with = "Option<Actor>")]
    pub(super) actor: Option<At<String>>,
    /// Regexes; any of them makes a match. In single quotes, a quote inside as `''`.
    #[serde(rename = "match", default)]
    #[schemars(with = "Vec<MatchShape>")]
    pub(super) patterns: Vec<At<Match>>,
    /// Windows around a match, all of which must be found.
    #[serde(default)]
    pub(super) require: Vec<At<RawWindow>>,
    /// Windows around a match, none of which may be found.
    #[serde(default)]
    pub(super) unless: Vec<At<RawWindow>>,
    /// Where a match counts.
    pub(super) scope: Option<RawScope>,
    /// Name and type of every named group.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, CaptureType>")]
    pub(super) captures: BTreeMap<At<String>, At<String>>,
    /// The captures that make two matches one cause.
    #[serde(default)]
    pub(super) group_by: Vec<At<String>>,
    /// Ids of rules whose findings are symptoms of this one.
    #[serde(default)]
    pub(super) supersedes: Vec<At<String>>,
    /// Which of several matches in a step counts.
    #[schemars(with = "Option<Pick>")]
    pub(super) pick: Option<At<String>>,
    /// The same text under other circumstances.
    #[serde(default)]
    pub(super) variants: Vec<At<RawVariant>>,
    /// Authoritative pages.
    #[serde(default)]
    #[schemars(inner(regex(pattern = "^https://")))]
    pub(super) references: Vec<At<String>>,
    /// Earlier ids of this rule.
    #[serde(default)]
    pub(super) aliases: Vec<At<String>>,
}

/// The schema of front matter, for editors.
pub fn front_matter_schema() -> schemars::Schema {
    schemars::schema_for!(Front)
}

/// The two forms of an entry of `match`.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "a shape for the schema")]
enum MatchShape {
    /// A regex, read against each cleaned line of a log.
    Plain(String),
    /// A regex, and what it is read against.
    In(MatchForm),
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

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["pattern"]))]
struct MatchForm {
    /// What the regex is read against.
    #[serde(rename = "in")]
    #[schemars(with = "Option<Input>")]
    input: Option<At<String>>,
    /// The regex.
    pattern: Option<At<String>>,
}

/// Something that must, or must not, stand near a match.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["pattern"]))]
pub(super) struct RawWindow {
    /// A regex without named groups.
    pub(super) pattern: Option<At<String>>,
    /// How many lines away at most.
    pub(super) within: Option<u32>,
    /// Where to look.
    #[serde(rename = "where")]
    #[schemars(with = "Option<Place>")]
    pub(super) place: Option<At<String>>,
}

/// Where a match counts; by default, where the job ran to a failure.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawScope {
    /// The step's conclusion.
    #[serde(default)]
    pub(super) conclusion: Vec<At<String>>,
    /// A regex on the job's name.
    pub(super) job: Option<At<String>>,
    /// A regex on the step's name.
    pub(super) step: Option<At<String>>,
    /// Linux, Windows, macOS.
    #[serde(default)]
    pub(super) runner_os: Vec<At<String>>,
    /// Only lines that carry this tag of the runner: error, warning, notice.
    pub(super) marker: Option<At<String>>,
}

/// The same text under other circumstances.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["id", "when"]))]
pub(super) struct RawVariant {
    /// Kebab-case, and the heading under `## Variants`.
    pub(super) id: Option<At<String>>,
    /// In place of the rule's.
    pub(super) title: Option<At<String>>,
    /// All of these must hold.
    pub(super) when: Option<At<RawWhen>>,
}

/// Conditions; what is not known does not hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawWhen {
    /// The repository creates the path in this capture only under a test of a variable that the step does not set.
    pub(super) guarded_by_env: Option<Guarded>,
    /// `none`: the job never started.
    pub(super) steps: Option<At<String>>,
    /// What started the run; one or several.
    #[serde(default)]
    #[schemars(with = "WordsShape")]
    pub(super) event: Words,
    /// A regex on the name of the head's branch.
    pub(super) branch: Option<At<String>>,
    /// Whether the run's head is in a fork.
    pub(super) fork: Option<bool>,
    /// At least this attempt.
    pub(super) attempt: Option<u32>,
    /// Whose machine the job ran on.
    #[schemars(with = "Option<RunnerKind>")]
    pub(super) runner: Option<At<String>>,
    /// `absent`, or the most that the job's token may do, by scope.
    #[schemars(with = "Option<PermissionsShape>")]
    pub(super) permissions: Option<At<RawPermissions>>,
    /// `failed`: a job that this one waits for failed.
    pub(super) needs: Option<At<String>>,
    /// `passed`: a step after the one of the match passed.
    pub(super) later_step: Option<At<String>>,
    /// Variables of the failing step: `unset`, `set`, or a value.
    #[serde(default)]
    pub(super) env: BTreeMap<String, At<String>>,
}

/// A word, or several.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "a shape for the schema")]
enum WordsShape {
    One(String),
    Several(Vec<String>),
}

/// A word, or levels by scope.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "a shape for the schema")]
enum PermissionsShape {
    Word(String),
    Scopes(BTreeMap<String, Level>),
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

/// A path whose creation is looked for in the repository.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Guarded {
    /// The capture that holds the path.
    pub(super) of: Option<At<String>>,
}

/// Reads YAML that ends at `span.end` of the file; spans in the result are the file's.
///
/// What stands before `span.start` is blanked, not cut, so that the YAML crate counts the file's lines.
pub(super) fn read<T: DeserializeOwned>(source: &Source, span: &Range<usize>) -> Result<T, Box<Diagnostic>> {
    let mut yaml: String = source.text[..span.start].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    yaml.push_str(&source.text[span.clone()]);
    serde_saphyr::from_str(&yaml).map_err(|error| Box::new(explain(source, error.without_snippet())))
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
