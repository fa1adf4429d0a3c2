//! What a job's log says of the job itself: the token's permissions, whose machine it is, which step still passed.

use std::collections::BTreeMap;

use super::gate::{Gate, Results, gate, results};
use super::matched;
use super::setup::{Setup, Sieve};
use crate::log::{JobLog, StepLog, opening, own_start};
use crate::model::Job;
use crate::rules::{Level, RunnerKind};

/// Facts of a job, for the conditions of variants. What the log does not say is none.
#[derive(Clone, Debug, Default)]
pub struct JobFacts {
    /// What the token may do, by scope as `scope_key` writes it; the runner lists what is granted, so what is not there is not.
    pub token: Option<BTreeMap<String, Level>>,
    /// Whose machine it is.
    pub runner: Option<RunnerKind>,
    /// The last step that did not fail, clean-up aside, by its place among the log's steps.
    pub last_passed: Option<usize>,
    /// Whether it only judges other jobs.
    pub gate: Option<Gate>,
    /// What it was handed of how others ended.
    pub results: Results,
    /// What its first checkout took.
    pub tested: Option<Tested>,
    /// What it was set up with.
    pub setup: Setup,
    /// The files of problem matchers that it adds, as paths of the repository.
    pub matchers: Vec<String>,
}

/// What a checkout took, as `git` says: `HEAD is now at 1f2e3d4 Merge <head> into <base>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tested {
    /// The merge that GitHub made for a pull request, on top of this commit of the base, 40 hex digits.
    Onto(String),
    /// A commit, by the beginning of its hash.
    Commit(String),
}

impl Tested {
    /// The commit of the base that was tested with the head.
    pub fn onto(&self) -> Option<&str> {
        match self {
            Self::Onto(base) => Some(base),
            Self::Commit(_) => None,
        }
    }
}

/// The set-up that the runner prints is shorter than this.
const HEAD: usize = 200;
/// What installs tools comes before what uses them.
const INSTALLS: usize = 20_000;

impl JobFacts {
    /// Reads a job's log.
    pub(super) fn read(job: &Job, log: &JobLog) -> Self {
        Self {
            token: token(log),
            runner: runner(job, log),
            last_passed: last_passed(log),
            gate: gate(log),
            results: results(log),
            tested: tested(log),
            setup: setup(log),
            matchers: matched::named(log),
        }
    }
}

/// The group that the runner prints while it sets a job up (actions/runner `JobExtension.cs`): `Contents: read` and its like.
fn token(log: &JobLog) -> Option<BTreeMap<String, Level>> {
    let head = log.len().min(HEAD);
    let start = (0..head).find(|&at| log.text(at) == "##[group]GITHUB_TOKEN Permissions")?;
    let mut levels = BTreeMap::new();
    for at in start + 1..head {
        let text = log.text(at);
        let Some((scope, level)) = text.split_once(": ") else { break };
        let level = match level {
            "write" => Level::Write,
            "read" => Level::Read,
            _ => Level::None,
        };
        levels.insert(scope_key(scope), level);
    }
    Some(levels)
}

