//! All logs of a run, read once: failed jobs whole, green ones only for the lines that the failed ones raised.

use super::beside;
use super::controls::{Controls, Lines};
use super::guard::wanted_files;
use super::job::{JobFindings, read_job, read_job_beside};
use super::matched::annotated;
use super::printed;
use super::rank::rank;
use super::setup::Setup;
use crate::bundle::World;
use crate::extract::unusual::Usual;
use crate::log::{LogError, clean};
use crate::matching::{Matcher, Scratch};
use crate::model::{Conclusion, Job, Missing, Run};
use crate::rules::{Catalog, on_all_cores};

/// Lines of a green log that are kept to compare with.
const GREEN: usize = 500_000;

/// What a run's logs tell.
#[derive(Debug, Default)]
pub struct Reading {
    /// By job, in the world's order.
    pub jobs: Vec<JobFindings>,
    /// What green jobs print too.
    pub controls: Controls,
    /// What each job was set up with, in the world's order, as far as its log was read.
    pub setups: Vec<Setup>,
    /// Logs that were not there.
    pub missing: Vec<Missing>,
}

/// Reads the logs, on all cores.
pub fn read(world: &World, matcher: &Matcher<'_>, catalog: &Catalog) -> Result<Reading, LogError> {
    read_beside(world, &world.others, matcher, catalog)
}

/// The same, with the runs in which a job's last green log is looked for.
pub(super) fn read_beside(world: &World, pool: &[World], matcher: &Matcher<'_>, catalog: &Catalog) -> Result<Reading, LogError> {
    let mut reading = Reading::default();
    for (at, found) in on_all_cores(world.jobs.len(), |at| job(world, pool, at, matcher, catalog)).into_iter().enumerate() {
        let job = &world.jobs[at];
        let (findings, why) = found?;
        let what = no_log(job);
        // Whoever fetched it may have said why already.
        let said = |missing: &Missing| missing.what == what || missing.what.starts_with("log archive");
        if let Some(why) = why.filter(|_| findings.failed && job.id.is_some() && !job.never_started() && !world.missing.iter().any(said)) {
            reading.missing.push(Missing { what, why, hint: job.url.as_ref().map(|url| format!("look at {url}")) });
        }
        reading.jobs.push(findings);
    }
    reading.setups = reading.jobs.iter().map(|found| found.facts.setup.clone()).collect();
    let lines = Lines::of(&reading.jobs, catalog);
    let passed = |at: &usize| world.jobs[*at].conclusion == Some(Conclusion::Success);
    let green: Vec<usize> = (0..world.jobs.len()).filter(passed).collect();
    if lines.is_empty() {
        return Ok(reading);
    }
    for (at, found) in
        on_all_cores(green.len(), |at| control(world, green[at], &world.jobs[green[at]].name, &lines)).into_iter().enumerate()
    {
        match found {
            Ok((found, setup)) => {
                reading.controls.merge(found);
                reading.setups[green[at]] = setup;
            }
            // A control less.
            Err(_) if world.run.is_some() => {}
            Err(error) => return Err(error),
        }
    }
    earlier(world, &lines, &mut reading);
    Ok(reading)
}

/// What earlier runs of the failed jobs printed, and passed. One that cannot be read is a control less.
fn earlier(world: &World, lines: &Lines, reading: &mut Reading) {
    let failed: Vec<&str> =
        world.jobs.iter().zip(&reading.jobs).filter(|(_, found)| found.failed).map(|(job, _)| job.name.as_str()).collect();
    for other in &world.others {
        let Some(run) = &other.run else { continue };
        for (at, job) in other.jobs.iter().enumerate() {
            if job.conclusion != Some(Conclusion::Success) || !failed.contains(&job.name.as_str()) {
                continue;
            }
            let (mut controls, mut scratch) = (Controls::default(), Scratch::default());
            let name = format!("{} of run {}", job.name, run.id);
            if other.search(at, &mut |text| controls.search(&name, text, lines, &mut scratch)).is_ok() {
                reading.controls.merge(controls);
            }
        }
    }
}

/// How a job's log is called where it is missing.
pub(super) fn no_log(job: &Job) -> String {
    format!("log of job {}", job.shown())
}

/// A job's findings, and why its log was not read, if it was not.
fn job(
    world: &World,
    pool: &[World],
    at: usize,
    matcher: &Matcher<'_>,
    catalog: &Catalog,
) -> Result<(JobFindings, Option<String>), LogError> {
    let job = &world.jobs[at];
    let failed = job.conclusion.as_ref().is_some_and(Conclusion::failed);
    if job.runs() {
        return Ok((JobFindings::default(), None));
    }
    if job.conclusion.is_some() && !failed {
        let found = beside::stopped(job, matcher, catalog);
        if let Some(broken) = broken(world, at, matcher, catalog).filter(|_| !found.failed) {
            return Ok((broken, None));
        }
        let ended = found.failed || beside::out_of_time(job).is_some();
        return Ok(match world.log(at) {
            Ok(Some(log)) if ended => (beside::add_last(job, &log, found, matcher, catalog), None),
            _ => (found, None),
        });
    }
    let why = match world.log(at) {
        Ok(Some(log)) if !log.is_empty() || !failed => {
            let mut found = read_job_beside(job, &log, &usual(pool, &job.name), matcher, catalog, world.jobs.len() == 1);
            found.findings.extend(annotated(job, &log).filter(|_| found.failed));
            beside::tell_limit(job, &log, &mut found);
            beside::add_annotations(job, &mut found, log.len(), matcher);
            return Ok((found, None));
        }
        Ok(Some(_)) => "it is empty".to_owned(),
        Ok(None) => "none was handed over".to_owned(),
        // Of a run, the other jobs' logs are still worth reading.
        Err(error) if world.run.is_some() => format!("failed to {error}"),
        Err(error) => return Err(error),
    };
    let found = if failed { beside::without_log(job, matcher, catalog) } else { JobFindings::default() };
    Ok((found, Some(why)))
}

