//! What a commit shows that bears on a cause. A message is a claim, a diff is a fact; neither is proof.

use super::claim;
use super::condition;
use super::quote::{Quote, quoted};
use super::status::Symptoms;
use crate::model::Commit;

/// A signal that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// The message holds the URL of a job that the cause broke.
    CitesJob,
    /// The message holds the cause's fingerprint.
    CitesFingerprint,
    /// The message names an issue that the rule of the cause links.
    CitesIssue,
    /// The message holds the run's id or URL; alone it only shortlists.
    CitesRun,
    /// The message quotes the line with every capture it holds.
    QuotesLine,
    /// The message quotes the line without its captures.
    QuotesShape,
    /// The message quotes a few words of the line.
    QuotesWords,
    /// The diff sets the variable under which the missing thing is made.
    ChangesCondition,
    /// The diff touches a file, or a directory, that the evidence names.
    TouchesPath,
    /// The subject names the job.
    NamesJob,
    /// A trailer declares it as the fix of this run, `Fixes-CI: <its address>`, or `.github/triage.yml` as that of this cause.
    Declared,
    /// All that it adds where the evidence points stands under the condition that did not hold.
    NotReached,
    /// All that it changes where the evidence points runs once the failure has happened.
    TooLate,
    /// It lies between the last run with the cause and the first without.
    LiesBetween,
}

impl Signal {
    /// As reports print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CitesJob => "cites this job's URL",
            Self::CitesFingerprint => "cites this cause's fingerprint",
            Self::CitesIssue => "names an issue that the rule links",
            Self::CitesRun => "cites the run",
            Self::QuotesLine => "quotes the line",
            Self::QuotesShape => "quotes the line without its captures",
            Self::QuotesWords => "quotes words of the line",
            Self::ChangesCondition => "changes the condition",
            Self::TouchesPath => "touches a path of the evidence",
            Self::NamesJob => "names the job in its subject",
            Self::Declared => "declares itself the fix",
            Self::NotReached => "what it adds runs only under the condition that did not hold",
            Self::TooLate => "what it changes runs only after the failure",
            Self::LiesBetween => "lies between the last run with the cause and the first without",
        }
    }
}

/// The signals that a commit fires for a cause, strongest kind first.
pub fn signals(commit: &Commit, cause: &Symptoms<'_>) -> Vec<Signal> {
    let mut fired = Vec::new();
    let run = cause.run_id.map(|id| id.to_string());
    if let Some(run) = &run {
        let cites = |job: &u64| contains_number(&commit.message, &format!("runs/{run}/job/{job}"));
        fired.extend(cause.job_ids.iter().any(cites).then_some(Signal::CitesJob));
        fired.extend(contains_number(&commit.message, run).then_some(Signal::CitesRun));
    }
    fired.extend(cause.fingerprint.is_some_and(|own| own.len() >= 8 && commit.message.contains(own)).then_some(Signal::CitesFingerprint));
    fired.extend(cause.issues.iter().any(|issue| names_issue(&commit.message, issue)).then_some(Signal::CitesIssue));
    fired.extend(quoted(cause.line, &cause.captures, &commit.message).map(|quote| match quote {
        Quote::Whole => Signal::QuotesLine,
        Quote::Shape => Signal::QuotesShape,
        Quote::Words => Signal::QuotesWords,
    }));
    let files = commit.files.as_deref().unwrap_or_default();
    fired.extend(cause.condition.is_some_and(|condition| condition::sets(files, condition)).then_some(Signal::ChangesCondition));
    fired.extend(files.iter().any(|file| named(&file.path, cause)).then_some(Signal::TouchesPath));
    let listed = cause.declared.iter().any(|named| named.is(commit));
    fired.extend((listed || declares(&commit.message, cause)).then_some(Signal::Declared));
    fired.extend(claim::not_reached(commit, cause, |path| named(path, cause)).then_some(Signal::NotReached));
    fired.extend(claim::too_late(commit, |path| named(path, cause)).then_some(Signal::TooLate));
    let subject = commit.subject().to_lowercase();
    fired.extend(cause.names.iter().any(|name| subject.contains(&name.to_lowercase())).then_some(Signal::NamesJob));
    fired.sort_unstable();
    fired
}

/// Whether a text names an issue by one of its names: `#7`, `o/r#7`, or its address.
fn names_issue(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !part(text[at + name.len()..].chars().next()) && !part(text[..at].chars().next_back())
    })
}

/// Whether a trailer names the run, and no other job of it than one that the cause broke.
fn declares(message: &str, cause: &Symptoms<'_>) -> bool {
    const TRAILER: &str = "fixes-ci:";
    let Some(run) = cause.run_id.map(|id| id.to_string()) else { return false };
    message.lines().any(|line| {
        let line = line.trim();
        let of_run = line.get(..TRAILER.len()).is_some_and(|start| start.eq_ignore_ascii_case(TRAILER)) && contains_number(line, &run);
        let own = |job: &u64| contains_number(line, &format!("/job/{job}"));
        of_run && (!line.contains("/job/") || cause.job_ids.iter().any(own))
    })
}

/// Whether the evidence names a file, or the directory it lies in.
fn named(path: &str, cause: &Symptoms<'_>) -> bool {
    /// Shorter names (`go.mod`, `x.py`) stand in too many lines.
    const LEAST: usize = 8;
    let Some((directory, file)) = path.rsplit_once('/') else { return false };
    let deep = directory.contains('/');
    std::iter::once(cause.line)
        .chain(cause.captures.iter().copied())
        .any(|text| deep && text.contains(directory) || file.len() >= LEAST && text.contains(file))
}

/// Whether a text holds something that ends in a number, and not a longer number.
fn contains_number(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, _)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(text[at + wanted.len()..].chars().next()) && !digit(text[..at].chars().next_back())
    })
}

#[cfg(test)]
mod tests {
    use super::{contains_number, names_issue};

    #[test]
    fn numbers_end_where_they_end() {
        assert!(contains_number("see runs/12/job/34.", "runs/12/job/34"));
        assert!(!contains_number("see runs/12/job/345", "runs/12/job/34"));
        assert!(!contains_number("112", "12"));
        assert!(names_issue("closes #7, and more", "#7") && names_issue("#7", "#7"));
        assert!(!names_issue("closes #71", "#7") && !names_issue("x/y#7", "#7"));
    }
}
