//! The report itself, as published.

use crate::report::Report;

/// The report as JSON, indented, with a newline at its end. Its schema is `docs/report.schema.json`.
pub fn json(report: &Report) -> String {
    // Only a map with keys that are no strings could fail; the report has none.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
