//! The conditions of a variant: what must be known of the run, the job and the step for it to hold.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Pattern;
use super::file::Check;
use super::front::{At, RawPermissions, RawWhen};
use super::matches;

/// Conditions on what the run's data says; each that is given must hold. What is not known does not hold.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// The named capture is created only under a test of an environment variable (repository evidence).
    pub guarded_by_env: Option<String>,
    /// The job has no steps: it never started.
    pub no_steps: bool,
    /// What started the run is one of these, e.g. `merge_group`; empty: anything.
    pub event: Vec<String>,
    /// The head's branch, e.g. `^dependabot/`.
    pub branch: Option<Pattern>,
    /// Whether the run's head is in a fork.
    pub fork: Option<bool>,
    /// At least this attempt.
    pub attempt: Option<u32>,
    /// Whose machine it ran on.
    pub runner: Option<RunnerKind>,
    /// What the job's token may do.
    pub permissions: Option<Permissions>,
    /// A job that this one waits for failed.
    pub needs_failed: bool,
    /// A step after the one of the match passed, clean-up aside.
    pub later_step_passed: bool,
    /// Variables of the failing step.
    pub env: BTreeMap<String, Variable>,
}

/// Whose machine a job runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RunnerKind {
    /// GitHub's.
    GithubHosted,
    /// The user's own.
    SelfHosted,
}

/// What a job's `GITHUB_TOKEN` may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// Neither the job nor its workflow has a `permissions:` key.
    Absent,
    /// At most these levels, by scope in kebab-case, e.g. `pull-requests`.
    AtMost(BTreeMap<String, Level>),
}

/// How far a permission goes. Ordered: none, read, write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not at all.
    None,
    /// To look.
    Read,
    /// To change.
    Write,
}

impl Level {
    /// The word in workflow files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// What a variable of the step must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variable {
    /// Not there, or empty, as a secret is that the run may not read.
    Unset,
    /// There, and not empty.
    Set,
    /// This value.
    Is(String),
}

/// Reads the conditions of a variant.
pub(super) fn read(check: &mut Check<'_>, raw: &At<RawWhen>) -> When {
    let conditions = &raw.value;
    let guarded = conditions.guarded_by_env.as_ref().and_then(|guarded| {
        if guarded.of.is_none() {
            check.wrong_help(&raw.span, "`guarded-by-env` without `of`", "name the capture that holds the path");
        }
        guarded.of.as_ref()
    });
    if let Some(of) = guarded.filter(|of| !check.declared(&of.value)) {
        check.undeclared(&of.span, &of.value);
    }
    let when = When {
        guarded_by_env: guarded.map(|of| of.value.clone()),
        no_steps: only(check, "steps", conditions.steps.as_ref(), "none"),
        event: conditions.event.0.clone(),
        branch: conditions.branch.as_ref().and_then(|branch| matches::context(check, branch)),
        fork: conditions.fork,
        attempt: conditions.attempt,
        runner: check.word(conditions.runner.as_ref(), "runner"),
        permissions: conditions.permissions.as_ref().map(|raw| permissions(check, raw)),
        needs_failed: only(check, "needs", conditions.needs.as_ref(), "failed"),
        later_step_passed: only(check, "later-step", conditions.later_step.as_ref(), "passed"),
        env: conditions.env.iter().map(|(name, value)| (name.clone(), variable(&value.value))).collect(),
    };
    if when.is_empty() {
        check.wrong(&raw.span, "`when` states no condition");
    }
    when
}

/// A condition that can say one thing only: whether it says it.
pub(super) fn only(check: &mut Check<'_>, key: &str, value: Option<&At<String>>, word: &'static str) -> bool {
    if let Some(wrong) = value.filter(|value| value.value != word) {
        check.wrong_word(&wrong.span, format!("unknown condition `{key}: {}`", wrong.value), &wrong.value, [word]);
    }
    value.is_some()
}

/// `absent`, or levels by scope.
pub(super) fn permissions(check: &mut Check<'_>, raw: &At<RawPermissions>) -> Permissions {
    match &raw.value {
        RawPermissions::Word(word) => {
            if word != "absent" {
                check.wrong_help(&raw.span, format!("unknown permissions `{word}`"), "write `absent`, or a map like `{ packages: read }`");
            }
            Permissions::Absent
        }
        RawPermissions::Scopes(scopes) => {
            let mut levels = BTreeMap::new();
            for (scope, level) in scopes {
                levels.extend(check.word(Some(level), "level").map(|level| (scope.clone(), level)));
            }
            Permissions::AtMost(levels)
        }
    }
}

fn variable(value: &str) -> Variable {
    match value {
        "unset" => Variable::Unset,
        "set" => Variable::Set,
        _ => Variable::Is(value.to_owned()),
    }
}

impl RunnerKind {
    /// The word in rule files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GithubHosted => "github-hosted",
            Self::SelfHosted => "self-hosted",
        }
    }
}

impl When {
    /// The conditions in words, to be read with "and" between them.
    pub fn said(&self) -> Vec<String> {
        let mut said = Vec::new();
        let mut say = |text: String| said.push(text);
        if self.no_steps {
            say("the job never started".to_owned());
        }
        if !self.event.is_empty() {
            say(format!("{} started the run", self.event.join(" or ")));
        }
        if let Some(branch) = &self.branch {
            say(format!("the head's branch matches {}", branch.source()));
        }
        if let Some(fork) = self.fork {
            say(format!("the run's head is {}in a fork", if fork { "" } else { "not " }));
        }
        if let Some(attempt) = self.attempt {
            say(format!("it is attempt {attempt} or a later one"));
        }
        if let Some(runner) = self.runner {
            say(format!("the runner is {}", runner.as_str()));
        }
        match &self.permissions {
            Some(Permissions::Absent) => say("no permissions are stated".to_owned()),
            Some(Permissions::AtMost(levels)) => {
                for (scope, level) in levels {
                    say(format!("the token has no more than {scope}: {}", level.as_str()));
                }
            }
            None => {}
        }
        if self.needs_failed {
            say("a job that this one waits for failed".to_owned());
        }
        if self.later_step_passed {
            say("a later step passed".to_owned());
        }
        for (name, value) in &self.env {
            say(match value {
                Variable::Unset => format!("{name} is not set"),
                Variable::Set => format!("{name} is set"),
                Variable::Is(value) => format!("{name} is {value}"),
            });
        }
        if let Some(capture) = &self.guarded_by_env {
            say(format!("<{capture}> is made only under a test of a variable that the step does not set"));
        }
        said
    }

    fn is_empty(&self) -> bool {
        let Self { guarded_by_env, no_steps, event, branch, fork, attempt, runner, permissions, needs_failed, later_step_passed, env } =
            self;
        guarded_by_env.is_none()
            && branch.is_none()
            && fork.is_none()
            && attempt.is_none()
            && runner.is_none()
            && permissions.is_none()
            && event.is_empty()
            && env.is_empty()
            && !(*no_steps || *needs_failed || *later_step_passed)
    }
}