/// A job that was cancelled when a step of it had failed already: some cancel their own run then, and GitHub keeps how each step ended.
fn broken(world: &World, at: usize, matcher: &Matcher<'_>, catalog: &Catalog) -> Option<JobFindings> {
    let job = &world.jobs[at];
    let failed = |conclusion: &Option<Conclusion>| conclusion == &Some(Conclusion::Failure);
    if job.conclusion != Some(Conclusion::Cancelled) || !job.steps.iter().any(|step| failed(&step.conclusion)) {
        return None;
    }
    let ended = Job { conclusion: Some(Conclusion::Failure), ..job.clone() };
    let log = world.log(at).ok()??;
    let found = read_job(&ended, &log, matcher, catalog);
    found.failed.then_some(found)
}

/// The newest green job of a name in some runs, and its run.
fn last_green<'w>(pool: &'w [World], name: &str) -> Option<(&'w World, usize)> {
    let green = |job: &Job| job.name == name && job.conclusion == Some(Conclusion::Success);
    let found = pool.iter().filter_map(|other| Some((other, other.jobs.iter().position(green)?)));
    found.max_by_key(|(other, _)| other.run.as_ref().map(|run| (run.created_at, run.id)))
}

/// What a job prints on good days, as its last green log shows.
fn usual(pool: &[World], name: &str) -> Usual {
    let mut usual = Usual::default();
    let Some((other, at)) = last_green(pool, name) else { return usual };
    let mut left = GREEN;
    let read = other.search(at, &mut |text| {
        let lines = text.split(|byte| *byte == b'\n').take(left);
        usual.extend(lines.map(|line| clean(line).text).inspect(|_| left = left.saturating_sub(1)));
    });
    // Half a log would make lines look unusual that are not.
    if read.is_ok() { usual } else { Usual::default() }
}

/// Which of the lines a green job prints too, and what the runner prints while it sets the job up.
fn control(world: &World, at: usize, name: &str, lines: &Lines) -> Result<(Controls, Setup), LogError> {
    /// Lines of set-up.
    const HEAD: usize = 200;
    let mut head = 0;
    let mut setup = Setup::default();
    let mut controls = Controls::default();
    let mut scratch = Scratch::default();
    world.search(at, &mut |text| {
        for line in text.split(|byte| *byte == b'\n').take(HEAD - head) {
            setup.note(&clean(line).text);
            head += 1;
        }
        controls.search(name, text, lines, &mut scratch);
    })?;
    Ok((controls, setup))
}

/// For so many jobs it is asked who printed their line.
const ASKED: usize = 2;

/// The sources that may explain what was found, out of the repository's paths: those whose rules ask for a guard, those that may
/// print the message, and the workflow.
pub fn wanted(world: &World, reading: &Reading, catalog: &Catalog) -> Vec<String> {
    let tree = world.tree.as_deref().unwrap_or_default();
    let mut wanted: Vec<String> = Vec::new();
    for finding in reading.jobs.iter().flat_map(|job| &job.findings) {
        let captures =
            finding.rule(catalog).into_iter().flat_map(|rule| &rule.variants).filter_map(|variant| variant.when.guarded_by_env.as_ref());
        for missing in captures.filter_map(|capture| finding.captures.get(capture)) {
            wanted.extend(wanted_files(missing, tree));
        }
    }
    let mut asked = 0;
    for (at, found) in reading.jobs.iter().enumerate().filter(|(_, found)| found.failed) {
        let first = rank(found, catalog, &reading.controls).primary.map(|primary| &found.findings[primary]);
        let Some(finding) = first.filter(|finding| asked < ASKED && printed::worth_asking(finding, catalog)) else { continue };
        asked += 1;
        wanted.extend(printed::wanted_files(&finding.evidence.text, &world.jobs[at].name, tree));
    }
    let matchers = reading.jobs.iter().flat_map(|job| &job.facts.matchers);
    wanted.extend(matchers.filter(|path| tree.contains(path)).cloned());
    let workflow = world.run.as_ref().and_then(Run::workflow_file);
    wanted.extend(workflow.filter(|path| tree.iter().any(|known| known == path)).map(str::to_owned));
    wanted.sort();
    wanted.dedup();
    wanted
}
