//! What a line of evidence was read from.

/// Where an excerpt stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A log.
    #[default]
    Log,
    /// An annotation of a check run.
    Annotation,
    /// What GitHub says of the run or the job.
    Metadata,
}
