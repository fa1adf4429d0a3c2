//! All lines of one job, in order, each with its place: file, line in the file, step, line in the step.

use std::borrow::Cow;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::clean::clean;
use super::marker::{Marker, exit_code, marker};
use super::run_group::{self, RunGroup};
use super::stamp::stamp;
use super::verdict;
use crate::model::{Conclusion, Job, Origin};

/// A file that lines were read from.
#[derive(Clone, Debug)]
pub struct LogFile {
    /// Its name in the archive or on the command line.
    pub name: String,
    /// Its bytes, untouched.
    pub bytes: Vec<u8>,
}

/// One physical line. `start` stands after `job<TAB>step<TAB>` where `gh` saved the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub file: u16,
    pub start: u32,
    pub end: u32,
    /// Counts from 1 in the file.
    pub number: u32,
}

/// A step's lines and what they say of it.
#[derive(Clone, Debug, Default)]
pub struct StepLog {
    /// The API's number, where known.
    pub number: Option<u32>,
    /// Its name, or `Run …` as its group says.
    pub name: Option<String>,
    /// As GitHub says; none without metadata.
    pub conclusion: Option<Conclusion>,
    /// Its lines, as indexes into the job's.
    pub lines: Range<usize>,
    /// Whether `lines` begins exactly where the step does, so that a link to a line lands on it.
    pub sure: bool,
    /// What its `Run` group echoed.
    pub run: RunGroup,
    /// Lines that carry `##[error]`.
    pub errors: Vec<usize>,
    /// The last exit code other than 0 that the runner reported, and its line.
    pub exit: Option<(usize, i64)>,
    /// Set where nothing but the log tells, and the log shows that the job survived this step's errors.
    pub tolerated: bool,
}

impl StepLog {
    /// Whether it failed: GitHub's word, else an `##[error]` of its own that the job did not survive.
    pub fn failed(&self) -> bool {
        match &self.conclusion {
            Some(conclusion) => conclusion.failed(),
            None => !self.errors.is_empty() && !self.tolerated,
        }
    }

    /// Where its output ends, as an index behind it: at its exit, else behind its last error.
    pub fn end(&self) -> usize {
        self.exit.map(|(exit, _)| exit).or_else(|| self.errors.last().map(|&error| error + 1)).unwrap_or(self.lines.end)
    }

    /// Whether it is the runner's work behind all steps of the workflow.
    pub fn is_behind(&self) -> bool {
        self.name
            .as_deref()
            .is_some_and(|name| name == "Post job cleanup" || name == "Cleaning up orphan processes" || name == "Complete job")
    }
}

/// A line with its place and its surroundings, owned, so that it outlives the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What it was read from.
    pub origin: Origin,
    /// The job's name.
    pub job: String,
    /// The step's name.
    pub step: Option<String>,
    /// The step's number.
    pub step_number: Option<u32>,
    /// Counts from 1 in the step; none where the split is unsure.
    pub line: Option<u32>,
    /// The file.
    pub log: String,
    /// Counts from 1 in the file.
    pub log_line: u32,
    /// The cleaned line.
    pub text: String,
    /// Cleaned lines before it, nearest last.
    pub before: Vec<String>,
    /// Cleaned lines after it.
    pub after: Vec<String>,
}

impl Excerpt {
    /// A line that GitHub says of a job beside its log; it stands in no file.
    pub fn beside(job: &Job, origin: Origin, text: &str) -> Self {
        let text = clean(text.as_bytes()).text.chars().take(SHOWN).collect();
        Self {
            origin,
            job: job.name.clone(),
            step: None,
            step_number: None,
            line: None,
            log: String::new(),
            log_line: 0,
            text,
            before: Vec::new(),
            after: Vec::new(),
        }
    }
}

/// The log of one job.
#[derive(Clone, Debug)]
pub struct JobLog {
    /// The job's name.
    pub job: String,
    /// Its steps in the order of their lines; lines of no step stand in gaps between them.
    pub steps: Vec<StepLog>,
    files: Vec<LogFile>,
    lines: Vec<Line>,
}

/// A line is cut here for display; matching sees all of it.
const SHOWN: usize = 2_000;

impl JobLog {
    pub(super) fn new(job: String, files: Vec<LogFile>, lines: Vec<Line>, mut steps: Vec<StepLog>) -> Self {
        steps.retain(|step| !step.lines.is_empty());
        let mut log = Self { job, steps: Vec::new(), files, lines };
        for step in &mut steps {
            log.read_step(step);
        }
        verdict::judge(&log, &mut steps);
        log.steps = steps;
        log
    }

    /// The same lines, with steps.
    pub(super) fn with_steps(self, steps: Vec<StepLog>) -> Self {
        Self::new(self.job, self.files, self.lines, steps)
    }

