//! Answers about what is written, read as tolerantly as all others.

use serde::de::DeserializeOwned;

use crate::bundle::api::ApiError;

pub(super) fn parsed<T: DeserializeOwned>(what: &'static str, bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| ApiError::Json { what, error })
}
