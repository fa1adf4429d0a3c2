//! The status of a cause, from the commits that may fix it.

use chrono::{DateTime, Utc};

use super::credit::credit;
use super::signal::{Signal, signals};
use crate::model::Commit;

/// A cause as commits are compared with it.
#[derive(Clone, Debug)]
pub struct Symptoms<'a> {
    /// The run.
    pub run_id: Option<u64>,
    /// When it began.
    pub began: Option<DateTime<Utc>>,
    /// The jobs that it broke.
    pub job_ids: Vec<u64>,
    /// What people call those jobs: labels, and what stands in the parentheses of a matrix job's name.
    pub names: Vec<String>,
    /// The line of evidence.
    pub line: &'a str,
    /// The values captured from it.
    pub captures: Vec<&'a str>,
    /// The environment variable under which the missing thing is made.
    pub condition: Option<Condition<'a>>,
}

/// A test of an environment variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition<'a> {
    /// The variable.
    pub variable: &'a str,
    /// The value it must have, where the test compares.
    pub value: Option<&'a str>,
}

/// A commit and its part in a fix.
#[derive(Clone, Debug, PartialEq)]
pub struct Credit {
    /// The commit, as an index into those given.
    pub commit: usize,
    /// 0 to 1.
    pub credit: f64,
    /// What it rests on.
    pub signals: Vec<Signal>,
    /// What the commit by itself makes of the cause.
    pub status: Status,
}

/// What commits after the head say about a cause. `verified` and `not-fixed` need later runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// A commit cites the job, or quotes the line with its captures, and is likely enough.
    Fixed,
    /// Only the condition was changed, or the line is quoted without its captures.
    ShouldBeFixed,
    /// Nothing found.
    NeedsFix,
    /// Could not look.
    Unknown,
}

/// Who may have fixed a cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The status.
    pub status: Status,
    /// The commits with a part in it, the best first.
    pub commits: Vec<Credit>,
}

impl Attribution {
    /// Nothing was found.
    pub fn none() -> Self {
        Self { status: Status::NeedsFix, commits: Vec::new() }
    }
}

/// A commit is likely from this credit on.
const LIKELY: f64 = 0.5;

/// Weighs commits for a cause; none: they could not be had.
pub fn attribute(cause: &Symptoms<'_>, commits: Option<&[Commit]>) -> Attribution {
    let Some(commits) = commits else { return Attribution { status: Status::Unknown, commits: Vec::new() } };
    let mut credits: Vec<Credit> = commits.iter().enumerate().filter_map(|(index, commit)| weigh(index, commit, cause)).collect();
    credits.sort_by(|a, b| a.status.cmp(&b.status).then(b.credit.total_cmp(&a.credit)).then(a.commit.cmp(&b.commit)));
    Attribution { status: credits.first().map_or(Status::NeedsFix, |best| best.status), commits: credits }
}

fn weigh(index: usize, commit: &Commit, cause: &Symptoms<'_>) -> Option<Credit> {
    let signals = signals(commit, cause);
    let fired = |signal: Signal| signals.contains(&signal);
    let credit = credit(&signals, cause.began, commit.authored_at);
    let status = if (fired(Signal::CitesJob) || fired(Signal::QuotesLine)) && credit >= LIKELY {
        Status::Fixed
    } else if fired(Signal::QuotesShape) || fired(Signal::ChangesCondition) || fired(Signal::CitesJob) {
        Status::ShouldBeFixed
    } else {
        return None;
    };
    Some(Credit { commit: index, credit, signals, status })
}

#[cfg(test)]
mod tests {
    use super::{Condition, Status, Symptoms, attribute};
    use crate::model::{ChangedFile, Commit};

    fn commit(message: &str, patch: &str) -> Commit {
        let files = vec![ChangedFile { path: "ci.yml".to_owned(), patch: Some(patch.to_owned()) }];
        Commit { sha: "0".repeat(40), message: message.to_owned(), authored_at: None, url: None, files: Some(files) }
    }

    #[test]
    fn claims_and_conditions() {
        let cause = Symptoms {
            run_id: Some(7),
            began: None,
            job_ids: vec![70],
            names: vec!["shop".to_owned()],
            line: "Error: statfs /w/test/shop/cover: no such file or directory",
            captures: vec!["/w/test/shop/cover"],
            condition: Some(Condition { variable: "COVER", value: Some("true") }),
        };
        let status = |commits: &[Commit]| attribute(&cause, Some(commits)).status;
        assert_eq!(status(&[commit("Error: statfs /w/test/shop/cover: no such file or directory", "")]), Status::Fixed);
        assert_eq!(status(&[commit("statfs: no such file or directory", "")]), Status::ShouldBeFixed);
        assert_eq!(status(&[commit("turn it on", "+  COVER: true")]), Status::ShouldBeFixed);
        assert_eq!(status(&[commit("shop: see runs/7", "")]), Status::NeedsFix);
        assert_eq!(status(&[]), Status::NeedsFix);
        assert_eq!(attribute(&cause, None).status, Status::Unknown);
        let both = attribute(
            &cause,
            Some(&[commit("on", "+  COVER: true"), commit("Error: statfs /w/test/shop/cover: no such file or directory", "")]),
        );
        assert_eq!(both.commits.iter().map(|credit| credit.commit).collect::<Vec<_>>(), [1, 0]);
    }
}
