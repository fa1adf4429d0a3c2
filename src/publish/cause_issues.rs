//! One issue a cause on the default branch: opened once, opened again when it returns, closed when it is verified.

use serde_json::json;

use super::digest::short;
use super::marker::same;
use crate::github::{Client, Error, Issue, Repo};
use crate::render::markdown::{link, text, within};
use crate::report::{Cause, Report, Role, Verdict};

/// By what our issues are found; their author and their first line say that they are ours.
const LABEL: &str = "triage";
const START: &str = "<!-- triage:issue ";
/// Less than an issue's 65,536 characters.
const LIMIT: usize = 60_000;

/// What was done about an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueChange {
    /// For a cause that had none.
    Opened(u64),
    /// It returned.
    Reopened(u64),
    /// It is there still.
    Updated(u64),
    /// Its jobs passed.
    Closed(u64),
}

/// What an issue's first line holds.
struct Mark {
    fingerprint: String,
    workflow: String,
    jobs: Vec<String>,
    /// One green run says nothing of what comes and goes.
    flaky: bool,
}

impl Mark {
    fn of(cause: &Cause, report: &Report) -> Self {
        Self {
            fingerprint: short(&cause.fingerprint),
            workflow: workflow(report),
            jobs: cause.jobs.iter().map(|job| short(job)).collect(),
            flaky: cause.ownership.verdict == Verdict::Flaky,
        }
    }

    fn write(&self) -> String {
        let flaky = if self.flaky { " flaky" } else { "" };
        format!("{START}{} {} {}{flaky} -->", self.fingerprint, self.workflow, self.jobs.join(","))
    }

    fn read(body: &str) -> Option<Self> {
        let line = body.strip_prefix(START)?.lines().next()?;
        let mut words = line.strip_suffix(" -->")?.split(' ').map(str::to_owned);
        let (fingerprint, workflow, jobs) = (words.next()?, words.next()?, words.next()?);
        Some(Self { fingerprint, workflow, jobs: jobs.split(',').map(str::to_owned).collect(), flaky: words.next().is_some() })
    }
}

/// Brings the issues to what a run on the default branch shows. An issue is closed where the run has ended, its cause is gone, and all
/// jobs that it broke have passed.
pub async fn post_issues(client: &Client, repo: &Repo, me: u64, report: &Report) -> Result<Vec<IssueChange>, Error> {
    let ours = ours(client, repo, me).await?;
    let mut changes = Vec::new();
    for cause in report.causes.iter().filter(|cause| broke(cause, report)) {
        let mark = Mark::of(cause, report);
        let title = title(cause);
        let body = format!("{}\n\n{}", mark.write(), within(&alone(report, cause), LIMIT, report.run.url.as_deref()));
        // Two writers may have opened two: the oldest is the one.
        let change = match ours.iter().find(|(known, _)| known.fingerprint == mark.fingerprint) {
            None => {
                let issue = json!({"title": title, "body": body, "labels": [LABEL]});
                IssueChange::Opened(open(client, repo, me, &mark, &issue).await?)
            }
            Some((_, issue)) if !issue.open && before(report, issue) => continue,
            Some((_, issue)) if !issue.open => {
                client.update_issue(repo, issue.number, &json!({"state": "open", "body": body})).await?;
                say(client, repo, issue.number, &format!("It is back in {}.", run(report))).await?;
                IssueChange::Reopened(issue.number)
            }
            Some((_, issue)) if same(&issue.body, &body) => continue,
            Some((_, issue)) => {
                client.update_issue(repo, issue.number, &json!({"body": body})).await?;
                IssueChange::Updated(issue.number)
            }
        };
        changes.push(change);
    }
    for (_, issue) in ours.iter().filter(|(mark, issue)| issue.open && verified(mark, report)) {
        say(client, repo, issue.number, &format!("Verified: the jobs that it broke passed in {}.", run(report))).await?;
        client.update_issue(repo, issue.number, &json!({"state": "closed", "state_reason": "completed"})).await?;
        changes.push(IssueChange::Closed(issue.number));
    }
    Ok(changes)
}