/// `PullRequests`, `pull-requests` → `pullrequests`.
pub(super) fn scope_key(scope: &str) -> String {
    scope.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Only a machine of one's own introduces itself by name; GitHub's print the image that they were made from.
fn runner(job: &Job, log: &JobLog) -> Option<RunnerKind> {
    if job.labels.iter().any(|label| label.eq_ignore_ascii_case("self-hosted")) {
        return Some(RunnerKind::SelfHosted);
    }
    if job.runner.as_deref().is_some_and(|name| name.starts_with("GitHub Actions ") || name == "Hosted Agent") {
        return Some(RunnerKind::GithubHosted);
    }
    (0..log.len().min(HEAD)).find_map(|at| match log.text(at).as_ref() {
        text if text.starts_with("Runner name: '") || text.starts_with("Machine name: '") => Some(RunnerKind::SelfHosted),
        "##[group]Runner Image" | "##[group]Runner Image Provisioner" | "##[group]Virtual Environment" => Some(RunnerKind::GithubHosted),
        _ => None,
    })
}

/// The set-up that a log tells of.
pub(super) fn setup(log: &JobLog) -> Setup {
    let head = log.len().min(HEAD);
    let mut setup = Setup::read((0..head).map(|at| log.text(at)));
    let mut sieve = Sieve::default();
    let mut lines = Vec::new();
    log.stretches_of(head..log.len().min(INSTALLS), &mut |first, stretch| {
        let mut from = 0;
        let stretch = stretch.strip_suffix(b"\n").unwrap_or(stretch);
        for (end, at) in memchr::memchr_iter(b'\n', stretch).chain([stretch.len()]).zip(first..) {
            if sieve.lets(own(&stretch[from..end])) {
                lines.push(at);
            }
            from = end + 1;
        }
    });
    setup.sift(&lines, |at| log.text(at).into_owned());
    setup
}

/// A raw line without its time stamp, and without the names of job and step that `gh` puts before it.
fn own(line: &[u8]) -> &[u8] {
    let own = opening(line);
    if own.len() < line.len() {
        return own;
    }
    opening(&line[own_start(line)..])
}

/// The first line of a checkout that tells its commit.
fn tested(log: &JobLog) -> Option<Tested> {
    /// A checkout is among the first steps.
    const FAR: usize = 5_000;
    /// Submodules have heads, too.
    const MOST: usize = 100;
    let hex = |text: &str, least: usize| text.len() >= least && text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    log.lines_with(0..log.len().min(FAR), b"HEAD is now at ", MOST).into_iter().find_map(|at| {
        let text = log.text(at);
        let (sha, subject) = text.trim().strip_prefix("HEAD is now at ")?.split_once(' ')?;
        let onto = subject.strip_prefix("Merge ").and_then(|rest| rest.split_once(" into "));
        match onto.filter(|(head, base)| hex(head, 40) && hex(base, 40)) {
            Some((_, base)) => Some(Tested::Onto(base.to_owned())),
            None => hex(sha, 7).then(|| Tested::Commit(sha.to_owned())),
        }
    })
}

fn last_passed(log: &JobLog) -> Option<usize> {
    let cleans_up = |step: &StepLog| {
        step.name.as_deref().is_none_or(|name| {
            ["Post ", "Complete job", "Cleaning up orphan", "Stop containers"].iter().any(|start| name.starts_with(start))
        })
    };
    log.steps.iter().rposition(|step| !step.failed() && !cleans_up(step))
}

#[cfg(test)]
mod tests {
    use super::{JobFacts, Tested};
    use crate::log::read_text;
    use crate::model::Job;
    use crate::rules::{Level, RunnerKind};

    fn facts(log: &str) -> JobFacts {
        JobFacts::read(&Job::default(), &read_text("x", log.as_bytes().to_vec()).unwrap()[0])
    }

    #[test]
    fn the_set_up_tells_token_and_machine() {
        let hosted = "Current runner version: '2.336.0'\n##[group]Runner Image\nImage: ubuntu-24.04\n##[endgroup]\n##[group]GITHUB_TOKEN Permissions\nContents: read\nPullRequests: write\n##[endgroup]\n";
        let found = facts(hosted);
        let token = found.token.unwrap();
        assert_eq!((token.len(), token.get("pullrequests"), found.runner), (2, Some(&Level::Write), Some(RunnerKind::GithubHosted)));
        let own = facts("Current runner version: '2.336.0'\nRunner name: 'rack-4'\nMachine name: 'rack-4'\n");
        assert_eq!((own.token, own.runner), (None, Some(RunnerKind::SelfHosted)));
    }

    #[test]
    fn a_checkout_tells_what_it_took() {
        let (head, base) = ("a".repeat(40), "b".repeat(40));
        assert_eq!(facts(&format!("HEAD is now at 1f2e3d4 Merge {head} into {base}\n")).tested, Some(Tested::Onto(base)));
        assert_eq!(facts("HEAD is now at 1f2e3d4 Merge carts into sums\n").tested, Some(Tested::Commit("1f2e3d4".to_owned())));
        assert_eq!(facts("HEAD is now at home\n").tested, None);
    }

    #[test]
    fn clean_up_is_no_step_that_passed() {
        let log = "##[group]Run a\n##[endgroup]\n##[error]Process completed with exit code 1.\n##[group]Run b\n##[endgroup]\nfine\nPost job cleanup.\n";
        assert_eq!(facts(log).last_passed, Some(1));
        assert_eq!(facts("##[group]Run a\n##[endgroup]\n##[error]no\nPost job cleanup.\n").last_passed, None);
    }
}
