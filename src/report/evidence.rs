//! One line that something rests on, and where it stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A line with its place. `evidence[0]` of a cause is the root-cause line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What kind of thing it was read from.
    pub kind: EvidenceKind,
    /// The job's name.
    pub job: String,
    /// The step's name, where known.
    pub step: Option<String>,
    /// The API's number of the step.
    pub step_number: Option<u32>,
    /// Counts from 1 within the step, as GitHub's links do; null where the split into steps is unsure.
    pub line: Option<u32>,
    /// The file it was read from.
    pub log: Option<String>,
    /// Counts from 1 within that file, as it is on disk.
    pub log_line: Option<u32>,
    /// The line, cleaned of time stamp and colours; secrets masked. Raw text: escape it.
    pub text: String,
    /// A link that lands on the line, or on its step.
    pub url: Option<String>,
    /// The lines before it, nearest last.
    pub before: Vec<String>,
    /// The lines after it.
    pub after: Vec<String>,
}

/// What a line of evidence was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// A log.
    Log,
    /// An annotation of a check run.
    Annotation,
    /// The run's or the job's data.
    Metadata,
    /// A file of the repository.
    Source,
}
