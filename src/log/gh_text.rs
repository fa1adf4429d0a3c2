//! Text saved from `gh run view --log`: `job<TAB>step<TAB>line`, several jobs in one file. `UNKNOWN STEP` stands where the archive had no
//! step files. Continuation lines have no prefix. Copies of it have spaces for tabs, `job step line`, or the numbers of lines that grep printed.

use std::sync::Arc;

use super::job_log::{JobLog, Segment, StepLog};
use super::log_file::LogFile;
use super::split::with_steps;
use super::stamp::stamp_len;
use crate::model::Job;

/// What `gh` prints for the step's name where there are no step files.
const NO_STEP: &[u8] = b"UNKNOWN STEP";

/// Whether a text is one that `gh run view --log` printed, by its beginning: its first lines have two tabs and then a time. In a copy without tabs, most of
/// them must have the time, and one a tag of the runner behind it.
pub(super) fn is_gh_text(bytes: &[u8]) -> bool {
    if begins_with_time(bytes) {
        return false;
    }
    let head = || bytes.split(|byte| *byte == b'\n').take(20).filter(|line| !line.trim_ascii().is_empty());
    let copied = head().filter(|line| copied_prefix(line).is_some()).count();
    head().any(|line| tabbed_prefix(line).is_some())
        || copied > 1 && copied * 2 > head().count() && memchr::memmem::find(bytes, b"Z ##[").is_some()
}

/// Job, step and where the line itself begins. Output may have tabs of its own; a prefix is one that a time follows.
fn prefix(line: &[u8]) -> Option<(&[u8], &[u8], usize)> {
    tabbed_prefix(line).or_else(|| copied_prefix(line))
}

fn tabbed_prefix(line: &[u8]) -> Option<(&[u8], &[u8], usize)> {
    let first = memchr::memchr(b'\t', line)?;
    let second = first + 1 + memchr::memchr(b'\t', &line[first + 1..])?;
    (first > 0 && begins_with_time(&line[second + 1..])).then_some((&line[..first], &line[first + 1..second], second + 1))
}

/// A prefix is no longer than this.
const LONGEST: usize = 200;
/// A time stamp of the runner with the space behind it: programs seldom write seven digits of a second.
const STAMP: usize = 29;

/// Without tabs, the names of job and step do not come apart: all of it is the step's, for now. A line's number is no name.
fn copied_prefix(line: &[u8]) -> Option<(&[u8], &[u8], usize)> {
    let starts = 1..line.len().saturating_sub(STAMP - 2).min(LONGEST);
    let start = starts.into_iter().find(|&at| {
        line[at] == b'2'
            && matches!(line[at - 1], b' ' | b':')
            && line.get(at + 4) == Some(&b'-')
            && stamp_len(&line[at..]).abs_diff(STAMP) <= 1
            && line.get(at + 27) == Some(&b'Z')
    })?;
    let name = line[..start].trim_ascii();
    let name = name.strip_suffix(b":").unwrap_or(name);
    let numbered = name.is_empty() || name.iter().all(u8::is_ascii_digit);
    (numbered || name[0].is_ascii_alphanumeric()).then_some((b"".as_slice(), if numbered { NO_STEP } else { name }, start))
}

/// How many words all of some names begin with; none, where one is nothing but them.
fn shared_words(names: &[&str]) -> usize {
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let Some(first) = names.first().map(|name| words(name)) else { return 0 };
    let others: Vec<_> = names.iter().map(|name| words(name)).collect();
    (0..first.len()).take_while(|&at| others.iter().all(|other| other.len() > at + 1 && other[at] == first[at])).count()
}

fn begins_with_time(line: &[u8]) -> bool {
    stamp_len(line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)) > 0
}

/// Where a line itself begins, behind its prefix if it has one.
pub fn own_start(line: &[u8]) -> usize {
    prefix(line).map_or(0, |(_, _, start)| start)
}

/// A job's stretches of lines, each with its step's name.
type Stretches = Vec<(Vec<u8>, Vec<Segment>)>;

/// The logs of all jobs in the text, in the order in which they first appear.
pub(super) fn read_gh_text(file: &Arc<LogFile>) -> Vec<JobLog> {
    let mut jobs: Vec<(Vec<u8>, Stretches)> = Vec::new();
    let mut current = None;
    file.stretches(0..file.lines(), &mut |first, stretch| {
        let stretch = stretch.strip_suffix(b"\n").unwrap_or(stretch);
        for (at, line) in stretch.split(|byte| *byte == b'\n').enumerate() {
            if let Some((job, step, _)) = prefix(line) {
                let known =
                    current.filter(|&known: &usize| jobs[known].0 == job).or_else(|| jobs.iter().position(|(known, _)| known == job));
                let job = known.unwrap_or_else(|| {
                    jobs.push((job.to_vec(), Vec::new()));
                    jobs.len() - 1
                });
                current = Some(job);
                if jobs[job].1.last().is_none_or(|(last, _)| last != step) {
                    jobs[job].1.push((step.to_vec(), Vec::new()));
                }
            }
            let Some((_, segments)) = current.and_then(|job| jobs[job].1.last_mut()) else { continue };
            match segments.last_mut() {
                Some(last) if last.line + last.count == first + at => last.count += 1,
                _ => segments.push(Segment { file: 0, line: first + at, count: 1, prefixed: true }),
            }
        }
    });
    jobs.into_iter().map(|(job, stretches)| job_log(file, &job, stretches)).collect()
}

