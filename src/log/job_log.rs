//! All lines of one job, in order, each with its place: file, line in the file, step, line in the step.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use memchr::memmem::Finder;

use super::buffers::Permit;
use super::clean::{clean, clean_text};
use super::gh_text::own_start;
use super::index::Index;
use super::log_file::LogFile;
use super::marker::{Marker, exit_code, marker};
use super::onlooker;
use super::run_group::{self, RunGroup};
use super::stamp::stamp;
use super::verdict;
use crate::model::{Conclusion, Job, Origin};

/// Consecutive lines of a file that are consecutive lines of a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// The file, by its place among the job's.
    pub file: usize,
    /// The first of them in the file, from 0.
    pub line: usize,
    pub count: usize,
    /// Whether `gh` saved them: they may begin with `job<TAB>step<TAB>`.
    pub prefixed: bool,
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

    /// Whether its title says that it runs whatever happened before it.
    pub fn runs_always(&self) -> bool {
        onlooker::runs_always(self)
    }

    /// Whether it may have run after another failed, for all that its title and script tell.
    pub fn runs_anyway(&self) -> bool {
        onlooker::runs_anyway(self)
    }

    /// Whether it ran an action: one that is JavaScript or a container may fail without a word of the runner.
    pub fn is_action(&self) -> bool {
        let called = self.name.as_deref().and_then(|name| name.strip_prefix("Run ")).unwrap_or_default();
        let reference = called.contains('@') && called.contains('/') || called.starts_with("./") || called.starts_with("docker://");
        reference && self.run.script.is_empty() && !called.contains(' ')
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
    files: Vec<Arc<LogFile>>,
    /// Each with its first line among the job's.
    segments: Vec<(usize, Segment)>,
    len: usize,
    /// The right to hold what is in memory.
    _permit: Option<Arc<Permit>>,
}

/// A line is cut here for display; matching sees all of it.
const SHOWN: usize = 2_000;

/// Errors of one step that are kept, and the last.
const ERRORS: usize = 10_000;

impl JobLog {
    pub(super) fn new(job: String, files: Vec<Arc<LogFile>>, segments: Vec<Segment>, steps: Vec<StepLog>) -> Self {
        let mut len = 0;
        let mut placed = Vec::with_capacity(segments.len());
        for segment in segments.into_iter().filter(|segment| segment.count > 0) {
            placed.push((len, segment));
            len += segment.count;
        }
        Self { job, steps: Vec::new(), files, segments: placed, len, _permit: None }.with_steps(steps)
    }

    /// The same lines, with steps.
    pub(super) fn with_steps(mut self, mut steps: Vec<StepLog>) -> Self {
        steps.retain(|step| !step.lines.is_empty());
        self.steps.clear();
        for step in &mut steps {
            self.read_step(step);
        }
        verdict::judge(&self, &mut steps);
        self.steps = steps;
        self
    }

    /// The same log, if the job survived what all its steps say.
    #[must_use]
    pub fn survived(&self) -> Self {
        let steps = self.steps.iter().map(|step| StepLog { tolerated: true, ..step.clone() }).collect();
        Self { steps, ..self.clone() }
    }

    /// The same log, with the right to hold it.
    pub(super) fn with_permit(self, permit: Permit) -> Self {
        Self { _permit: Some(Arc::new(permit)), ..self }
    }

