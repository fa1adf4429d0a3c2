//! The status of a cause, from the commits that may fix it.

use chrono::{DateTime, Utc};

use super::claim;
use super::credit::credit;
use super::signal::{Signal, signals};
use super::twin::NamedCommit;
use crate::model::{Commit, CommitPlace};

/// A cause as commits are compared with it.
#[derive(Clone, Debug, Default)]
pub struct Symptoms<'a> {
    /// The run.
    pub run_id: Option<u64>,
    /// When it began.
    pub began: Option<DateTime<Utc>>,
    /// The jobs that it broke.
    pub job_ids: Vec<u64>,
    /// How many jobs of the run broke by a cause of their own.
    pub broken: usize,
    /// What people call those jobs: labels, and what stands in the parentheses of a matrix job's name.
    pub names: Vec<String>,
    /// The line of evidence.
    pub line: &'a str,
    /// The values captured from it.
    pub captures: Vec<&'a str>,
    /// Whether only people with write access can have pushed the commits: not so on a fork's branch.
    pub trusted: bool,
    /// The environment variable under which the missing thing is made.
    pub condition: Option<Condition<'a>>,
    /// Its fingerprint.
    pub fingerprint: Option<&'a str>,
    /// The names of the issues that its rule links.
    pub issues: Vec<String>,
    /// The commits that the repository's configuration declares as its fix.
    pub declared: Vec<NamedCommit>,
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
    /// Where it is.
    pub place: CommitPlace,
}

/// Whether a cause is fixed. `verified`, `not-fixed` and `flaky` need later runs.
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
    /// Later runs do not have it.
    Verified,
    /// A later run has it, with the likely commit in it.
    NotFixed,
    /// It comes and goes.
    Flaky,
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
    /// Nobody could look.
    pub fn unknown() -> Self {
        Self { status: Status::Unknown, commits: Vec::new() }
    }

    /// Nothing was found.
    pub fn none() -> Self {
        Self { status: Status::NeedsFix, commits: Vec::new() }
    }
}

/// A commit is likely from this credit on.
pub(super) const LIKELY: f64 = 0.5;

/// What a claim is worth at most that nothing but its words speaks for.
pub(super) const UNBACKED: f64 = 0.49;

/// Weighs commits for a cause; none: they could not be had. What the run had already, perhaps before its branch was rewritten, is no fix of it.
pub fn attribute(cause: &Symptoms<'_>, commits: Option<&[Commit]>, had: &[Commit]) -> Attribution {
    let Some(commits) = commits else { return Attribution::unknown() };
    let undone = claim::undone(commits);
    let had: Vec<NamedCommit> = had.iter().map(NamedCommit::from).collect();
    let new = |commit: &Commit| commit.place != CommitPlace::Branch || !had.iter().any(|old| old.is(commit));
    let standing = commits.iter().enumerate().filter(|(index, commit)| !undone[*index] && new(commit));
    let mut credits: Vec<Credit> = standing.filter_map(|(index, commit)| weigh(index, commit, cause)).collect();
    credits.sort_by(|a, b| a.status.cmp(&b.status).then(b.credit.total_cmp(&a.credit)).then(a.commit.cmp(&b.commit)));
    Attribution { status: credits.first().map_or(Status::NeedsFix, |best| best.status), commits: credits }
}

