//! What lies between a report's run and a later one.

use chrono::{DateTime, Utc};

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

    /// Whether the later run is known to have a commit, itself or, where the branch was rewritten, as the twin of that subject.
    pub(super) fn holds(&self, sha: &str, subject: &str) -> bool {
        let twin = |commit: &Commit| self.rewritten && !subject.is_empty() && commit.subject() == subject;
        self.head.as_deref() == Some(sha) || self.commits.iter().flatten().any(|commit| commit.sha == sha || twin(commit))
    }
}

/// When the run of a report began.
pub(super) fn began(report: &Report) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(report.run.created_at.as_deref()?).ok()?;
    Some(time.to_utc())
}
