//! A log that is one text: a file, or standard input.

use super::error::LogError;
use super::gh_text::{is_gh_text, read_gh_text};
use super::job_log::{JobLog, LogFile, lines_of};
use super::split::with_steps;
use crate::model::Job;

/// Files past this are refused: offsets are kept in 32 bits.
const LARGEST: usize = u32::MAX as usize;

/// Reads a text as the log of one job named after the file, or of all the jobs that a text saved by `gh run view --log` holds.
pub fn read_text(name: &str, bytes: Vec<u8>) -> Result<Vec<JobLog>, LogError> {
    if bytes.is_empty() {
        return Err(LogError::Empty { name: name.to_owned() });
    }
    if bytes.len() > LARGEST {
        return Err(LogError::TooLarge { name: name.to_owned(), what: "it".to_owned(), limit: "4 GiB".to_owned() });
    }
    if is_binary(&bytes) {
        return Err(LogError::Binary { name: name.to_owned() });
    }
    if is_gh_text(&bytes) {
        return Ok(read_gh_text(name, &bytes));
    }
    let job = Job { name: job_name(name), ..Job::default() };
    let lines = lines_of(0, &bytes);
    let bare = JobLog::new(job.name.clone(), vec![LogFile { name: name.to_owned(), bytes }], lines, Vec::new());
    Ok(vec![with_steps(bare, &job)])
}

/// Reads a text as the whole log of a job that is known.
pub fn read_job_text(name: &str, bytes: Vec<u8>, job: &Job) -> Result<JobLog, LogError> {
    if bytes.len() > LARGEST {
        return Err(LogError::TooLarge { name: name.to_owned(), what: "it".to_owned(), limit: "4 GiB".to_owned() });
    }
    let lines = lines_of(0, &bytes);
    let bare = JobLog::new(job.name.clone(), vec![LogFile { name: name.to_owned(), bytes }], lines, Vec::new());
    Ok(with_steps(bare, job))
}

/// `logs/0_build.txt` → `build`: the file's stem, without GitHub's ordinal.
fn job_name(file: &str) -> String {
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
