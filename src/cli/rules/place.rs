//! `LOG:LINE`: a line of a log, as editors and `grep -n` name it.

use std::path::{Path, PathBuf};

use crate::bundle::{BundleError, World, read};
use crate::cli::error::Failure;
use crate::log::JobLog;

/// A line in the log of a job.
pub(super) struct Line {
    pub log: JobLog,
    /// As an index into the job's lines.
    pub at: usize,
}

/// Finds the line. `LOG` is a file, or an archive or a run's directory with the name of a log in it: `logs.zip:0_build.txt:120`.
pub(super) fn find(text: &str) -> Result<Line, Failure> {
    let wrong = |why: &str| Failure::Place { place: text.to_owned(), why: why.to_owned() };
    let (log, line) = text.rsplit_once(':').ok_or_else(|| wrong("it names no line"))?;
    let line: u32 = line.parse().map_err(|_| wrong("what stands behind the last `:` is no number"))?;
    let (path, entry) = match log.rsplit_once(':') {
        Some((path, entry)) if !Path::new(log).exists() => (PathBuf::from(path), Some(entry)),
        _ => (PathBuf::from(log), None),
    };
    let world = World::open(read(&[path])?).map_err(BundleError::from)?;
    for at in 0..world.jobs.len() {
        let Some(log) = world.log(at).map_err(BundleError::from)? else { continue };
        let wanted = |name: &str| entry.is_none_or(|entry| entry == name || entry == log.job);
        let found = (0..log.len()).find(|&at| {
            let place = log.excerpt(at, 0, 0);
            place.log_line == line && wanted(&place.log)
        });
        if let Some(at) = found {
            return Ok(Line { log: log.into_owned(), at });
        }
    }
    Err(wrong("there is no such line"))
}
