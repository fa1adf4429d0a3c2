//! `.github/triage.yml`: what a repository says of its jobs. Read from the default branch, never from a pull request's head.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::bundle::yaml;

/// The configuration of a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// What people call a job, by its name: `E2E (datastorage)` → `DataStorage`.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("read {path}: {why}")]
pub struct ConfigError {
    path: String,
    why: String,
}

impl Config {
    /// Reads a configuration; `path` is for messages.
    pub fn parse(path: &str, text: &str) -> Result<Self, ConfigError> {
        yaml::parse(text).map_err(|error| ConfigError { path: path.to_owned(), why: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn labels_and_mistakes() {
        let config = Config::parse("x", "labels:\n  \"E2E (a)\": Alpha\n").expect("a configuration");
        assert_eq!(config.labels.get("E2E (a)").map(String::as_str), Some("Alpha"));
        let error = Config::parse(".github/triage.yml", "labls: {}\n").expect_err("an unknown key").to_string();
        assert!(error.starts_with("read .github/triage.yml: ") && error.contains("labls"), "{error}");
    }
}
