//! Steps of a log that is one text. GitHub writes no boundary between steps, so they are rebuilt: from the jobs' step times where
//! there are any, else from `##[group]Run …` and `Post job cleanup.` alone.

use chrono::{DateTime, SubsecRound, Utc};

use super::job_log::{JobLog, StepLog};
use super::run_group;
use crate::model::{Conclusion, Job, Step};

/// A line at which a step may begin.
struct Boundary {
    at: usize,
    /// `Run …`, for a group.
    title: Option<String>,
    time: Option<DateTime<Utc>>,
}

/// A log that is one text, split into steps.
pub(super) fn with_steps(bare: JobLog, job: &Job) -> JobLog {
    let steps = split(&bare, job);
    bare.with_steps(steps)
}

fn split(bare: &JobLog, job: &Job) -> Vec<StepLog> {
    let boundaries = boundaries(bare);
    if job.steps.iter().any(|step| step.started_at.is_some())
        && let Some(steps) = by_times(bare, job, &boundaries)
    {
        return steps;
    }
    by_markers(bare, &boundaries)
}

/// More steps than this no log has.
const MOST: usize = 20_000;

fn boundaries(log: &JobLog) -> Vec<Boundary> {
    let mut found = Vec::new();
    let (mut tagged, mut ends) = (log.tagged(0..log.len()).peekable(), log.ends().peekable());
    while found.len() < MOST {
        let is_tagged = match (tagged.peek(), ends.peek()) {
            (Some(tag), Some(end)) => tag <= end,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        let Some(at) = (if is_tagged { tagged.next() } else { ends.next() }) else { break };
        let title = if is_tagged {
            match run_group::open(log, at, log.len()) {
                Some((group, _)) => group.title,
                None => continue,
            }
        } else if is_end(&log.raw(at)) && !log.has_tag(at) {
            None
        } else {
            continue;
        };
        found.push(Boundary { at, title, time: log.time(at) });
    }
    found
}

/// Whether a line is one with which the runner begins what it does behind the steps.
fn is_end(raw: &[u8]) -> bool {
    let head = &raw[..raw.len().min(64)];
    head.ends_with(b"Post job cleanup.")
        || head.ends_with(b"Post job cleanup.\r")
        || memchr::memmem::find(head, b"Cleaning up orphan processes").is_some()
}

/// Each group begins a step of its own (inner steps of composite actions too); what stands before the first is the set-up, or, in an excerpt, the rest of a step.
fn by_markers(log: &JobLog, boundaries: &[Boundary]) -> Vec<StepLog> {
    let mut steps = Vec::new();
    let first = boundaries.first().map_or(log.len(), |boundary| boundary.at);
    if first > 0 {
        let set_up = log.holds(0..first, b"Current runner version: '");
        steps.push(StepLog { name: set_up.then(|| "Set up job".to_owned()), lines: 0..first, ..StepLog::default() });
    }
    for (i, boundary) in boundaries.iter().enumerate() {
        let end = boundaries.get(i + 1).map_or(log.len(), |next| next.at);
        let name = boundary.title.clone().unwrap_or_else(|| log.text(boundary.at).trim_end_matches('.').to_owned());
        steps.push(StepLog { name: Some(name), lines: boundary.at..end, ..StepLog::default() });
    }
    steps
}

/// Steps in the order the API lists them, each from the boundary that fits its start (whole seconds, the same clock as the lines).
/// None if a failed step finds none: its lines would be taken for another's.
fn by_times(log: &JobLog, job: &Job, boundaries: &[Boundary]) -> Option<Vec<StepLog>> {
    let ran: Vec<_> = job.steps.iter().filter(|step| step.conclusion != Some(Conclusion::Skipped) && step.started_at.is_some()).collect();
    let mut starts: Vec<(usize, bool)> = Vec::with_capacity(ran.len());
    let mut from = 0;
    for (i, step) in ran.iter().enumerate() {
        if i == 0 {
            starts.push((0, true));
            continue;
        }
        let fits = |boundary: &&Boundary| {
            let second = boundary.time.map(|time| time.trunc_subsecs(0));
            boundary.at >= from && second >= step.started_at && step.completed_at.is_none_or(|end| second <= Some(end))
        };
        let mut candidates = boundaries.iter().filter(fits);
        let named = boundaries.iter().filter(fits).find(|boundary| boundary.title.as_deref() == Some(step.name.as_str()));
        let pick = named.or_else(|| candidates.next());
        // Alone in the second in which the step began, or called as the step is: then it is the step's first line.
        let sure = named.is_some()
            || pick.is_some_and(|pick| {
                boundaries
                    .iter()
                    .filter(|other| other.time.map(|time| time.trunc_subsecs(0)) == pick.time.map(|time| time.trunc_subsecs(0)))
                    .count()
                    == 1
            });
        if let Some(pick) = pick {
            starts.push((pick.at, sure));
            from = pick.at + 1;
        } else {
            starts.push((usize::MAX, false));
        }
    }
    let mut steps = Vec::with_capacity(ran.len());
    for (i, step) in ran.iter().enumerate() {
        let (start, sure) = starts[i];
        if start == usize::MAX {
            if step.conclusion.as_ref().is_some_and(Conclusion::failed) {
                return None;
            }
            continue;
        }
        let end = starts[i + 1..].iter().map(|(next, _)| *next).find(|next| *next != usize::MAX).unwrap_or(log.len());
        steps.push(StepLog {
            number: Some(step.number),
            name: Some(step.name.clone()),
            conclusion: step.conclusion.clone(),
            lines: start..end,
            sure,
            ..StepLog::default()
        });
    }
    Some(together(steps, &ran))
}

/// Steps that ran beside each other (`background: true`) write between each other's lines, and no text tells them apart: they become one,
/// called after the one of them that failed.
fn together(steps: Vec<StepLog>, ran: &[&Step]) -> Vec<StepLog> {
    let times =
        |step: &StepLog| ran.iter().find(|known| Some(known.number) == step.number).map(|known| (known.started_at, known.completed_at));
    let mut joined: Vec<StepLog> = Vec::with_capacity(steps.len());
    let mut busy_until = None;
    for step in steps {
        let (started, ended) = times(&step).unwrap_or_default();
        match joined.last_mut() {
            Some(last) if started.is_some() && started < busy_until => {
                last.lines.end = step.lines.end;
                last.sure = false;
                let failed = |step: &StepLog| step.conclusion.as_ref().is_some_and(Conclusion::failed);
                if failed(&step) && !failed(last) {
                    (last.number, last.name, last.conclusion) = (step.number, step.name, step.conclusion);
                }
            }
            _ => joined.push(step),
        }
        busy_until = busy_until.max(ended);
    }
    joined
}
