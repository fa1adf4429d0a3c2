//! A log that is one text: a file, or standard input.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::error::LogError;
use super::gh_text::{is_gh_text, read_gh_text};
use super::job_log::{JobLog, Segment};
use super::log_file::{IN_MEMORY, LogFile};
use super::spill::spill;
use super::split::with_steps;
use crate::model::Job;

/// Files past this are refused: lines are counted in 32 bits.
const LARGEST: u64 = u32::MAX as u64;
/// How much of a file says what it is.
const HEAD: usize = 64 << 10;

/// Reads a text as the log of one job named after the file, or of all the jobs that a text saved by `gh run view --log` holds.
pub fn read_text(name: &str, bytes: Vec<u8>) -> Result<Vec<JobLog>, LogError> {
    read_log(LogFile::in_memory(name, bytes.into()))
}

/// Reads a file as [`read_text`] does; a large one stays where it lies.
pub fn read_file(path: &Path) -> Result<Vec<JobLog>, LogError> {
    read_log(open(path)?)
}

/// Reads the log that something sends, as [`read_text`] does.
pub fn read_stream(name: &str, from: impl Read) -> Result<Vec<JobLog>, LogError> {
    let file = spill(name, from, LARGEST).map_err(|source| LogError::Io { path: name.into(), source })?;
    read_log(file.ok_or_else(|| too_large(name))?)
}

/// Reads a text as the whole log of a job that is known.
pub fn read_job_text(name: &str, bytes: Vec<u8>, job: &Job) -> Result<JobLog, LogError> {
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name));
    }
    Ok(whole(LogFile::in_memory(name, bytes.into()), job))
}

/// A file on disk, in memory if it is small.
fn open(path: &Path) -> Result<LogFile, LogError> {
    let name = path.display().to_string();
    let fail = |source| LogError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(fail)?;
    match file.metadata().map_err(fail)?.len() {
        size if size > LARGEST => Err(too_large(&name)),
        size if size > IN_MEMORY => LogFile::elsewhere(&name, file).map_err(fail),
        // Of no size: perhaps a pipe.
        _ => spill(&name, file, LARGEST).map_err(fail)?.ok_or_else(|| too_large(&name)),
    }
}

fn too_large(name: &str) -> LogError {
    LogError::TooLarge { name: name.to_owned(), what: "it".to_owned(), limit: "4 GiB".to_owned() }
}

fn read_log(file: LogFile) -> Result<Vec<JobLog>, LogError> {
    let head = file.head(HEAD);
    if head.is_empty() {
        return Err(LogError::Empty { name: file.name });
    }
    if is_binary(&head) {
        return Err(LogError::Binary { name: file.name });
    }
    if is_gh_text(&head) {
        return Ok(read_gh_text(&Arc::new(file)));
    }
    let job = Job { name: job_name(&file.name), ..Job::default() };
    Ok(vec![whole(file, &job)])
}

/// The log of a job that is one text.
pub(super) fn whole(file: LogFile, job: &Job) -> JobLog {
    let lines = Segment { file: 0, line: 0, count: file.lines(), prefixed: false };
    with_steps(JobLog::new(job.name.clone(), vec![Arc::new(file)], vec![lines], Vec::new()), job)
}

/// `logs/0_build.txt` → `build`: the file's stem, without GitHub's ordinal.
pub(super) fn job_name(file: &str) -> String {
    let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = base.strip_suffix(".txt").or_else(|| base.strip_suffix(".log")).unwrap_or(base);
    match stem.split_once('_') {
        Some((ordinal, job)) if !job.is_empty() && !ordinal.is_empty() && ordinal.bytes().all(|byte| byte.is_ascii_digit()) => {
            job.to_owned()
        }
        _ => stem.to_owned(),
    }
}

/// Control characters that no log has in such numbers: one in ten of the first bytes. A log may hold a few, even NUL.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8_192)];
    let odd = head.iter().filter(|byte| matches!(byte, 0..=6 | 14..=26 | 28..=31)).count();
    odd * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::{is_binary, job_name, read_text};

    #[test]
    fn names_and_binaries() {
        assert_eq!(job_name("logs/0_build (a).txt"), "build (a)");
        assert_eq!(job_name("my_job.log"), "my_job");
        assert!(is_binary(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00"));
        assert!(!is_binary("plain \u{1b}[31mtext\u{1b}[0m with one \0 in a longer line".as_bytes()));
    }

    #[test]
    fn steps_are_rebuilt_from_groups() {
        let stamp = "2026-02-01T15:04:05.1234567Z ";
        let lines = [
            "Current runner version: '2.336.0'",
            "##[group]Run make test",
            "make test",
            "shell: /usr/bin/bash -e {0}",
            "env:",
            "  A: 1",
            "  B: two",
            "lines",
            "##[endgroup]",
            "##[group]Run my own group",
            "boom",
            "##[endgroup]",
            "##[error]Process completed with exit code 2.",
            "Post job cleanup.",
            "bye",
        ];
        let text: String = lines.iter().map(|line| format!("{stamp}{line}\r\n")).collect();
        let logs = read_text("0_x.txt", text.into_bytes()).expect("a log");
        let log = &logs[0];
        let names: Vec<_> = log.steps.iter().filter_map(|step| step.name.as_deref()).collect();
        assert_eq!(names, ["Set up job", "Run make test", "Post job cleanup"]);
        let step = &log.steps[1];
        assert_eq!((step.exit, step.failed(), step.run.script.as_slice()), (Some((12, 2)), true, ["make test".to_owned()].as_slice()));
        assert_eq!(step.run.var("B"), Some("two\nlines"));
        assert!(log.is_echo(2) && !log.is_echo(10) && !log.is_echo(12));
        assert_eq!(log.excerpt(10, 9, 0).before, ["##[group]Run my own group"]);
    }
}
