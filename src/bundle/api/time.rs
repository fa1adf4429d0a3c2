//! Times and words that may be absent, null or empty.

use chrono::{DateTime, Utc};

/// A time as GitHub writes it, `2026-02-01T15:34:12Z`; none if it cannot be read, since no report fails for want of a time.
pub(super) fn time(text: Option<String>) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(&text?).ok().map(|time| time.to_utc())
}

/// None for `""`, which GitHub sends where it means nothing (a run's `name`).
pub(super) fn word(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
