//! A cause at the level of the run, and its fix.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ChangedSinceGreen, Evidence, Separation};
use crate::matching::UNUSUAL;
use crate::model::{Actor, Confidence, Severity};

/// Why jobs failed: one per fingerprint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// `C1`, `C2`, … in the order of the report.
    pub id: String,
    /// `category/id` of the rule that explains it.
    pub rule: Option<String>,
    /// The extractor that read it, where no rule explains it.
    pub extractor: Option<String>,
    /// The rule's variant whose conditions held.
    pub variant: Option<String>,
    /// The rule's or the extractor's category, or `unexplained`.
    pub category: String,
    /// What the rule or the extractor calls it. Raw text.
    pub title: String,
    /// The first sentence of why, for a table. Markdown.
    pub root_cause: String,
    /// All of why. Markdown.
    pub explanation: String,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// Why we believe it, one reason each. Markdown.
    pub because: Vec<String>,
    /// Who must act.
    pub actor: Actor,
    /// Whose it is.
    pub ownership: Ownership,
    /// What separates its jobs from those that passed, where chance is ruled out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separation: Option<Separation>,
    /// What changed since its job last passed, beside the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_since_green: Option<ChangedSinceGreen>,
    /// Equal across jobs, attempts, runs and operating systems for the same cause.
    pub fingerprint: String,
    /// What the rule took from the line. Raw text.
    pub captures: BTreeMap<String, String>,
    /// What an extractor read: test names, assertion, places, counts. Raw text.
    pub details: serde_json::Map<String, serde_json::Value>,
    /// The root-cause line first.
    pub evidence: Vec<Evidence>,
    /// What the repository says about it.
    pub source: Vec<SourceRef>,
    /// The jobs that it broke, by name.
    pub jobs: Vec<String>,
    /// One copyable command, or null where it would be a guess.
    pub reproduce: Option<String>,
    /// Whether it is fixed, and what to do.
    pub fix: Fix,
}

impl Cause {
    /// Whether a rule or an extractor explains it, rather than an unusual line or nothing.
    pub fn is_explained(&self) -> bool {
        self.rule.is_some() || self.extractor.as_deref().is_some_and(|extractor| extractor != UNUSUAL)
    }
}

/// Whose failure it is, and why we say so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ownership {
    /// The verdict.
    pub verdict: Verdict,
    /// Its reasons. Markdown.
    pub because: Vec<String>,
}

/// Whose failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// This change's own.
    Yours,
    /// The base branch has it too.
    Base,
    /// It comes and goes.
    Flaky,
    /// Machines or services.
    Infrastructure,
    /// Nothing to tell by.
    Unknown,
}

/// A line of the repository that bears on a cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRef {
    /// From the repository's root.
    pub path: String,
    /// Counts from 1.
    pub line: u32,
    /// The line itself. Raw text.
    pub text: String,
    /// A permalink.
    pub url: Option<String>,
    /// What it is, e.g. `guard`, `printed here`.
    pub what: String,
}

/// Whether a cause is fixed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// The answer.
    pub status: FixStatus,
    /// The likelihood that a push of the newest commit seen clears the cause, 0 to 1; null where nothing speaks for it.
    pub probability: Option<f64>,
    /// What later runs of the job show.
    pub state: FixState,
    /// The likeliest first.
    pub commits: Vec<CommitCredit>,
    /// Those that claimed it, and stand in a later run that has the cause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub did_not_hold: Vec<CommitCredit>,
    /// The later runs that tell of it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<LaterRun>,
    /// Why that status: what runs show, and whose the credit is. Markdown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// The commit of the base branch from which on it no longer has the cause, where it had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_fixed_by: Option<String>,
    /// What to change. Markdown.
    pub suggestion: Option<String>,
    /// How to find out more, a step each. Markdown.
    pub investigate: Vec<String>,
    /// How one sees that it is fixed. Markdown.
    pub verify: Option<String>,
}

/// Whether a cause is fixed: claims are weighed, and `verified` comes from later runs only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FixStatus {
    /// Gone in later runs.
    Verified,
    /// A likely commit, no later run yet.
    Fixed,
    /// Only the condition was changed, or the signals are indirect.
    ShouldBeFixed,
    /// Present in a later run that contains the likely commit.
    NotFixed,
    /// Comes and goes.
    Flaky,
    /// Nothing found.
    NeedsFix,
    /// Could not look.
    Unknown,
}

/// What later runs of the job show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FixState {
    /// Still there.
    Present,
    /// Not there any more.
    Gone,
    /// Gone, and the job now fails by something else.
    Changed,
    /// No later run was seen.
    Unknown,
}

/// A later run, and what it shows of a cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LaterRun {
    /// GitHub's id.
    pub id: u64,
    /// Counts from 1.
    pub attempt: Option<u32>,
    /// The number beside the workflow's name.
    pub number: Option<u64>,
    /// Its page.
    pub url: Option<String>,
    /// The commit that it tested.
    pub head_sha: Option<String>,
    /// What it shows.
    pub state: FixState,
}

/// A commit and how likely it is that it fixes the cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommitCredit {
    /// 40 hex digits.
    pub sha: String,
    /// The first line of its message. Raw text.
    pub subject: String,
    /// Its page.
    pub url: Option<String>,
    /// 0 to 1.
    pub credit: f64,
    /// The signals that fired, e.g. `cites this job's URL`.
    pub signals: Vec<String>,
    /// Where it is, if not on the run's branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CreditPlace>,
    /// The pull request that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull: Option<u64>,
    /// When it was written, RFC 3339: with the subject, what finds it again once its branch was rewritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authored_at: Option<String>,
    /// 16 hex digits over what it changes, where that is known whole: what finds it again once its message was rewritten, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch_id: Option<String>,
}

/// Where a commit is that is not on the run's branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CreditPlace {
    /// On the base, or on the default branch.
    Base,
    /// In a pull request that is open.
    OpenPull,
    /// In a pull request that was merged.
    MergedPull,
}
