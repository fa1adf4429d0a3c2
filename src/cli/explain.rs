//! `triage explain`: what nothing explains, or a prompt that packs it for a model. No model is called here.

use std::path::PathBuf;

use super::Outcome;
use super::args::{ExplainArgs, GithubArgs, Global, RunName};
use super::error::Failure;
use super::fetch::asked;
use super::output::{self, say};
use super::pipeline::{self, Triage};
use super::run::report;
use super::select::Selected;
use crate::bundle::{BundleError, World, read};
use crate::log::{JobLog, StepLog};
use crate::render::{self, Window};
use crate::report::{Cause, Evidence, EvidenceKind, Report};

/// Tokens of a prompt.
const BUDGET: usize = 8_000;
/// Lines above and below the cause's, at most.
const REACH: (usize, usize) = (2_000, 1_000);

pub(crate) fn run(args: &ExplainArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, false)?;
    let (mut report, world) = opened(args.target.as_deref(), &args.github, global, &triage)?;
    let wanted = |cause: &Cause| match &args.cause {
        Some(id) => cause.id.eq_ignore_ascii_case(id),
        None => render::unexplained(cause),
    };
    let Some(cause) = report.causes.iter().find(|cause| wanted(cause)).cloned() else {
        say(&match &args.cause {
            Some(id) => format!("no cause is called {id}: the report has {}", ids(&report)),
            None => format!("nothing is unexplained; `--cause ID` packs another cause: {}", ids(&report)),
        });
        return Ok(Outcome::Found);
    };
    if args.prompt {
        let window = window(&world, &cause, cause.evidence.first())?;
        output::deliver(&render::prompt(&report, &cause, &window, global.budget.unwrap_or(BUDGET)), global)?;
    } else {
        keep(&mut report, wanted);
        output::write(&report, global)?;
    }
    Ok(Outcome::Fine)
}

fn ids(report: &Report) -> String {
    let ids: Vec<&str> = report.causes.iter().map(|cause| cause.id.as_str()).collect();
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

/// The report of logs on disk, a run or a pull request, and the run once more to take the log from.
pub(crate) fn opened(target: Option<&str>, github: &GithubArgs, global: &Global, triage: &Triage) -> Result<(Report, World), Failure> {
    let open = |parts| World::open(parts).map_err(BundleError::from);
    if let Some(path) = target.map(PathBuf::from).filter(|path| path.exists()) {
        let paths = [path];
        let report = triage.report(open(read(&paths)?)?, pipeline::no_more_files)?;
        return Ok((report, open(read(&paths)?)?));
    }
    let (bundle, connection, job) = asked(&RunName { run: target.map(str::to_owned), attempt: None }, github, global)?;
    let report = report(triage, bundle.clone(), &connection, &Selected { job, glob: None })?;
    Ok((report, open(bundle.parts()?)?))
}

/// Only the wanted causes, and the jobs that have them.
pub(crate) fn keep(report: &mut Report, wanted: impl Fn(&Cause) -> bool) {
    report.causes.retain(wanted);
    let known = |id: &str| report.causes.iter().any(|cause| cause.id == id);
    for job in &mut report.jobs {
        job.causes.retain(|part| known(&part.id));
    }
    report.jobs.retain(|job| !job.causes.is_empty());
    report.expected_next_run.clear();
}

/// The log of the step around a line of a cause; of a cause without a line, the end of the step that failed.
pub(crate) fn window(world: &World, cause: &Cause, first: Option<&Evidence>) -> Result<Window, Failure> {
    let name = first.map(|line| line.job.as_str()).or(cause.jobs.first().map(String::as_str)).unwrap_or_default();
    let log = match world.jobs.iter().position(|job| job.shown() == name) {
        Some(at) => world.log(at).map_err(BundleError::from)?,
        None => None,
    };
    let told = first.map(|line| Window {
        skipped: line.log_line.or(line.line).map_or(0, |number| (number as usize).saturating_sub(line.before.len() + 1)),
        lines: line.before.iter().chain([&line.text]).chain(&line.after).cloned().collect(),
        at: line.before.len(),
        command: Vec::new(),
    });
    let Some(log) = log else { return Ok(told.unwrap_or_default()) };
    let line = first.filter(|line| line.kind == EvidenceKind::Log).and_then(|line| line.log_line).and_then(|number| place(&log, number));
    let last = || log.steps.iter().rfind(|step| step.failed()).map(|step| step.end().saturating_sub(1).max(step.lines.start));
    match line.or_else(last) {
        Some(at) => Ok(around(&log, at)),
        None => Ok(told.unwrap_or_default()),
    }
}

/// The job's line that stands at a line of its file: lines of a file are in order, so that it is found by halving, then looked for.
fn place(log: &JobLog, number: u32) -> Option<usize> {
    let of = |at: usize| log.excerpt(at, 0, 0).log_line;
    let (mut low, mut high) = (0, log.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if of(middle) < number { low = middle + 1 } else { high = middle }
    }
    if low < log.len() && of(low) == number { Some(low) } else { (0..log.len()).find(|at| of(*at) == number) }
}

fn around(log: &JobLog, at: usize) -> Window {
    let step: Option<&StepLog> = log.step_of(at).map(|step| &log.steps[step]);
    let lines = step.map_or(0..log.len(), |step| step.lines.clone());
    let echo = step.and_then(|step| step.run.echoes.iter().rev().find(|echo| echo.end <= at));
    let first = at.saturating_sub(REACH.0).max(echo.map_or(lines.start, |echo| echo.end));
    let last = (at + REACH.1).min(lines.end);
    Window {
        skipped: (log.excerpt(first, 0, 0).log_line as usize).saturating_sub(1),
        lines: (first..last.max(at + 1)).map(|line| log.text(line).trim_end().to_owned()).collect(),
        at: at - first,
        command: step.map(|step| step.run.script.clone()).unwrap_or_default(),
    }
}
