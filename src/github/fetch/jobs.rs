//! The jobs of a run, and what leads to their logs: archives, attempts, texts, annotations.

use std::collections::BTreeSet;

use tokio::sync::oneshot;

use super::logs::{Archives, texts};
use super::part::{Part, lack};
use crate::bundle::api;
use crate::bundle::latest;
use crate::github::all::all;
use crate::github::jobs::{Cut, Executions};
use crate::github::{Client, Error, Reason, Repo, RunId};
use crate::model::{Conclusion, Job, Missing, Run};

/// What came of the jobs and their logs.
pub(super) struct JobsAndLogs {
    pub(super) part: Part,
    /// Neither could be had.
    pub(super) nothing: bool,
}

/// Told the names of the jobs that failed, as soon as they are known.
pub(super) type Failed = oneshot::Sender<Vec<String>>;

/// Archives of earlier attempts that are asked for; each attempt before was a re-run by hand.
const EARLIER: usize = 4;
/// Check runs that are asked for their annotations.
const ANNOTATED: usize = 40;
/// Of those, jobs that were cancelled while they ran.
const STOPPED: usize = 4;

pub(super) async fn jobs_and_logs(
    client: &Client,
    repo: &Repo,
    id: RunId,
    run: &Run,
    suite: Option<u64>,
    tell: Option<Failed>,
) -> JobsAndLogs {
    let newest = run.attempt.or(id.attempt);
    let executions = if id.attempt.is_none() && newest.is_some_and(|attempt| attempt > 1) { Executions::All } else { Executions::Latest };
    let archive = async { if has_archive(run) { Some(client.logs(repo, RunId { id: id.id, attempt: newest }).await) } else { None } };
    let jobs = async {
        let mut part = Part::default();
        let jobs = match client.job_list(repo, id, executions).await {
            Ok(list) => {
                match &list.cut {
                    Some(Cut::Page(error)) => part.lack("some of the jobs", error),
                    Some(Cut::Many { told, total }) => {
                        part.lack_for("some of the jobs", &format!("{told} of {total} were read"), None);
                    }
                    None => {}
                }
                let jobs = api::jobs(&list.json).map(|(_, jobs)| latest(jobs)).unwrap_or_default();
                part.put("jobs.json", list.json);
                Ok(jobs)
            }
            Err(error) => Err(error),
        };
        let known = jobs.as_deref().unwrap_or_default();
        if let Some(tell) = tell {
            let failed = known.iter().filter(|job| job.conclusion.as_ref().is_some_and(Conclusion::failed));
            // Nobody may want to know.
            let _ = tell.send(failed.map(|job| job.name.clone()).collect());
        }
        if known.is_empty() && jobs.is_ok() && run.conclusion.as_ref().is_some_and(Conclusion::failed) {
            whole_workflow(client, repo, suite, &mut part).await;
        }
        // Beside the logs, whichever of them takes longer.
        let annotated = tokio::spawn(annotations(client.clone(), repo.clone(), annotated(known)));
        let earlier = earlier(client, repo, id, attempts_before(known, newest)).await;
        (jobs, part, earlier, annotated)
    };
    let (archive, (jobs, mut part, earlier, annotated)) = tokio::join!(archive, jobs);

    let mut archives = Archives::default();
    let mut refused = None;
    match archive {
        Some(Ok(bytes)) => archives.add(newest, bytes, &mut part),
        Some(Err(error)) => refused = Some(error),
        None => {}
    }
    for (attempt, answer) in earlier {
        match answer {
            Ok(bytes) => archives.add(Some(attempt), bytes, &mut part),
            Err(error) => part.lack(&format!("log archive of attempt {attempt}"), &error),
        }
    }
    let nothing = jobs.is_err() && archives.is_empty();
    match &jobs {
        Ok(jobs) => {
            carried_over(client, repo, id, newest, jobs, &mut archives, &mut part).await;
            let wanted: Vec<&Job> = jobs.iter().filter(|job| wants_a_log(job) && !archives.hold(job, jobs)).collect();
            if wanted.is_empty() || long_ended(jobs) {
                archives.keep(client, repo, id.id);
            }
            let texts = texts(client, repo, &wanted, refused.as_ref()).await;
            let said = refused.as_ref().map(|error| no_archive(run, error));
            let texts = texts.without(said.as_ref());
            if let Some(said) = said {
                part.missing(said);
            }
            texts.into_part(&mut part);
            if run.runs() {
                unfinished(jobs, &mut part);
            }
        }
        Err(error) => {
            part.lack("jobs", error);
            if let Some(error) = &refused {
                part.missing(no_archive(run, error));
            }
        }
    }
    archives.into_part(newest, &mut part);
    for (id, answer) in annotated.await.unwrap_or_default() {
        match answer {
            Ok(body) => part.put(format!("annotations/{id}.json"), body),
            Err(missing) => part.missing(missing),
        }
    }
    JobsAndLogs { part, nothing }
}

/// A run that has not ended has none, nor has one of which no job began.
fn has_archive(run: &Run) -> bool {
    !run.runs() && !matches!(run.conclusion, Some(Conclusion::StartupFailure | Conclusion::Skipped))
}

/// Whether the last job ended so long ago that an archive lacks nothing that it will ever have.
fn long_ended(jobs: &[Job]) -> bool {
    const LONG: chrono::TimeDelta = chrono::TimeDelta::hours(1);
    let last = jobs.iter().filter_map(|job| job.completed_at).max();
    !jobs.iter().any(Job::runs) && last.is_some_and(|last| chrono::Utc::now() - last > LONG)
}

