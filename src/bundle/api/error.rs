//! JSON that is not GitHub's.

use serde::de::DeserializeOwned;

/// Why an answer, or a file of a bundle, could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Not JSON, or not of the shape GitHub documents; says line and column.
    #[error("read the {what}: {error}")]
    Json {
        /// E.g. `list of jobs`.
        what: &'static str,
        /// With line and column.
        error: serde_json::Error,
    },
    /// A file whose text is not in the answer.
    #[error("read the {what}: {why}")]
    Content {
        /// E.g. `contents of a file`.
        what: &'static str,
        /// E.g. `not base64`.
        why: String,
    },
}

impl ApiError {
    /// Whether what there is may be the beginning of an answer.
    pub fn is_cut(&self) -> bool {
        matches!(self, Self::Json { error, .. } if error.is_eof())
    }

    /// The reason alone, for a sentence that already says what was read.
    pub fn why(&self) -> String {
        match self {
            Self::Json { error, .. } => error.to_string(),
            Self::Content { why, .. } => why.clone(),
        }
    }
}

/// Reads one JSON value; a BOM, which some proxies and editors add, is not part of it.
pub(super) fn read<T: DeserializeOwned>(what: &'static str, bytes: &[u8]) -> Result<T, ApiError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| ApiError::Json { what, error })
}
