//! A validated rule: what a rule file says once every part of it has been checked.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{CaptureType, Captures, Example, Pattern, Runbook, When};
use crate::model::{Actor, Confidence, Severity};
use crate::regexes::Groups;

/// A rule. One of the built-in catalog is read when it is first looked at: most logs look at few.
pub struct Rule(LazyLock<RuleText, Box<dyn FnOnce() -> RuleText + Send + Sync>>);

impl Rule {
    /// A rule that will be read.
    pub(super) fn later(read: impl FnOnce() -> RuleText + Send + Sync + 'static) -> Self {
        Self(LazyLock::new(Box::new(read)))
    }

    /// To change what a file said, as a repository's configuration may.
    pub(super) fn text_mut(&mut self) -> &mut RuleText {
        LazyLock::force_mut(&mut self.0)
    }

    /// `category/id`, as reports name it.
    pub fn path(&self) -> String {
        format!("{}/{}", self.category, self.id)
    }
}

/// The copy is read: only where a repository's configuration changes some.
impl Clone for Rule {
    fn clone(&self) -> Self {
        Self::from(RuleText::clone(self))
    }
}

impl From<RuleText> for Rule {
    fn from(text: RuleText) -> Self {
        let rule = Self::later(|| text);
        LazyLock::force(&rule.0);
        rule
    }
}

impl Deref for Rule {
    type Target = RuleText;

    fn deref(&self) -> &RuleText {
        &self.0
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        LazyLock::get(&self.0).fmt(f)
    }
}

/// What a rule's file says. Built only by the validator, so every regex compiles, every name resolves and every section is there.
#[derive(Clone, Debug)]
pub struct RuleText {
    /// Kebab-case; the file's name; names the problem, never the remedy.
    pub id: String,
    /// The directory the file lies in, e.g. `container`.
    pub category: String,
    /// The path it was read from, for messages.
    pub file: String,
    /// A sentence without a full stop.
    pub title: String,
    /// What a match means.
    pub kind: Kind,
    /// How far it is trusted.
    pub status: Status,
    /// How bad.
    pub severity: Severity,
    /// How sure, when nothing speaks against it.
    pub confidence: Confidence,
    /// Who must act.
    pub actor: Actor,
    /// Any of these makes a match.
    pub patterns: Vec<Pattern>,
    /// All of these must be found around a match.
    pub require: Vec<Window>,
    /// None of these may be found around a match.
    pub unless: Vec<Window>,
    /// Where a match counts.
    pub scope: Scope,
    /// The declared captures and their types.
    pub captures: BTreeMap<String, CaptureType>,
    /// The captures that make two matches one cause.
    pub group_by: Vec<String>,
    /// Ids of rules whose findings are symptoms of this one.
    pub supersedes: Vec<String>,
    /// Which of several matches in a step counts.
    pub pick: Pick,
    /// The first whose conditions hold replaces parts of the rule.
    pub variants: Vec<Variant>,
    /// Authoritative pages.
    pub references: Vec<String>,
    /// Earlier ids.
    pub aliases: Vec<String>,
    /// The prose.
    pub runbook: Runbook,
    /// The proof.
    pub examples: Vec<Example>,
}

impl RuleText {
    /// A rule of which only the name is known.
    pub(super) fn nothing(id: &str, category: &str) -> Self {
        Self {
            id: id.to_owned(),
            category: category.to_owned(),
            file: String::new(),
            title: String::new(),
            kind: Kind::Cause,
            status: Status::Deprecated,
            severity: Severity::Notice,
            confidence: Confidence::Low,
            actor: Actor::Nobody,
            patterns: Vec::new(),
            require: Vec::new(),
            unless: Vec::new(),
            scope: Scope::default(),
            captures: BTreeMap::new(),
            group_by: Vec::new(),
            supersedes: Vec::new(),
            pick: Pick::Last,
            variants: Vec::new(),
            references: Vec::new(),
            aliases: Vec::new(),
            runbook: Runbook::default(),
            examples: Vec::new(),
        }
    }

    /// What one of this rule's patterns captured, with the declared types; groups that took no part are left out.
    pub fn capture(&self, found: &Groups<'_>) -> Captures {
        let mut captures = Captures::new();
        for (name, kind) in &self.captures {
            if let Some(value) = found.name(name) {
                captures.insert(name, *kind, value.as_str());
            }
        }
        captures
    }
}

/// What a match means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It may be why the job failed.
    #[default]
    Cause,
    /// It goes with a cause and never wins over one.
    Secondary,
    /// It only says where to look: never a cause.
    Wrapper,
}

impl Kind {
    /// The word in rule files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Secondary => "secondary",
            Self::Wrapper => "wrapper",
        }
    }
}

/// How far a rule is trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Never wins over an extractor.
    #[default]
    Experimental,
    /// Attested by independent sources.
    Stable,
    /// Kept so that old reports resolve; does not match.
    Deprecated,
}

impl Status {
    /// The word in rule files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Experimental => "experimental",
            Self::Stable => "stable",
            Self::Deprecated => "deprecated",
        }
    }
}

/// Which of several matches in one step counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pick {
    /// The first.
    First,
    /// The last.
    #[default]
    Last,
}

/// Something that must, or must not, stand near a match.
#[derive(Clone, Debug)]
pub struct Window {
    /// What to look for.
    pub pattern: Pattern,
    /// How many lines away at most; none: no limit within the place.
    pub within: Option<u32>,
    /// Where to look.
    pub place: Place,
}

/// Where a window lies, seen from the match. Before and after stay within the step; none of them reads echoed scripts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Lines above.
    Before,
    /// Lines below.
    After,
    /// Anywhere in the step.
    #[default]
    Step,
    /// Anywhere in the job.
    Job,
}

/// Where a match counts. Empty lists and none mean "anywhere" — anywhere that ran to a failure.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The step's conclusion, in GitHub's words; empty: steps that failed, or all where no step is known to have.
    pub conclusion: Vec<String>,
    /// The job's name.
    pub job: Option<Pattern>,
    /// The step's name.
    pub step: Option<Pattern>,
    /// `Linux`, `Windows`, `macOS`.
    pub runner_os: Vec<String>,
    /// Only lines that carry this marker: `error`, `warning`, `notice`.
    pub marker: Option<String>,
}

impl Scope {
    /// Whether it takes in steps that passed while others failed.
    pub(crate) fn reads_passed_steps(&self) -> bool {
        self.conclusion.iter().any(|word| word == "success" || word == "skipped")
    }
}

/// The same text under other circumstances.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Kebab-case, and the heading under `## Variants`.
    pub id: String,
    /// Replaces the rule's title.
    pub title: Option<String>,
    /// All of these must hold.
    pub when: When,
    /// Replaces the sections it has.
    pub runbook: Runbook,
}
