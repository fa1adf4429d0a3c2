//! What a log leaves open, where nothing but the log tells that its job failed.

/// Why a finding is less sure than what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Steps ran behind its step that run only while the job is well.
    WentOn,
    /// The log ends before its step does.
    CutOff,
    /// The log shows no end, and much output follows.
    NoEnd,
}

impl Doubt {
    /// The reason, as a clause.
    pub fn why(self) -> &'static str {
        match self {
            Self::WentOn => "steps ran after it that run only while all is well: the job may have let it pass",
            Self::CutOff => "the log ends before the step does, and shows no exit",
            Self::NoEnd => "much output follows it, and the log shows no exit",
        }
    }
}