    /// Finds the step's group, its errors and its exit code.
    fn read_step(&self, step: &mut StepLog) {
        step.run = run_group::read(self, step.lines.clone());
        for at in self.tagged(step.lines.clone()) {
            if step.run.holds(at) {
                continue;
            }
            let text = self.text(at);
            if let Some((Marker::Error, _)) = marker(&text) {
                if step.errors.len() > ERRORS {
                    step.errors.pop();
                }
                step.errors.push(at);
                if let Some(code) = exit_code(&text).filter(|code| *code != 0) {
                    step.exit = Some((at, code));
                }
            }
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The segment that holds a line, and the line in its file.
    fn locate(&self, at: usize) -> Option<(&Segment, usize)> {
        let next = self.segments.partition_point(|(first, _)| *first <= at);
        let (first, segment) = self.segments.get(next.checked_sub(1)?)?;
        (at - first < segment.count).then_some((segment, segment.line + (at - first)))
    }

    /// The segments of some lines, cut to them, each with its first line among the job's.
    fn segments(&self, lines: Range<usize>) -> impl Iterator<Item = (usize, Segment)> {
        let from = self.segments.partition_point(|(first, segment)| first + segment.count <= lines.start);
        self.segments[from..].iter().take_while(move |(first, _)| *first < lines.end).map(move |&(first, segment)| {
            let (start, end) = (lines.start.max(first), lines.end.min(first + segment.count));
            (start, Segment { line: segment.line + (start - first), count: end - start, ..segment })
        })
    }

    /// Calls back with all lines, in order, some kilobytes at a time: the index of the first, and whole raw lines, the last perhaps without its newline.
    /// Where `gh` saved the file, they may begin with `job<TAB>step<TAB>`.
    pub fn stretches(&self, mut each: impl FnMut(usize, &[u8])) {
        self.stretches_of(0..self.len, &mut each);
    }

    /// The same with some lines.
    pub fn stretches_of(&self, lines: Range<usize>, each: &mut dyn FnMut(usize, &[u8])) {
        for (first, segment) in self.segments(lines) {
            let own = segment.line..segment.line + segment.count;
            self.files[segment.file].stretches(own, &mut |line, stretch| each(first + (line - segment.line), stretch));
        }
    }

    /// Whether some bytes stand in any of these lines.
    pub(super) fn holds(&self, lines: Range<usize>, bytes: &[u8]) -> bool {
        !self.lines_with(lines, bytes, 1).is_empty()
    }

    /// Those of some lines in which some bytes stand as they are, in order, so many at most.
    pub fn lines_with(&self, lines: Range<usize>, bytes: &[u8], most: usize) -> Vec<usize> {
        let finder = Finder::new(bytes);
        let mut found: Vec<usize> = Vec::new();
        self.stretches_of(lines, &mut |first, stretch| {
            let (mut line, mut counted) = (first, 0);
            for at in finder.find_iter(stretch).take(most.saturating_sub(found.len())) {
                line += memchr::memchr_iter(b'\n', &stretch[counted..at]).count();
                counted = at;
                if found.last() != Some(&line) {
                    found.push(line);
                }
            }
        });
        found
    }

    /// Those of some lines that a tag of the runner stands at the start of.
    pub(super) fn tagged(&self, lines: Range<usize>) -> impl Iterator<Item = usize> {
        self.noted(lines, Index::tagged_from).filter(|&at| self.has_tag(at))
    }

    /// Those of all lines that may end the steps.
    pub(super) fn ends(&self) -> impl Iterator<Item = usize> {
        self.noted(0..self.len, Index::ends_from)
    }

    fn noted(&self, lines: Range<usize>, of: fn(&Index, usize) -> &[u32]) -> impl Iterator<Item = usize> {
        self.segments(lines).flat_map(move |(first, segment)| {
            let end = segment.line + segment.count;
            let noted = of(self.files[segment.file].index(), segment.line).iter().map(|line| *line as usize);
            noted.take_while(move |line| *line < end).map(move |line| first + (line - segment.line))
        })
    }

    /// A line's bytes without its newline, its first mebibyte; empty past the end.
    pub fn raw(&self, at: usize) -> Cow<'_, [u8]> {
        let Some((segment, line)) = self.locate(at) else { return Cow::Borrowed(&[]) };
        let raw = self.files[segment.file].line(line);
        match (segment.prefixed.then(|| own_start(&raw)), raw) {
            (None | Some(0), raw) => raw,
            (Some(start), Cow::Borrowed(raw)) => Cow::Borrowed(&raw[start..]),
            (Some(start), Cow::Owned(raw)) => Cow::Owned(raw[start..].to_vec()),
        }
    }

    /// A line as a person sees it.
    pub fn text(&self, at: usize) -> Cow<'_, str> {
        match self.raw(at) {
            Cow::Borrowed(raw) => clean_text(raw),
            Cow::Owned(raw) => Cow::Owned(clean_text(&raw).into_owned()),
        }
    }

    /// When a line was written; lines that go on an earlier one have no time of their own.
    pub fn time(&self, at: usize) -> Option<DateTime<Utc>> {
        stamp(&self.raw(at))
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
        let bounds = step.map_or(0..self.len, |step| step.lines.clone());
        let echoed = step.and_then(|step| step.run.echoes.iter().rev().find(|echo| echo.end <= at));
        let first = echoed.map_or(bounds.start, |echo| echo.end);
        let place = self.locate(at).map(|(segment, line)| (&self.files[segment.file].name, line + 1));
        Excerpt {
            origin: Origin::Log,
            job: self.job.clone(),
            step: step.and_then(|step| step.name.clone()),
            step_number: step.and_then(|step| step.number),
            line: step.filter(|step| step.sure && step.number.is_some()).and_then(|step| u32::try_from(at - step.lines.start + 1).ok()),
            log: place.map(|(name, _)| name.clone()).unwrap_or_default(),
            log_line: place.and_then(|(_, line)| u32::try_from(line).ok()).unwrap_or_default(),
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
