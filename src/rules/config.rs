//! `.github/triage.yml`: what a repository says of its jobs and of the rules. Read from the default branch, never from a pull request's head.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Catalog;
use super::diagnostic::{Diagnostic, Source};
use super::front::{self, At};
use super::similar::suggest;
use super::word::NotAWord;
use crate::model::Severity;

/// The configuration of a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// What people call a job, by its name: `E2E (datastorage)` → `DataStorage`.
    pub labels: BTreeMap<String, String>,
    /// Rules that shall not match here, by id.
    pub disable: Vec<String>,
    /// How bad a rule's finding is here, by the rule's id.
    pub severity: BTreeMap<String, Severity>,
    /// Whether pull requests get a comment; none: not said.
    pub comment: Option<bool>,
    /// The label that keeps comments away from a pull request; none: not said.
    pub silent_label: Option<String>,
    /// Where a wrong diagnosis is reported: `owner/name` of a repository.
    pub feedback: Option<String>,
    /// Commits that the repository declares as the fix of a cause.
    pub fixes: Vec<DeclaredFix>,
}

/// A commit that is declared as the fix of a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredFix {
    /// The first digits of the cause's fingerprint, or the id of its rule.
    pub cause: String,
    /// Seven hex digits or more.
    pub commit: String,
    /// The first line of its message; with its date, what finds it again once it was rewritten.
    pub subject: Option<String>,
    /// When it was written, RFC 3339.
    pub date: Option<String>,
    /// What it changes, as 16 hex digits.
    pub patch_id: Option<String>,
}

/// The configuration of triage in a repository: `.github/triage.yml` of the default branch.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Configuration of triage")]
struct RawConfig {
    /// What people call a job, by its name.
    #[serde(default)]
    labels: BTreeMap<String, String>,
    /// Rules that shall not match in this repository, by id.
    #[serde(default)]
    disable: Vec<At<String>>,
    /// How bad a rule's finding is in this repository, by the rule's id.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Severity>")]
    severity: BTreeMap<At<String>, At<String>>,
    /// Whether pull requests get a comment.
    comment: Option<bool>,
    /// The label that keeps comments away from a pull request; else it is `triage-silent`.
    #[serde(rename = "silent-label")]
    silent_label: Option<String>,
    /// The repository, OWNER/NAME, in whose issues a wrong diagnosis is reported; reports then link there.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    feedback: Option<At<String>>,
    /// Commits that are declared as the fix of a cause; `triage fix add` writes them.
    #[serde(default)]
    fixes: Vec<RawFix>,
}

/// A commit that is declared as the fix of a cause.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawFix {
    /// The first digits, six or more, of the cause's fingerprint, or the id of its rule.
    cause: String,
    /// Seven hex digits of the commit, or more.
    #[schemars(with = "String")]
    commit: At<String>,
    /// The first line of its message; with its date, what finds it again once it was rewritten.
    subject: Option<String>,
    /// When it was written, RFC 3339.
    date: Option<String>,
    /// What it changes, as 16 hex digits: what finds it again once its message was rewritten, too.
    #[serde(rename = "patch-id")]
    patch_id: Option<String>,
}

/// The schema of the configuration, for editors.
pub fn config_schema() -> schemars::Schema {
    schemars::schema_for!(RawConfig)
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("read {path}: {} {}", diagnostics.len(), if diagnostics.len() == 1 { "problem" } else { "problems" })]
pub struct ConfigError {
    path: String,
    diagnostics: Vec<Diagnostic>,
}