/// A job that failed after it began.
fn wants_a_log(job: &Job) -> bool {
    job.conclusion.as_ref().is_some_and(Conclusion::failed) && !job.never_started()
}

/// The attempts in which jobs ran that were not run again, newest first.
fn attempts_before(jobs: &[Job], newest: Option<u32>) -> Vec<u32> {
    let ran = jobs.iter().filter(|job| job.conclusion != Some(Conclusion::Skipped) && !job.steps.is_empty());
    let before: BTreeSet<u32> =
        ran.filter_map(|job| job.attempt).filter(|attempt| newest.is_some_and(|newest| *attempt < newest)).collect();
    before.into_iter().rev().take(EARLIER).collect()
}

async fn earlier(client: &Client, repo: &Repo, id: RunId, attempts: Vec<u32>) -> Vec<(u32, Result<Vec<u8>, Error>)> {
    let archive = |attempt| {
        let (client, repo) = (client.clone(), repo.clone());
        async move { (attempt, client.logs(&repo, RunId { id: id.id, attempt: Some(attempt) }).await) }
    };
    all(attempts, archive).await
}

/// GitHub may list a job that was not run again as one of the newest attempt, whose archive has no log of it: the attempt before may have.
async fn carried_over(
    client: &Client,
    repo: &Repo,
    id: RunId,
    newest: Option<u32>,
    jobs: &[Job],
    archives: &mut Archives,
    part: &mut Part,
) {
    let Some(newest) = newest.filter(|_| id.attempt.is_none() && !archives.is_empty()) else { return };
    let lost = |archives: &Archives| {
        let ran = |job: &&Job| matches!(job.conclusion, Some(Conclusion::Success)) || wants_a_log(job);
        jobs.iter().filter(ran).any(|job| !job.steps.is_empty() && !archives.name(job))
    };
    for attempt in (1..newest).rev().filter(|attempt| !archives.has(*attempt)).take(EARLIER).collect::<Vec<_>>() {
        if !lost(archives) {
            return;
        }
        if let Ok(bytes) = client.logs(repo, RunId { id: id.id, attempt: Some(attempt) }).await {
            archives.add(Some(attempt), bytes, part);
        }
    }
}

/// The jobs whose annotations are asked for: those that failed, those that were stopped before they began, as a job that never began has
/// nothing else to say, and a few of those that were stopped later: they are stopped alike.
fn annotated(jobs: &[Job]) -> Vec<u64> {
    let failed = |job: &Job| job.conclusion.as_ref().is_some_and(Conclusion::failed);
    let stopped = |job: &Job| job.never_started() && !matches!(job.conclusion, Some(Conclusion::Success | Conclusion::Skipped));
    let mut wanted: Vec<&Job> = jobs.iter().filter(|job| failed(job) || stopped(job)).collect();
    wanted.sort_by_key(|job| !job.never_started());
    let later = jobs.iter().filter(|job| !job.never_started() && job.conclusion == Some(Conclusion::Cancelled)).take(STOPPED);
    wanted.into_iter().chain(later).filter_map(|job| job.id).take(ANNOTATED).collect()
}

/// The annotations of jobs, as far as there are any.
async fn annotations(client: Client, repo: Repo, ids: Vec<u64>) -> Vec<(u64, Result<Vec<u8>, Missing>)> {
    let ask = |id| {
        let (client, repo) = (client.clone(), repo.clone());
        async move { (id, client.annotations(&repo, id).await) }
    };
    let mut told = Vec::new();
    let mut refused = false;
    for (id, answer) in all(ids, ask).await {
        match answer {
            Ok((_, none)) if none.is_empty() => {}
            Ok((body, _)) => told.push((id, Ok(body))),
            // A job without a check run has none.
            Err(error) if matches!(error.reason(), Some(Reason::NotFound { .. })) => {}
            // One word for all of them: they are refused alike.
            Err(error) if !refused => {
                refused = true;
                told.push((id, Err(no_annotations(&error))));
            }
            Err(_) => {}
        }
    }
    told
}

/// Of a run that failed without a job, what its check suite says.
async fn whole_workflow(client: &Client, repo: &Repo, suite: Option<u64>, part: &mut Part) {
    let Some(suite) = suite else { return };
    let checks = match client.check_runs(repo, suite).await {
        Ok(checks) => checks,
        Err(error) if matches!(error.reason(), Some(Reason::NotFound { .. })) => return,
        Err(error) => return part.missing(no_annotations(&error)),
    };
    for check in checks.into_iter().take(3) {
        if let Ok((body, annotations)) = client.annotations(repo, check).await
            && !annotations.is_empty()
        {
            return part.put("annotations/run.json", body);
        }
    }
}

fn no_annotations(error: &Error) -> Missing {
    lack("annotations", error)
}

fn unfinished(jobs: &[Job], part: &mut Part) {
    let ended = jobs.iter().filter(|job| !job.runs()).count();
    let why = format!("the run has not ended: {ended} of {} jobs have", jobs.len());
    part.lack_for("jobs still to end", &why, Some("triage it again once it has ended".to_owned()));
}

/// A 404 for logs has several meanings; the run tells which.
fn no_archive(run: &Run, error: &Error) -> Missing {
    let mut missing = lack("log archive", error);
    if let Some(Reason::NotFound { .. } | Reason::Storage { status: 404, .. }) = error.reason() {
        match run.conclusion.as_ref() {
            None => missing.hint = Some("the run has not ended: its archive exists once it has".to_owned()),
            Some(Conclusion::Cancelled) => missing.hint = Some("no job may have run far enough to write a log".to_owned()),
            Some(_) => {}
        }
    }
    missing
}