    /// Finds the step's group, its errors and its exit code.
    fn read_step(&self, step: &mut StepLog) {
        step.run = run_group::read(self, step.lines.clone());
        for at in step.lines.clone().filter(|&at| !step.run.holds(at)) {
            if !self.has_tag(at) {
                continue;
            }
            let text = self.text(at);
            if let Some((Marker::Error, _)) = marker(&text) {
                step.errors.push(at);
                if let Some(code) = exit_code(&text).filter(|code| *code != 0) {
                    step.exit = Some((at, code));
                }
            }
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The files, in the order of their lines.
    pub fn files(&self) -> &[LogFile] {
        &self.files
    }

    /// Calls back with all lines, in order, some kilobytes at a time: the index of the first, and whole raw lines, the last perhaps without its newline.
    /// Where `gh` saved the file, all but the first begin with `job<TAB>step<TAB>`.
    pub fn stretches(&self, mut each: impl FnMut(usize, &[u8])) {
        const LONG: usize = 64 << 10;
        let mut first = 0;
        while first < self.lines.len() {
            let from = self.lines[first];
            let mut last = first;
            while let Some(next) = self.lines.get(last + 1)
                && next.file == from.file
                && next.number == self.lines[last].number + 1
                && (next.end - from.start) as usize <= LONG
            {
                last += 1;
            }
            each(first, &self.files[usize::from(from.file)].bytes[from.start as usize..self.lines[last].end as usize]);
            first = last + 1;
        }
    }

    /// A line's bytes without its newline; empty past the end.
    pub fn raw(&self, at: usize) -> &[u8] {
        self.lines.get(at).map_or(&[], |line| &self.files[usize::from(line.file)].bytes[line.start as usize..line.end as usize])
    }

    /// A line as a person sees it.
    pub fn text(&self, at: usize) -> Cow<'_, str> {
        clean(self.raw(at)).text
    }

    /// When a line was written; lines that go on an earlier one have no time of their own.
    pub fn time(&self, at: usize) -> Option<DateTime<Utc>> {
        stamp(self.raw(at))
    }

    /// The file a line stands in, as an index into [`Self::files`], and the byte it starts at.
    pub fn position(&self, at: usize) -> Option<(usize, usize)> {
        self.lines.get(at).map(|line| (usize::from(line.file), line.start as usize))
    }

    /// The line that holds a byte of a file, if the line is one of the job's.
    pub fn line_at(&self, file: usize, byte: usize) -> Option<usize> {
        let key = |line: &Line| (usize::from(line.file), line.start as usize);
        let at = self.lines.partition_point(|line| key(line) <= (file, byte)).checked_sub(1)?;
        let line = self.lines[at];
        (usize::from(line.file) == file && byte <= line.end as usize).then_some(at)
    }

    /// The step a line belongs to, as an index into `steps`.
    pub fn step_of(&self, at: usize) -> Option<usize> {
        let next = self.steps.partition_point(|step| step.lines.start <= at);
        next.checked_sub(1).filter(|&i| self.steps[i].lines.contains(&at))
    }

    /// Whether a line only echoes what was asked for: script, `with:`, `env:`.
    pub fn is_echo(&self, at: usize) -> bool {
        self.step_of(at).is_some_and(|step| self.steps[step].run.holds(at))
    }

    /// Whether a tag of the runner stands at the start of a line: cheap, for a first look.
    pub fn has_tag(&self, at: usize) -> bool {
        let raw = self.raw(at);
        memchr::memmem::find(&raw[..raw.len().min(64)], b"##[").is_some()
    }

    /// A line with up to so many lines around it. The surroundings stay in the line's step and leave out what is only echoed.
    pub fn excerpt(&self, at: usize, before: usize, after: usize) -> Excerpt {
        let step = self.step_of(at).map(|i| &self.steps[i]);
        let bounds = step.map_or(0..self.lines.len(), |step| step.lines.clone());
        let echoed = step.and_then(|step| step.run.echoes.iter().rev().find(|echo| echo.end <= at));
        let first = echoed.map_or(bounds.start, |echo| echo.end);
        let line = self.lines.get(at).copied().unwrap_or(Line { file: 0, start: 0, end: 0, number: 0 });
        Excerpt {
            origin: Origin::Log,
            job: self.job.clone(),
            step: step.and_then(|step| step.name.clone()),
            step_number: step.and_then(|step| step.number),
            line: step.filter(|step| step.sure && step.number.is_some()).and_then(|step| u32::try_from(at - step.lines.start + 1).ok()),
            log: self.files.get(usize::from(line.file)).map(|file| file.name.clone()).unwrap_or_default(),
            log_line: line.number,
            text: self.shown(at),
            before: (at.saturating_sub(before).max(first)..at).map(|i| self.shown(i)).collect(),
            after: (at + 1..(at + 1 + after).min(bounds.end)).map(|i| self.shown(i)).collect(),
        }
    }

    fn shown(&self, at: usize) -> String {
        let text = self.text(at);
        match text.char_indices().nth(SHOWN) {
            Some((cut, _)) => format!("{}… [{} more bytes]", &text[..cut], text.len() - cut),
            None => text.into_owned(),
        }
    }
}

/// The lines of a file, from `start` bytes on.
pub(super) fn lines_of(file: u16, bytes: &[u8]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(bytes.len() / 90);
    let (mut start, mut number) = (0, 0);
    while start < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |len| start + len);
        number += 1;
        lines.push(Line { file, start: narrow(start), end: narrow(end), number });
        start = end + 1;
    }
    lines
}

/// Offsets fit: files past the size limit of [`super::Limits`] never get here.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