impl ConfigError {
    /// The problems, to be shown one by one.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl Config {
    /// Reads a configuration; `path` is for messages. One without a word in it is the default.
    pub fn parse(path: &str, text: &str) -> Result<Self, ConfigError> {
        let source = Source::new(path, text);
        let failed = |diagnostics| ConfigError { path: path.to_owned(), diagnostics };
        let empty = source.text.lines().all(|line| line.trim_start().starts_with('#') || line.trim().is_empty() || line.trim() == "---");
        if empty {
            return Ok(Self::default());
        }
        let raw: RawConfig = front::read(&source, &(0..source.text.len())).map_err(|problem| failed(vec![*problem]))?;
        let mut problems = Vec::new();
        let mut severity = BTreeMap::new();
        for (id, word) in raw.severity {
            match NotAWord::read::<Severity>(&word.value) {
                Ok(level) => {
                    severity.insert(id.value, level);
                }
                Err(NotAWord { expected }) => {
                    let problem = source.problem(word.span, format!("unknown severity `{}`", word.value));
                    problems.push(problem.maybe_help(suggest(&word.value, expected.iter().copied())));
                }
            }
        }
        if let Some(named) = raw.feedback.as_ref().filter(|named| !is_repository(&named.value)) {
            problems.push(source.problem(named.span.clone(), format!("`{}` is no repository: OWNER/NAME", named.value)));
        }
        for fix in raw.fixes.iter().filter(|fix| !is_sha(&fix.commit.value)) {
            let problem = format!("`{}` is no commit: 7 to 40 hex digits", fix.commit.value);
            problems.push(source.problem(fix.commit.span.clone(), problem));
        }
        if !problems.is_empty() {
            return Err(failed(problems));
        }
        let disable = raw.disable.into_iter().map(|id| id.value).collect();
        let feedback = raw.feedback.map(|named| named.value);
        let fixes = raw.fixes.into_iter().map(|fix| DeclaredFix {
            cause: fix.cause,
            commit: fix.commit.value,
            subject: fix.subject,
            date: fix.date,
            patch_id: fix.patch_id,
        });
        Ok(Self {
            labels: raw.labels,
            disable,
            severity,
            comment: raw.comment,
            silent_label: raw.silent_label,
            feedback,
            fixes: fixes.collect(),
        })
    }

    /// The ids it names that no rule of a catalog has, and what may have been meant. They do no harm: a rule may have gone.
    pub fn unknown_rules(&self, catalog: &Catalog) -> Vec<(String, Option<String>)> {
        let named = self.disable.iter().chain(self.severity.keys());
        let unknown = named.filter(|id| catalog.get(id).is_none());
        unknown.map(|id| (id.clone(), catalog.nearest(id))).collect()
    }
}

fn is_sha(text: &str) -> bool {
    (7..=40).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a text is `owner/name`, as GitHub allows both.
fn is_repository(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.len() <= 100 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    text.split_once('/').is_some_and(|(owner, name)| part(owner) && part(name))
}

#[cfg(test)]
mod tests {
    use super::Config;
    use crate::model::Severity;
    use crate::rules::Catalog;

    #[test]
    fn what_a_repository_says() {
        let text = "# ours\nlabels:\n  \"E2E (a)\": Alpha\ndisable: [make-error, make-errr]\nseverity: { pull-denied: notice }\n";
        let config = Config::parse("x", text).unwrap();
        assert_eq!(config.labels.get("E2E (a)").map(String::as_str), Some("Alpha"));
        assert_eq!(config.severity.get("pull-denied"), Some(&Severity::Notice));
        let unknown = config.unknown_rules(&Catalog::builtin().unwrap());
        assert_eq!(unknown, [("make-errr".to_owned(), Some("make-error".to_owned()))]);
        assert_eq!(Config::parse("x", "# nothing yet\n\n").unwrap(), Config::default());
    }

    #[test]
    fn mistakes_are_shown_with_their_place() {
        let problem = |text: &str| Config::parse(".github/triage.yml", text).unwrap_err().diagnostics()[0].clone();
        let unknown = problem("labls: {}\n");
        assert_eq!(unknown.to_string(), ".github/triage.yml:1:1: unknown key `labls`");
        assert_eq!(unknown.help.as_deref(), Some("did you mean `labels`?"));
        let word = problem("labels: {}\nseverity:\n  x: eror\n");
        assert_eq!(
            (word.to_string().as_str(), word.help.as_deref()),
            (".github/triage.yml:3:6: unknown severity `eror`", Some("did you mean `error`?"))
        );
        assert_eq!(problem("feedback: o/r/x\n").to_string(), ".github/triage.yml:1:11: `o/r/x` is no repository: OWNER/NAME");
        let fix = "fixes:\n- cause: make-error\n  commit: main\n";
        assert_eq!(problem(fix).to_string(), ".github/triage.yml:3:11: `main` is no commit: 7 to 40 hex digits");
        assert_eq!(problem("disable: x\n").to_string(), ".github/triage.yml:1:10: expected a list");
    }
}
