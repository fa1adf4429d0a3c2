//! What a repository's own problem matchers find: which files a log names, and their problems once the files are there.

use std::collections::BTreeMap;

use super::reading::Reading;
use super::workspace::in_repository;
use crate::bundle::World;
use crate::extract::words::{count, problems};
use crate::extract::{named_in, read_matched};
use crate::log::JobLog;
use crate::matching::{Depth, Finding, Reading as Read, Source};
use crate::model::{Confidence, Details, Job, Place, Problem};
use crate::rules::Captures;

/// Files of matchers that a job may name.
const MOST: usize = 8;
/// Errors of a step that are compared with annotations.
const ERRORS: usize = 200;

/// The files that a log adds as matchers, as paths of the repository.
pub(super) fn named(log: &JobLog) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for path in log.lines_with(0..log.len(), b"add-matcher", MOST * 4).into_iter().filter_map(|at| named_in(&log.text(at))) {
        let path = in_repository(&path);
        let path = path.trim_start_matches("./");
        let inside = !path.starts_with('/') && !path.contains(':') && !path.split('/').any(|part| part == "..");
        if inside && paths.len() < MOST && !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// Adds the problems that matchers find in the logs of failed jobs. A log that cannot be read again adds nothing.
pub fn add_matched(world: &World, files: &BTreeMap<String, String>, reading: &mut Reading) {
    for (at, job) in reading.jobs.iter_mut().enumerate() {
        let texts: Vec<&str> = job.facts.matchers.iter().filter_map(|path| files.get(path)).map(String::as_str).collect();
        if !job.failed || texts.is_empty() {
            continue;
        }
        let Ok(Some(log)) = world.log(at) else { continue };
        job.findings.extend(read_matched(&log, &texts));
    }
}

/// Errors that carry a place beside the log: `::error file=…,line=…::` leaves only its message there.
pub(super) fn annotated(job: &Job, log: &JobLog) -> Option<Finding> {
    let errors: Vec<(usize, String)> = log
        .steps
        .iter()
        .filter(|step| step.failed())
        .flat_map(|step| step.errors.iter().take(ERRORS))
        .map(|&at| (at, log.text(at).trim_start_matches("##[error]").trim().to_owned()))
        .collect();
    let placed = job.annotations.iter().filter(|annotation| annotation.level.as_deref() == Some("failure"));
    let mut lines = Vec::new();
    let mut found = Vec::new();
    for annotation in placed {
        // Without a file of its own, GitHub writes this one.
        let Some(path) = annotation.path.as_deref().filter(|path| *path != ".github") else { continue };
        let Some(message) = annotation.message.lines().next().map(str::trim).filter(|message| !message.is_empty()) else { continue };
        let Some((line, _)) = errors.iter().find(|(_, text)| text == message || text.ends_with(message) && text.starts_with(path)) else {
            continue;
        };
        lines.push(*line);
        let place = Place { path: Some(path.to_owned()), line: annotation.line.map(u64::from), column: None };
        found.push(Problem { message: message.to_owned(), code: None, place });
    }
    let line = lines.into_iter().min()?;
    let reading = Read {
        extractor: "annotation",
        category: "build",
        depth: Depth::What,
        span: line..line + 1,
        title: count(found.len() as u64, "problem", "problems"),
        root_cause: problems("A check", &found),
        confidence: Confidence::Medium,
        details: Details::default().with_problems(found),
    };
    Some(Finding::at(log, line, Source::Extractor(reading), Captures::default(), log.text(line).trim().to_owned()))
}
