//! A log archive as GitHub hands it out: `<n>_<job>.txt` for a whole job, `<job>/<step number>_<step>.txt` for a step, `<job>/system.txt` for what
//! the service said before the runner began. Step files are missing at times, whole-job files too; entries come in any order.

use std::collections::{BTreeMap, HashSet};

use super::entries::Entries;
use super::error::LogError;
use super::job_log::{JobLog, Line, LogFile, StepLog, lines_of};
use super::{clean::clean, names, split};
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
        let file = |index: usize| Ok::<_, LogError>(LogFile { name: self.entries.names[index].clone(), bytes: self.entries.read(index)? });
        let head: Vec<LogFile> = files.system.map(file).into_iter().collect::<Result<_, _>>()?;
        let whole = files.whole.or(files.legacy).map(file).transpose()?;
        if files.steps.is_empty() {
            let Some(whole) = whole else { return Ok(assemble(job, head, Vec::new(), None)) };
            if whole.bytes.is_empty() && head.is_empty() {
                return Ok(assemble(job, head, Vec::new(), None));
            }
            let lines = lines_of(0, &whole.bytes);
            let bare = JobLog::new(job.name.clone(), vec![whole], lines, Vec::new());
            return Ok(split::with_steps(bare, job));
        }
        let steps = files.steps.iter().map(|(number, index)| Ok((*number, file(*index)?))).collect::<Result<Vec<_>, LogError>>()?;
        Ok(assemble(job, head, steps, whole))
    }

    /// A job's whole text, for a search that needs no steps.
    pub fn whole_text(&self, files: &ArchiveJob) -> Result<Vec<Vec<u8>>, LogError> {
        match files.whole.or(files.legacy) {
            Some(index) => Ok(vec![self.entries.read(index)?]),
            None => files.steps.values().map(|index| self.entries.read(*index)).collect(),
        }
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
fn assemble(job: &Job, head: Vec<LogFile>, steps: Vec<(u32, LogFile)>, whole: Option<LogFile>) -> JobLog {
    let mut files = head;
    let mut lines: Vec<Line> = Vec::new();
    let mut spans = Vec::new();
    let index = |files: &Vec<LogFile>| u16::try_from(files.len()).unwrap_or(u16::MAX);
    for (i, file) in files.iter().enumerate() {
        lines.extend(lines_of(u16::try_from(i).unwrap_or(u16::MAX), &file.bytes));
    }
    for (number, file) in steps {
        let start = lines.len();
        lines.extend(lines_of(index(&files), &file.bytes));
        let known = job.steps.iter().find(|step| step.number == number);
        let spelled =
            file.name.rsplit_once('/').and_then(|(_, step)| step.split_once('_')).map(|(_, name)| name.trim_end_matches(".txt").to_owned());
        spans.push(StepLog {
            number: Some(number),
            name: known.map(|step| step.name.clone()).or(spelled),
            conclusion: known.and_then(|step| step.conclusion.clone()),
            lines: start..lines.len(),
            sure: true,
            ..StepLog::default()
        });
        files.push(file);
    }
    if let Some(whole) = whole {
        let in_steps: HashSet<&[u8]> =
            lines.iter().map(|line| message(&files[usize::from(line.file)].bytes[line.start as usize..line.end as usize])).collect();
        let own: Vec<Line> = lines_of(index(&files), &whole.bytes)
            .into_iter()
            .filter(|line| !in_steps.contains(message(&whole.bytes[line.start as usize..line.end as usize])))
            .collect();
        if !own.is_empty() {
            lines.extend(own);
            files.push(whole);
        }
    }
    JobLog::new(job.name.clone(), files, lines, spans)
}

/// A raw line after its time stamp, which differs between the two copies.
fn message(raw: &[u8]) -> &[u8] {
    let line = clean(raw);
    let start = if line.text.is_empty() { raw.len() } else { line.raw_offset(0) };
    raw[start..].trim_ascii_end()
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