fn job_log(file: &Arc<LogFile>, job: &[u8], stretches: Stretches) -> JobLog {
    let names: Vec<String> =
        stretches.iter().filter(|(step, _)| step != NO_STEP).map(|(step, _)| String::from_utf8_lossy(step).into_owned()).collect();
    let shared = if job.is_empty() { shared_words(&names.iter().map(String::as_str).collect::<Vec<_>>()) } else { 0 };
    let job_name = match names.first().filter(|_| shared > 0) {
        Some(name) => name.split(' ').take(shared).collect::<Vec<_>>().join(" "),
        None if job.is_empty() => super::text::job_name(&file.name),
        None => String::from_utf8_lossy(job).trim().to_owned(),
    };
    let files = vec![Arc::clone(file)];
    if stretches.iter().all(|(step, _)| step == NO_STEP) {
        let segments = stretches.into_iter().flat_map(|(_, segments)| segments).collect();
        let bare = JobLog::new(job_name.clone(), files, segments, Vec::new());
        return with_steps(bare, &Job { name: job_name, ..Job::default() });
    }
    let mut all = Vec::new();
    let mut steps = Vec::new();
    let mut len = 0;
    for (step, segments) in stretches {
        let start = len;
        len += segments.iter().map(|segment| segment.count).sum::<usize>();
        all.extend(segments);
        let name = String::from_utf8_lossy(&step).split(' ').skip(shared).collect::<Vec<_>>().join(" ");
        steps.push(StepLog { name: Some(name), lines: start..len, ..StepLog::default() });
    }
    JobLog::new(job_name, files, all, steps)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{LogFile, is_gh_text, read_gh_text};

    #[test]
    fn jobs_and_steps_come_apart() {
        let text = b"a\tSet up\t\xEF\xBB\xBF2026-02-01T15:04:05.1234567Z one\nb\tRun\t2026-02-01T15:04:05.1234567Z two\n  goes on\na\tRun\t2026-02-01T15:04:06.1234567Z x\ty\tz\n";
        assert!(is_gh_text(text));
        assert!(!is_gh_text(b"2026-02-01T15:04:05.1234567Z one\ttwo\tthree\n"));
        let logs = read_gh_text(&Arc::new(LogFile::in_memory("f", text.to_vec().into())));
        assert_eq!(logs.iter().map(|log| log.job.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(logs[0].steps.iter().filter_map(|step| step.name.as_deref()).collect::<Vec<_>>(), ["Set up", "Run"]);
        assert_eq!((logs[0].text(0).as_ref(), logs[0].text(1).as_ref()), ("one", "x\ty\tz"));
        let copied = b"ci Unit tests 2026-02-01T15:04:05.1234567Z ##[group]Run npm test\nci Unit tests 2026-02-01T15:04:06.1234567Z x\nci Post Checkout 2026-02-01T15:04:07.1234567Z y\n";
        assert!(is_gh_text(copied));
        let read = read_gh_text(&Arc::new(LogFile::in_memory("f", copied.to_vec().into())));
        assert_eq!(read.iter().map(|log| log.job.as_str()).collect::<Vec<_>>(), ["ci"]);
        assert_eq!(read[0].steps.iter().filter_map(|step| step.name.as_deref()).collect::<Vec<_>>(), ["Unit tests", "Post Checkout"]);
        assert_eq!(read[0].text(1).as_ref(), "x");
        let numbered = b"147:2026-02-01T15:04:05.1234567Z ##[group]Run make\n148:2026-02-01T15:04:06.1234567Z ##[error]Process completed with exit code 2.\n";
        assert!(is_gh_text(numbered));
        let read = read_gh_text(&Arc::new(LogFile::in_memory("build.log", numbered.to_vec().into())));
        assert_eq!((read[0].job.as_str(), read[0].text(1).as_ref()), ("build", "##[error]Process completed with exit code 2."));
        assert!(!is_gh_text(b"api-1 | 2026-02-01T15:04:05.123456Z x\napi-1 | 2026-02-01T15:04:05.123456Z y\n"));
        assert_eq!((logs[1].text(1).as_ref(), logs[1].excerpt(1, 1, 0).log_line), ("  goes on", 3));
    }
}