fn weigh(index: usize, commit: &Commit, cause: &Symptoms<'_>) -> Option<Credit> {
    let signals = signals(commit, cause);
    let fired = |signal: Signal| signals.contains(&signal);
    if claim::only_prose(commit) && !fired(Signal::TouchesPath) {
        return None;
    }
    let mut credit = credit(&signals, cause.began, cause.broken, commit);
    // The configuration comes from the default branch.
    let trusted = match commit.place {
        CommitPlace::Branch => cause.trusted || cause.declared.iter().any(|named| named.is(commit)),
        CommitPlace::Base => true,
        CommitPlace::Pull { merged, trusted, .. } => merged || trusted,
    };
    let declared_only = fired(Signal::Declared) && !(trusted && borne_out(commit, cause, &signals));
    // What was written before the run began was in it, unless it came from elsewhere since.
    let written_before = commit.authored_at.zip(cause.began).is_some_and(|(written, began)| written < began);
    let contradicted = fired(Signal::NotReached) || fired(Signal::TooLate);
    if declared_only || written_before || contradicted {
        credit = credit.min(UNBACKED);
    }
    let elsewhere = commit.place != CommitPlace::Branch;
    // A pull request that names the run is about it; about which of its causes, more must tell.
    let about = matches!(commit.place, CommitPlace::Pull { .. })
        && fired(Signal::CitesRun)
        && (cause.broken == 1 || [Signal::NamesJob, Signal::TouchesPath, Signal::QuotesWords].into_iter().any(fired));
    let direct = [Signal::CitesJob, Signal::CitesFingerprint, Signal::QuotesLine, Signal::Declared].into_iter().any(fired);
    let by_half = [Signal::QuotesShape, Signal::ChangesCondition, Signal::CitesIssue].into_iter().any(fired);
    let indirect = by_half || direct && !fired(Signal::QuotesLine) || about || elsewhere && direct;
    let status = if contradicted {
        Status::NeedsFix
    } else if direct && credit >= LIKELY && !elsewhere {
        Status::Fixed
    } else if indirect || fired(Signal::QuotesLine) && written_before {
        Status::ShouldBeFixed
    } else {
        return None;
    };
    (!contradicted || indirect || fired(Signal::QuotesLine)).then_some(Credit {
        commit: index,
        credit,
        signals,
        status,
        place: commit.place,
    })
}

/// Whether the diff has to do with what the evidence names; where nobody told the diff, it is not known to.
fn borne_out(commit: &Commit, cause: &Symptoms<'_>, signals: &[Signal]) -> bool {
    /// Shorter words stand in too many lines.
    const LEAST: usize = 6;
    if signals.contains(&Signal::TouchesPath) || signals.contains(&Signal::ChangesCondition) {
        return true;
    }
    let named: Vec<String> = std::iter::once(cause.line)
        .chain(cause.captures.iter().copied())
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| word.len() >= LEAST && !word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect();
    let changed = |line: &str| line.starts_with('+') || line.starts_with('-');
    let patches = commit.files.iter().flatten().filter_map(|file| file.patch.as_deref());
    patches.flat_map(str::lines).filter(|line| changed(line)).any(|line| {
        let line = line.to_lowercase();
        named.iter().any(|word| line.contains(word.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::{Condition, Status, Symptoms, attribute};
    use crate::model::{ChangedFile, Commit};

    fn commit(message: &str, patch: &str) -> Commit {
        let files = vec![ChangedFile { path: "ci.yml".to_owned(), patch: Some(patch.to_owned()) }];
        Commit { sha: "0".repeat(40), message: message.to_owned(), files: Some(files), ..Commit::default() }
    }

    #[test]
    fn claims_and_conditions() {
        let cause = Symptoms {
            run_id: Some(7),
            began: None,
            job_ids: vec![70],
            broken: 1,
            names: vec!["shop".to_owned()],
            line: "Error: statfs /w/test/shop/cover: no such file or directory",
            captures: vec!["/w/test/shop/cover"],
            trusted: true,
            condition: Some(Condition { variable: "COVER", value: Some("true") }),
            ..Symptoms::default()
        };
        let status = |commits: &[Commit]| attribute(&cause, Some(commits), &[]).status;
        assert_eq!(status(&[commit("Error: statfs /w/test/shop/cover: no such file or directory", "")]), Status::Fixed);
        assert_eq!(status(&[commit("statfs: no such file or directory", "")]), Status::ShouldBeFixed);
        assert_eq!(status(&[commit("turn it on", "+  COVER: true")]), Status::ShouldBeFixed);
        assert_eq!(status(&[commit("shop: see runs/7", "")]), Status::NeedsFix);
        assert_eq!(status(&[]), Status::NeedsFix);
        assert_eq!(attribute(&cause, None, &[]).status, Status::Unknown);
        let both = attribute(
            &cause,
            Some(&[commit("on", "+  COVER: true"), commit("Error: statfs /w/test/shop/cover: no such file or directory", "")]),
            &[],
        );
        assert_eq!(both.commits.iter().map(|credit| credit.commit).collect::<Vec<_>>(), [1, 0]);
    }
}
