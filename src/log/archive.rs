//! A log archive as GitHub hands it out: `<n>_<job>.txt` for a whole job, `<job>/<step number>_<step>.txt` for a step, `<job>/system.txt` for what
//! the service said before the runner began. Step files are missing at times, whole-job files too; entries come in any order.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::entries::Entries;
use super::error::LogError;
use super::job_log::{JobLog, Segment, StepLog};
use super::log_file::{IN_MEMORY, LogFile};
use super::own_lines::own_lines;
use super::{names, text};
use crate::model::Job;

/// The files of one job in an archive, as indexes into its entries.
#[derive(Clone, Debug, Default)]
pub struct ArchiveJob {
    /// The name as the archive spells it.
    pub name: String,
    whole: Option<usize>,
    /// A copy by an older service, shorter at times: `-2147483648_<job>.txt`.
    legacy: Option<usize>,
    system: Option<usize>,
    steps: BTreeMap<u32, usize>,
}

/// An archive, sorted by jobs.
#[derive(Debug)]
pub struct Archive {
    entries: Entries,
    jobs: Vec<ArchiveJob>,
}

impl Archive {
    /// Sorts the entries by job. Refuses an archive in which nothing is named like a log.
    pub fn open(entries: Entries) -> Result<Self, LogError> {
        let mut jobs: BTreeMap<String, ArchiveJob> = BTreeMap::new();
        for (index, name) in entries.names.iter().enumerate() {
            let Some((job, part)) = classify(name) else { continue };
            let slot = jobs.entry(job.to_owned()).or_insert_with(|| ArchiveJob { name: job.to_owned(), ..ArchiveJob::default() });
            match part {
                Part::Whole => slot.whole = slot.whole.or(Some(index)),
                Part::Legacy => slot.legacy = slot.legacy.or(Some(index)),
                Part::System => slot.system = Some(index),
                Part::Step(number) => {
                    slot.steps.entry(number).or_insert(index);
                }
            }
        }
        if jobs.is_empty() {
            return Err(LogError::NoLogs { name: entries.name.clone(), entries: entries.names.len() });
        }
        Ok(Self { entries, jobs: jobs.into_values().collect() })
    }

    /// The jobs, in the order of their names.
    pub fn jobs(&self) -> &[ArchiveJob] {
        &self.jobs
    }

    /// The files of a job, if exactly one of the archive's may be its.
    pub fn find(&self, name: &str) -> Option<&ArchiveJob> {
        if let Some(exact) = self.jobs.iter().find(|job| names::key(&job.name) == names::key(name)) {
            return Some(exact);
        }
        let mut fits = self.jobs.iter().filter(|job| names::may_be(&job.name, name));
        fits.next().filter(|_| fits.next().is_none())
    }

    /// Reads a job's log: by step files where they are, with what only the whole-job text has; else the whole-job text, split.
    pub fn read(&self, files: &ArchiveJob, job: &Job) -> Result<JobLog, LogError> {
        let whole = files.whole.or(files.legacy).filter(|&whole| self.says_more(whole, files));
        let mut plan = Plan::default();
        let mut planned = |index: usize| (index, plan.hold(self.entries.size(index)));
        let system = files.system.map(&mut planned);
        let steps: Vec<_> = files.steps.iter().map(|(number, index)| (*number, planned(*index))).collect();
        let whole = whole.map(&mut planned);
        let permit = self.entries.permit(plan.held);
        let file = |(index, held): (usize, bool)| self.entries.log_file(index, held);
        let head = system.map(file).transpose()?;
        let log = if steps.is_empty() {
            match whole.map(file).transpose()? {
                Some(whole) if whole.lines() > 0 || head.is_none() => text::whole(whole, job),
                _ => assemble(job, head, Vec::new(), None),
            }
        } else {
            let steps = steps.into_iter().map(|(number, planned)| Ok((number, file(planned)?))).collect::<Result<_, LogError>>()?;
            assemble(job, head, steps, whole.map(file).transpose()?)
        };
        Ok(log.with_permit(permit))
    }

    /// Whether the whole text of a job has room for lines that its steps' files lack. All begin with a byte order mark.
    fn says_more(&self, whole: usize, files: &ArchiveJob) -> bool {
        let steps: u64 = files.steps.values().map(|index| self.entries.size(*index)).sum();
        let marks = 3 * (files.steps.len() as u64).saturating_sub(1);
        files.steps.is_empty() || self.entries.size(whole) != steps.saturating_sub(marks)
    }

