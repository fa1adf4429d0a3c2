//! YAML, for rule files, configuration and workflows: the one place that knows which crate reads it.

use serde::de::DeserializeOwned;

/// Reads a document.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, serde_saphyr::Error> {
    serde_saphyr::from_str(text)
}
