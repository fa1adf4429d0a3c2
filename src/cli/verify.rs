//! `triage verify`: an earlier report held against the run after it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta};

use super::Outcome;
use super::args::{Format, Global, VerifyArgs};
use super::connect::{Connection, Named, connect};
use super::error::Failure;
use super::history::{keep_score, remembered};
use super::output::{deliver, terminal_look};
use super::pipeline::{self, Triage};
use super::run::which_of;
use crate::bundle::{BundleError, World, read};
use crate::github::{Period, Repo, RunId, RunRef, fetch_later};
use crate::log::LogError;
use crate::model::{Commit, rfc3339};
use crate::render;
use crate::report::{Held, Report, Verification, verify};

/// Days after a report's run in which the next is looked for; none: among the newest.
const PERIODS: [Option<i64>; 3] = [Some(2), Some(30), None];

/// A later run, triaged, and the commits that its head has.
type Later = (Report, Vec<Commit>);

pub(crate) fn run(args: &VerifyArgs, global: &Global) -> Result<Outcome, Failure> {
    let triage = Triage::new(&global.rules, false)?;
    let report = earlier(&args.report, &triage)?;
    let (next, history) = match &args.next {
        Some(named) if Path::new(named).exists() => on_disk(Path::new(named), &triage)?,
        Some(named) => of_github(&report, Some(&RunRef::parse(named)?), &triage, args, global)?,
        None => of_github(&report, None, &triage, args, global)?,
    };
    let mut verification = verify(&report, &next, &history, &remembered(&args.store, &next.run)?);
    verification.so_far = keep_score(&args.store, &verification, &next.run)?;
    deliver(&text(&verification, global), global)?;
    let wrong = verification.causes.iter().any(|cause| cause.jobs.iter().any(|job| job.verdict == Held::Wrong));
    Ok(if args.fail_on.is_some() && wrong { Outcome::Found } else { Outcome::Fine })
}

fn text(verification: &Verification, global: &Global) -> String {
    match global.format() {
        Format::Terminal => render::verification_terminal(verification, terminal_look(global)),
        Format::Json => render::verification_json(verification),
        Format::Html => render::verification_html(verification),
        // The other forms are for what a run holds, line by line; this is a table.
        Format::Markdown | Format::Sarif | Format::Github | Format::Agent => render::verification_markdown(verification),
    }
}

/// A report as JSON, or what one can be made of.
fn earlier(path: &Path, triage: &Triage) -> Result<Report, Failure> {
    let is_json = path.is_file() && path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("zip"));
    if !is_json {
        return Ok(on_disk(path, triage)?.0);
    }
    let fail = |why: String| Failure::Report { path: path.to_owned(), why };
    let bytes = std::fs::read(path).map_err(|source| BundleError::Log(LogError::Io { path: path.to_owned(), source }))?;
    if bytes.starts_with(b"PK") {
        return Ok(on_disk(path, triage)?.0);
    }
    let report: Report = serde_json::from_slice(&bytes).map_err(|error| fail(error.to_string()))?;
    if report.version != 1 {
        return Err(fail(format!("version {} of the format is newer than this program", report.version)));
    }
    Ok(report)
}

fn on_disk(path: &Path, triage: &Triage) -> Result<Later, Failure> {
    let mut world = World::open(read(&[PathBuf::from(path)])?).map_err(BundleError::from)?;
    let history = std::mem::take(&mut world.history);
    Ok((triage.report(world, pipeline::no_more_files)?, history))
}

fn of_github(report: &Report, reference: Option<&RunRef>, triage: &Triage, args: &VerifyArgs, global: &Global) -> Result<Later, Failure> {
    let mut named = reference.map_or_else(Named::default, |run| Named { host: run.host.clone(), repo: run.repo.clone() });
    if named.repo.is_none() {
        named.repo = report.run.repo.as_deref().map(str::parse::<Repo>).transpose()?;
    }
    let connection = connect(&args.github, global, &named)?;
    let id = match reference {
        Some(run) => which_of(run, None, &connection)?,
        None => after(report, &connection)?,
    };
    let since = report.run.head_sha.clone();
    let bundle = connection.ask(async |client| fetch_later(client, &connection.repo, id, since.as_deref()).await)?;
    let mut world = World::open(bundle.parts()?).map_err(BundleError::from)?;
    let history = std::mem::take(&mut world.history);
    let head = world.run.as_ref().and_then(|run| run.head_sha.clone());
    Ok((triage.report(world, |paths| Ok(pipeline::sources(&connection, head.as_deref(), paths)))?, history))
}

/// The first run of the report's workflow and branch that was created after it and has ended.
fn after(report: &Report, connection: &Connection) -> Result<RunId, Failure> {
    let none = |why: &str| Failure::NoLaterRun { repo: connection.repo.clone(), why: why.to_owned() };
    let (Some(branch), Some(id)) = (&report.run.branch, report.run.id) else { return Err(none("the report names no run or no branch")) };
    let created = report.run.created_at.as_deref().and_then(|time| DateTime::parse_from_rfc3339(time).ok()).map(|time| time.to_utc());
    let mut seen = 0;
    // The newest first, as GitHub lists them: of an old report the next run would be many pages away.
    for days in PERIODS {
        let runs = match (days, created) {
            (Some(days), Some(created)) => {
                let until = rfc3339(created + TimeDelta::days(days));
                let period = Period { since: rfc3339(created), until, branch: Some(branch.clone()) };
                connection.ask(async |client| client.runs_of_period(&connection.repo, &period).await)?.0
            }
            (Some(_), None) => continue,
            (None, _) => connection.ask(async |client| client.runs_of_branch(&connection.repo, branch).await)?,
        };
        let same = |path: Option<&str>| path.is_none() || report.run.path.is_none() || path == report.run.path.as_deref();
        let later = runs.iter().map(|listed| &listed.run).filter(|run| {
            run.id != id && same(run.path.as_deref()) && run.created_at.zip(created).is_some_and(|(run, report)| run > report)
        });
        let mut later: Vec<_> = later.collect();
        later.sort_by_key(|run| (run.created_at, run.id));
        if let Some(run) = later.iter().find(|run| !run.runs()) {
            return Ok(RunId::from(run.id));
        }
        seen = later.len();
    }
    Err(none(&if seen == 0 {
        format!("branch {branch} has none after run {id}")
    } else {
        format!("none of {seen} on branch {branch} has ended")
    }))
}
