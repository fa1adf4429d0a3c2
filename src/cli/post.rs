//! `--comment`, `--check`, `--issue`, `--summary`, and `triage post`. What cannot be posted is said, and never fails a command: a report was made.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::Global;
use super::connect::{Connection, Named, connect};
use super::error::Failure;
use super::file::write_whole;
use super::output::say;
use super::pipeline::Triage;
use super::run::report;
use super::select::Selected;
use crate::github::{PullHead, RunId, fetch, fetch_pull};
use crate::model::{of_merge_queue, of_pull_request};
use crate::publish::{Content, IssueChange, Posted, Prepared, Settled, comment_body, post_check, post_comment, post_issues, state_digest};
use crate::render::markdown::{SUMMARY, within_bytes};
use crate::report::Report;
use crate::rules::Config;

/// Each further round is a run that ended meanwhile.
const ROUNDS: usize = 8;
/// On a pull request, it keeps us silent; the configuration may name another.
const SILENT: &str = "triage-silent";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Posting")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(crate) struct PostArgs {
    /// Keep one comment on the pull request: what its head's runs say, if that adds something to what GitHub shows
    #[arg(long)]
    pub comment: bool,
    /// Write a check run on the head; only a GitHub App's token may, which a workflow's is
    #[arg(long)]
    pub check: bool,
    /// Keep one issue for each cause on the default branch: opened, opened again when it returns, closed when it is verified
    #[arg(long)]
    pub issue: bool,
    /// Add the report to the summary of the step that runs this
    #[arg(long)]
    pub summary: bool,
    /// Write the comment to a file instead of posting it, for `triage post` in a job that may write
    #[arg(long, value_name = "FILE", requires = "comment")]
    pub prepare: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PostedArgs {
    /// What `--prepare` wrote
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Post only if this commit is the pull request's head
    #[arg(long, value_name = "SHA")]
    pub head: Option<String>,
    #[command(flatten)]
    pub github: super::args::GithubArgs,
}

/// Where a report is posted from.
pub(crate) struct Desk<'d> {
    pub(crate) args: &'d PostArgs,
    pub(crate) connection: &'d Connection,
    pub(crate) triage: &'d Triage,
}

