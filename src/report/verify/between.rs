//! What lies between a report's run and a later one.

use chrono::{DateTime, Utc};

use crate::fix::NamedCommit;
use crate::model::Commit;
use crate::report::Report;

/// The commits between two runs, oldest first.
pub(super) struct Between {
    /// None where nobody knows which they are.
    pub(super) commits: Option<Vec<Commit>>,
    /// The later run's head.
    head: Option<String>,
    /// Whether the earlier run's head is no longer among the later one's commits: its branch was rewritten.
    rewritten: bool,
}

impl Between {
    pub(super) fn new(report: &Report, next: &Report, history: &[Commit]) -> Self {
        let (before, head) = (report.run.head_sha.as_deref(), next.run.head_sha.clone());
        if before.is_some() && before == head.as_deref() {
            return Self { commits: Some(Vec::new()), head, rewritten: false };
        }
        let rewritten = !history.is_empty() && !history.iter().any(|commit| Some(commit.sha.as_str()) == before);
        let began = began(report);
        // What GitHub lists may end before it comes to the head, and of a rewritten branch only times tell what is new.
        let fresh = |commit: &&Commit| !rewritten || commit.authored_at.zip(began).is_none_or(|(written, began)| written >= began);
        let newer: Vec<Commit> = history.iter().take_while(|commit| Some(commit.sha.as_str()) != before).filter(fresh).cloned().collect();
        let commits = (!history.is_empty()).then(|| newer.into_iter().rev().collect());
        Self { commits, head, rewritten }
    }

    /// Whether the later run is known to have a commit, itself or its twin. Of a report that does not know when a commit was written, the
    /// subject must do where the branch was rewritten.
    pub(super) fn holds(&self, commit: &NamedCommit) -> bool {
        let by_words = |other: &Commit| {
            self.rewritten
                && commit.authored_at.is_none()
                && commit.subject.as_deref().is_some_and(|own| !own.is_empty() && own == other.subject())
        };
        let same = |other: &Commit| commit.is(other) || by_words(other);
        self.head.as_deref() == Some(commit.sha.as_str()) || self.commits.iter().flatten().any(same)
    }
}

/// When the run of a report began.
pub(super) fn began(report: &Report) -> Option<DateTime<Utc>> {
    time(report.run.created_at.as_deref())
}

/// A time as reports have it.
pub(in crate::report) fn time(text: Option<&str>) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text?).ok().map(|time| time.to_utc())
}