    /// Calls back with a job's whole text, some lines at a time, for a search that needs no steps.
    pub fn search(&self, files: &ArchiveJob, each: &mut dyn FnMut(&[u8])) -> Result<(), LogError> {
        match files.whole.or(files.legacy) {
            Some(index) => self.entries.stretches(index, each),
            None => files.steps.values().try_for_each(|index| self.entries.stretches(*index, each)),
        }
    }
}

/// What of a job's log is held in memory.
#[derive(Default)]
struct Plan {
    held: u64,
}

impl Plan {
    /// Whether a file is; of one job not more than two of the largest.
    fn hold(&mut self, size: u64) -> bool {
        let holds = size <= IN_MEMORY && self.held + size <= 2 * IN_MEMORY;
        self.held += if holds { size } else { 0 };
        holds
    }
}

enum Part {
    Whole,
    Legacy,
    System,
    Step(u32),
}

/// What an entry's name says it is.
fn classify(name: &str) -> Option<(&str, Part)> {
    if name.starts_with("__MACOSX/") {
        return None;
    }
    let stem = name.strip_suffix(".txt")?;
    match stem.rsplit_once('/') {
        None => {
            let (ordinal, job) = stem.split_once('_')?;
            let legacy = ordinal.starts_with('-');
            let digits = ordinal.trim_start_matches('-');
            let numbered = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            (numbered && !job.is_empty()).then_some((job, if legacy { Part::Legacy } else { Part::Whole }))
        }
        Some((job, "system")) if !job.is_empty() => Some((job, Part::System)),
        Some((job, step)) if !job.is_empty() => {
            let (number, _) = step.split_once('_')?;
            Some((job, Part::Step(number.parse().ok()?)))
        }
        Some(_) => None,
    }
}

/// One log of system lines, steps in order, and last what the runner said to the job alone (a shutdown, a throttled upload), which stands in no step file.
fn assemble(job: &Job, head: Option<LogFile>, steps: Vec<(u32, LogFile)>, whole: Option<LogFile>) -> JobLog {
    let segment = |file: usize, lines: Range<usize>| Segment { file, line: lines.start, count: lines.len(), prefixed: false };
    let mut segments: Vec<Segment> = Vec::new();
    let mut spans = Vec::new();
    let mut len = 0;
    let mut files: Vec<LogFile> = Vec::new();
    if let Some(head) = head {
        len = head.lines();
        segments.push(segment(0, 0..len));
        files.push(head);
    }
    let first = files.len();
    for (number, file) in steps {
        segments.push(segment(files.len(), 0..file.lines()));
        let known = job.steps.iter().find(|step| step.number == number);
        let spelled =
            file.name.rsplit_once('/').and_then(|(_, step)| step.split_once('_')).map(|(_, name)| name.trim_end_matches(".txt").to_owned());
        spans.push(StepLog {
            number: Some(number),
            name: known.map(|step| step.name.clone()).or(spelled),
            conclusion: known.and_then(|step| step.conclusion.clone()),
            lines: len..len + file.lines(),
            sure: true,
            ..StepLog::default()
        });
        len += file.lines();
        files.push(file);
    }
    if let Some(whole) = whole {
        let own = own_lines(&whole, &files[first..]);
        segments.extend(own.into_iter().map(|lines| segment(files.len(), lines)));
        files.push(whole);
    }
    JobLog::new(job.name.clone(), files.into_iter().map(Arc::new).collect(), segments, spans)
}

#[cfg(test)]
mod tests {
    use super::{Part, classify};

    #[test]
    fn entry_names() {
        assert!(matches!(classify("0_build.txt"), Some(("build", Part::Whole))));
        assert!(matches!(classify("-2147483648_build.txt"), Some(("build", Part::Legacy))));
        assert!(matches!(classify("build/system.txt"), Some(("build", Part::System))));
        assert!(matches!(classify("a  b (x, 1)/12_Post Run.txt"), Some(("a  b (x, 1)", Part::Step(12)))));
        assert!(classify("build/").is_none());
        assert!(classify("readme.txt").is_none());
        assert!(classify("../../etc/passwd").is_none());
        assert!(classify("__MACOSX/0_build.txt").is_none());
    }
}