impl Desk<'_> {
    /// Posts a report as it was asked for. `pull` is the pull request that it was asked of, else its run's are taken.
    pub(crate) fn post(&self, made: &Report, pull: Option<u64>) {
        let mut summarized = self.args.summary && summary(made);
        if self.args.comment {
            let posted = self.comments(made, pull).unwrap_or_else(|failure| {
                say(&not_posted("the comment", &failure));
                false
            });
            // What is not said in a comment stands in the summary, where there is one.
            if !posted && !summarized && step_summary().is_some() {
                summarized = summary(made);
                if summarized {
                    say(&"the report stands in the summary of this run");
                }
            }
        }
        if self.args.check
            && let Err(failure) = self.check(made)
        {
            say(&not_posted("the check run", &failure));
            if !summarized && step_summary().is_some() {
                summary(made);
            }
        }
        if self.args.issue
            && let Err(failure) = self.issues(made)
        {
            say(&not_posted("the issues", &failure));
        }
    }

    /// Whether there is a comment now.
    fn comments(&self, made: &Report, pull: Option<u64>) -> Result<bool, Failure> {
        let queued = made.run.branch.as_deref().filter(|_| of_merge_queue(made.run.event.as_deref()));
        let mut pulls: Vec<u64> = pull.into_iter().collect();
        if pulls.is_empty() {
            pulls = made.run.pull_requests.iter().map(|pull| pull.number).collect();
            if let Some(branch) = queued {
                pulls.extend(self.connection.ask(async |client| client.pulls_in_queue(&self.connection.repo, branch).await)?);
            }
        }
        pulls.sort_unstable();
        pulls.dedup();
        if pulls.is_empty() {
            say(&"note: no comment: the run belongs to no pull request");
            return Ok(false);
        }
        let repo = &self.connection.repo;
        // Where it may not be read it says nothing.
        let text = self.connection.ask(async |client| client.default_config(repo).await).unwrap_or_default();
        let config = text.map(|text| Config::parse(".github/triage.yml", &text)).transpose()?.unwrap_or_default();
        if config.comment == Some(false) {
            say(&"note: no comment: the repository's configuration says so");
            return Ok(false);
        }
        let mut prepared = Vec::new();
        let mut there = false;
        for number in pulls {
            let label = config.silent_label.as_deref().unwrap_or(SILENT);
            match &self.args.prepare {
                Some(_) => prepared.extend(self.prepare(number, label)?),
                None => there |= self.comment(number, label)?,
            }
        }
        if let Some(path) = &self.args.prepare {
            let json = serde_json::to_vec_pretty(&prepared).map_err(|error| Failure::Output(error.into()))?;
            write_whole(path, &json).map_err(|source| Failure::Write { path: path.clone(), source })?;
            there = prepared.iter().any(|one| one.adds);
        }
        Ok(there)
    }

    /// Brings the comment of a pull request to its state, until that does not move any more.
    fn comment(&self, number: u64, label: &str) -> Result<bool, Failure> {
        let (connection, repo) = (self.connection, &self.connection.repo);
        let me = connection.ask(async |client| client.own_account().await)?;
        let mut content: Option<Content> = None;
        for _ in 0..ROUNDS {
            let Some(state) = self.state(number, label)? else { return Ok(false) };
            if content.as_ref().is_none_or(|made| made.digest != state_digest(&state)) {
                content = Some(self.content(&state)?);
            }
            let Some(made) = &content else { continue };
            let (posted, settled) = connection.ask(async |client| post_comment(client, repo, number, me, made).await)?;
            if settled == Settled::Yes {
                tell(posted, number);
                return Ok(posted != Posted::None);
            }
        }
        say(&format!("note: pull request {number} changes faster than its comment: the next run's end brings it up to date"));
        Ok(true)
    }

    fn prepare(&self, number: u64, label: &str) -> Result<Option<Prepared>, Failure> {
        let Some(state) = self.state(number, label)? else { return Ok(None) };
        let content = self.content(&state)?;
        Ok(Some(Prepared {
            version: 1,
            repo: self.connection.repo.to_string(),
            pull: number,
            head_sha: state.sha,
            digest: content.digest,
            body: content.body,
            adds: content.adds,
        }))
    }

    /// None where nothing is to be said.
    fn state(&self, number: u64, label: &str) -> Result<Option<PullHead>, Failure> {
        let repo = &self.connection.repo;
        let state = self.connection.ask(async |client| client.pull_head(repo, number).await)?;
        if state.labels.iter().any(|known| known.eq_ignore_ascii_case(label)) {
            say(&format!("note: no comment: pull request {number} is labelled {label}"));
            return Ok(None);
        }
        Ok(Some(state))
    }

    fn content(&self, state: &PullHead) -> Result<Content, Failure> {
        let (connection, repo, number) = (self.connection, &self.connection.repo, state.number);
        let bundle = match state.failed_in_queue() {
            Some(run) => connection.ask(async |client| fetch(client, repo, RunId::from(run.id)).await)?,
            None => connection.ask(async |client| fetch_pull(client, repo, number).await)?,
        };
        let report = report(self.triage, bundle, connection, &Selected::default())?;
        let mut content = comment_body(state, &report, report.run.url.as_deref());
        // A closed one needs no new comment.
        content.adds &= state.open;
        Ok(content)
    }

    fn check(&self, made: &Report) -> Result<(), Failure> {
        let (connection, repo) = (self.connection, &self.connection.repo);
        let Some(sha) = &made.run.head_sha else { return Ok(()) };
        let new = connection.ask(async |client| post_check(client, repo, sha, made).await)?;
        say(&if new { "wrote the check run" } else { "the check run says so already" });
        Ok(())
    }

    fn issues(&self, made: &Report) -> Result<(), Failure> {
        let (connection, repo) = (self.connection, &self.connection.repo);
        let default = connection.ask(async |client| client.default_branch(repo).await)?;
        let of_pull = of_pull_request(made.run.event.as_deref());
        if of_pull || default.is_none() || made.run.branch != default {
            say(&"note: no issues: the run is not one of the default branch");
            return Ok(());
        }
        let me = connection.ask(async |client| client.own_account().await)?;
        for change in connection.ask(async |client| post_issues(client, repo, me, made).await)? {
            say(&match change {
                IssueChange::Opened(number) => format!("opened issue {number}"),
                IssueChange::Reopened(number) => format!("opened issue {number} again"),
                IssueChange::Updated(number) => format!("updated issue {number}"),
                IssueChange::Closed(number) => format!("closed issue {number}: verified"),
            });
        }
        Ok(())
    }
}