async fn ours(client: &Client, repo: &Repo, me: u64) -> Result<Vec<(Mark, Issue)>, Error> {
    let issues = client.issues(repo, LABEL).await?;
    let own = issues.into_iter().filter(|issue| issue.author == Some(me));
    Ok(own.filter_map(|issue| Some((Mark::read(&issue.body)?, issue))).collect())
}

/// Opens an issue, and looks again: after an error it may be there nevertheless, and of two that were opened at once the older one stays.
async fn open(client: &Client, repo: &Repo, me: u64, mark: &Mark, issue: &serde_json::Value) -> Result<u64, Error> {
    let made = client.create_issue(repo, issue).await;
    let found = ours(client, repo, me).await?.into_iter().find(|(known, issue)| known.fingerprint == mark.fingerprint && issue.open);
    let oldest = found.map(|(_, issue)| issue.number);
    match (made, oldest) {
        (Ok(number), Some(oldest)) if oldest < number => {
            client.update_issue(repo, number, &json!({"state": "closed", "state_reason": "not_planned"})).await?;
            Ok(oldest)
        }
        (Ok(number), _) | (Err(_), Some(number)) => Ok(number),
        (Err(error), None) => Err(error),
    }
}

/// A comment, which says no more than the issue's state does: it may be lost.
async fn say(client: &Client, repo: &Repo, number: u64, what: &str) -> Result<(), Error> {
    client.create_comment(repo, number, what).await.map(drop)
}

/// Whether the run began before the issue was closed: what it shows is what was fixed since.
fn before(report: &Report, issue: &Issue) -> bool {
    let time = |text: &Option<String>| chrono::DateTime::parse_from_rfc3339(text.as_deref()?).ok();
    matches!((time(&report.run.created_at), time(&issue.closed_at)), (Some(begun), Some(closed)) if begun < closed)
}

/// Whether a run shows that an issue's cause is gone.
fn verified(mark: &Mark, report: &Report) -> bool {
    let passed = |job: &String| report.jobs.iter().any(|of| short(&of.name) == *job && of.conclusion.as_deref() == Some("success"));
    let there = report.causes.iter().any(|cause| short(&cause.fingerprint) == mark.fingerprint);
    !mark.flaky && !there && mark.workflow == workflow(report) && report.run.conclusion.is_some() && mark.jobs.iter().all(passed)
}

/// The workflow's file, which holds nothing but what a hash can hold.
fn workflow(report: &Report) -> String {
    short(report.run.path.as_deref().or(report.run.workflow.as_deref()).unwrap_or_default())
}

fn broke(cause: &Cause, report: &Report) -> bool {
    report.jobs.iter().any(|job| job.causes.iter().any(|part| part.id == cause.id && part.role != Role::Consequence))
}

/// The report of one cause.
fn alone(report: &Report, cause: &Cause) -> Report {
    let mut alone = report.clone();
    alone.causes.retain(|other| other.id == cause.id);
    alone.jobs.retain(|job| job.causes.iter().any(|part| part.id == cause.id));
    for job in &mut alone.jobs {
        job.causes.retain(|part| part.id == cause.id);
    }
    alone.expected_next_run.clear();
    alone.missing.clear();
    alone
}

/// GitHub shows a title as plain text, but it finds mentions in one: no `@` and no `#` of a log.
fn title(cause: &Cause) -> String {
    let jobs = match cause.jobs.as_slice() {
        [] => String::new(),
        [one] => format!(" ({one})"),
        [_, ..] => format!(" ({} jobs)", cause.jobs.len()),
    };
    let title = format!("{}{jobs}", cause.title);
    title.chars().filter(|c| !c.is_control() && !matches!(c, '@' | '#')).take(200).collect()
}

fn run(report: &Report) -> String {
    match (report.run.id, report.run.workflow.as_deref()) {
        (Some(id), Some(workflow)) => format!("{} of {}", link(&format!("run {id}"), report.run.url.as_deref()), text(workflow)),
        (Some(id), None) => link(&format!("run {id}"), report.run.url.as_deref()),
        _ => "a later run".to_owned(),
    }
}
