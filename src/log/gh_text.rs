//! Text saved from `gh run view --log`: `job<TAB>step<TAB>line`, several jobs in one file. `UNKNOWN STEP` stands where the archive had no
//! step files. Continuation lines have no prefix.

use std::collections::BTreeMap;

use super::job_log::{JobLog, Line, LogFile, StepLog, lines_of};
use super::split::with_steps;
use super::stamp::stamp;
use crate::model::Job;

/// What `gh` prints for the step's name where there are no step files.
const NO_STEP: &[u8] = b"UNKNOWN STEP";

/// Whether a text is one that `gh run view --log` printed: its first lines have two tabs and then a time.
pub fn is_gh_text(bytes: &[u8]) -> bool {
    let mut prefixed = 0;
    for line in bytes.split(|byte| *byte == b'\n').take(20) {
        match prefix(line) {
            Some((_, _, start)) if stamp(&line[start..]).is_some() => prefixed += 1,
            _ => {}
        }
    }
    prefixed > 0 && stamp(bytes).is_none()
}

/// Job, step and where the line itself begins.
fn prefix(line: &[u8]) -> Option<(&[u8], &[u8], usize)> {
    let first = memchr::memchr(b'\t', line)?;
    let second = first + 1 + memchr::memchr(b'\t', &line[first + 1..])?;
    (first > 0).then_some((&line[..first], &line[first + 1..second], second + 1))
}

/// A job's stretches of lines, each with its step's name.
type Stretches = Vec<(Vec<u8>, Vec<Line>)>;

/// The logs of all jobs in the text, in the order in which they first appear.
pub fn read_gh_text(name: &str, bytes: &[u8]) -> Vec<JobLog> {
    let mut order: Vec<Vec<u8>> = Vec::new();
    let mut jobs: BTreeMap<Vec<u8>, Stretches> = BTreeMap::new();
    let mut current: Option<(Vec<u8>, Vec<u8>)> = None;
    for mut line in lines_of(0, bytes) {
        let raw = &bytes[line.start as usize..line.end as usize];
        // Output may have tabs of its own; a prefix is one that a time follows.
        if let Some((job, step, start)) = prefix(raw).filter(|(_, _, start)| stamp(&raw[*start..]).is_some()) {
            if current.as_ref().is_none_or(|(other, _)| other != job) && !order.iter().any(|known| known == job) {
                order.push(job.to_vec());
            }
            current = Some((job.to_vec(), step.to_vec()));
            line.start += u32::try_from(start).unwrap_or_default();
        }
        let Some((job, step)) = &current else { continue };
        let stretches = jobs.entry(job.clone()).or_default();
        match stretches.last_mut() {
            Some((last, lines)) if last == step => lines.push(line),
            _ => stretches.push((step.clone(), vec![line])),
        }
    }
    order.into_iter().filter_map(|job| jobs.remove(&job).map(|stretches| job_log(name, bytes, &job, stretches))).collect()
}

fn job_log(file: &str, bytes: &[u8], job: &[u8], stretches: Stretches) -> JobLog {
    let job_name = String::from_utf8_lossy(job).trim().to_owned();
    let files = vec![LogFile { name: file.to_owned(), bytes: bytes.to_vec() }];
    if stretches.iter().all(|(step, _)| step == NO_STEP) {
        let lines = stretches.into_iter().flat_map(|(_, lines)| lines).collect();
        let bare = JobLog::new(job_name.clone(), files, lines, Vec::new());
        return with_steps(bare, &Job { name: job_name, ..Job::default() });
    }
    let mut lines = Vec::new();
    let mut steps = Vec::new();
    for (step, own) in stretches {
        let start = lines.len();
        lines.extend(own);
        steps.push(StepLog { name: Some(String::from_utf8_lossy(&step).into_owned()), lines: start..lines.len(), ..StepLog::default() });
    }
    JobLog::new(job_name, files, lines, steps)
}

#[cfg(test)]
mod tests {
    use super::{is_gh_text, read_gh_text};

    #[test]
    fn jobs_and_steps_come_apart() {
        let text = b"a\tSet up\t\xEF\xBB\xBF2026-02-01T15:04:05.1234567Z one\nb\tRun\t2026-02-01T15:04:05.1234567Z two\n  goes on\na\tRun\t2026-02-01T15:04:06.1234567Z x\ty\tz\n";
        assert!(is_gh_text(text));
        assert!(!is_gh_text(b"2026-02-01T15:04:05.1234567Z one\ttwo\tthree\n"));
        let logs = read_gh_text("f", text);
        assert_eq!(logs.iter().map(|log| log.job.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(logs[0].steps.iter().filter_map(|step| step.name.as_deref()).collect::<Vec<_>>(), ["Set up", "Run"]);
        assert_eq!((logs[0].text(0).as_ref(), logs[0].text(1).as_ref()), ("one", "x\ty\tz"));
        assert_eq!((logs[1].text(1).as_ref(), logs[1].excerpt(1, 1, 0).log_line), ("  goes on", 3));
    }
}
