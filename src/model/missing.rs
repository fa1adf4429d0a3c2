//! What could not be had.

/// Something the report would have used and could not get: said, never passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What, e.g. `log of job build`.
    pub what: String,
    /// Why, e.g. `expired (410)`.
    pub why: String,
    /// What the reader can do about it.
    pub hint: Option<String>,
}
