//! What a check run says beside its log.

/// An annotation of a job's check run. Some causes stand nowhere else: a lost runner, a bill that was not paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// `failure`, `warning` or `notice`.
    pub level: Option<String>,
    /// Raw text.
    pub title: Option<String>,
    /// Raw text, of several lines at times.
    pub message: String,
    /// The file it is about. Without one GitHub writes `.github`, and `line` is then a line of the log, not of a file.
    pub path: Option<String>,
    /// Counts from 1.
    pub line: Option<u32>,
}