/// `triage post`: what another job prepared. It reads no log.
pub(crate) fn run(args: &PostedArgs, global: &Global) -> Result<Outcome, Failure> {
    let bytes = std::fs::read(&args.file).map_err(|source| Failure::Read { path: args.file.clone(), source })?;
    for one in Prepared::parse(&bytes)? {
        let named = Named { host: None, repo: None };
        let connection = connect(&args.github, global, &named)?;
        if let Err(failure) = posted(&connection, &one, args.head.as_deref()) {
            say(&not_posted("the comment", &failure));
        }
    }
    Ok(Outcome::Fine)
}

fn posted(connection: &Connection, one: &Prepared, head: Option<&str>) -> Result<(), Failure> {
    let repo = &connection.repo;
    let refuse = |why: &str| say(&format!("note: no comment on pull request {}: {why}", one.pull));
    if !one.repo.eq_ignore_ascii_case(&repo.to_string()) {
        refuse("it was prepared for another repository");
        return Ok(());
    }
    let state = connection.ask(async |client| client.pull_head(repo, one.pull).await)?;
    if state.sha != one.head_sha || head.is_some_and(|head| head != state.sha) {
        refuse("its head is another commit than the one that was triaged");
        return Ok(());
    }
    if state_digest(&state) != one.digest {
        refuse("a run has ended since; what that run brings will say so");
        return Ok(());
    }
    let me = connection.ask(async |client| client.own_account().await)?;
    let content = one.content();
    let (posted, settled) = connection.ask(async |client| post_comment(client, repo, one.pull, me, &content).await)?;
    tell(posted, one.pull);
    if settled == Settled::Moved {
        refuse("a run has ended meanwhile; what that run brings will say so");
    }
    Ok(())
}

fn tell(posted: Posted, number: u64) {
    say(&match posted {
        Posted::Created => format!("commented on pull request {number}"),
        Posted::Updated => format!("updated the comment on pull request {number}"),
        Posted::Unchanged => format!("the comment on pull request {number} says so already"),
        Posted::None => format!("no comment on pull request {number}: it would add nothing to what GitHub shows"),
    });
}

pub(crate) fn not_posted(what: &str, failure: &Failure) -> String {
    let hint = failure.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
    format!("note: {what} could not be posted: failed to {failure}{hint}")
}

/// Where the runner collects this step's summary.
fn step_summary() -> Option<PathBuf> {
    std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Adds the report to the summary: whether it is there.
fn summary(made: &Report) -> bool {
    let Some(path) = step_summary() else {
        say(&"note: no summary: GITHUB_STEP_SUMMARY names no file, as it does in a workflow");
        return false;
    };
    let there = std::fs::metadata(&path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(SUMMARY));
    match append(&path, &within_bytes(made, SUMMARY.saturating_sub(there + 1), made.run.url.as_deref())) {
        Ok(()) => true,
        Err(error) => {
            say(&format!("note: the summary could not be written: {error}"));
            false
        }
    }
}

/// Adds text to a file that the runner made, or would have made.
pub(crate) fn append(path: &Path, text: &str) -> std::io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
