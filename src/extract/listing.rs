//! The shape of tools that list what they complain about, a problem a line or a block, and often a count at the end: compilers and linters.

use std::collections::HashSet;
use std::ops::Range;

use super::extractor::Read;
use super::lead::bare;
use super::words::{count, problems};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Groups;
use crate::regexes::Pattern;

/// How a tool lists its problems.
pub(super) struct Listing {
    /// The tool, as people write it.
    pub tool: &'static str,
    /// `build` or `lint`.
    pub category: &'static str,
    /// What the title counts: one, and many.
    pub counted: (&'static str, &'static str),
    /// Reads the problem that begins in a line; [`by_rows`] where the patterns below say all.
    pub problem: fn(&Line<'_>) -> Option<Seen>,
    /// Reads a line with which the tool closes its list, where [`counts`](Self::counts) do not.
    pub summary: fn(&str) -> Option<Tally>,
    /// A problem's line, by the groups of [`Seen::of`].
    pub rows: &'static [Pattern],
    /// The place, on one of the lines below a row that has none.
    pub below: &'static [Pattern],
    /// The file, on the nearest line above a row that has none.
    pub above: &'static [Pattern],
    /// What is wrong where a row has no message, which then says only what, not why.
    pub silent: &'static str,
    /// Whether its count alone tells that it failed.
    pub alone: bool,
    /// The count, by the groups `errors` and `warnings`.
    pub counts: &'static [Pattern],
}

impl Listing {
    /// A compiler that prints rows and counts nothing.
    pub(super) const BUILD: Self = Self {
        tool: "",
        category: "build",
        counted: ("compile error", "compile errors"),
        problem: by_rows,
        summary: no_summary,
        rows: &[],
        below: &[],
        above: &[],
        silent: "",
        alone: false,
        counts: &[],
    };
    /// A linter, likewise.
    pub(super) const LINT: Self = Self { category: "lint", counted: ("lint error", "lint errors"), ..Self::BUILD };
    /// A formatter that names files.
    pub(super) const FORMAT: Self =
        Self { category: "lint", counted: ("unformatted file", "unformatted files"), silent: "not formatted", ..Self::BUILD };

    fn tally(&self, text: &str) -> Option<Tally> {
        if let Some(tally) = (self.summary)(text) {
            return Some(tally);
        }
        let count = self.counts.iter().find_map(|pattern| pattern.captures(text))?;
        Some(match (number(&count, "errors"), number(&count, "warnings")) {
            (Some(0), None | Some(0)) => Tally::Clean,
            (errors, warnings) => Tally::Failed(errors, warnings),
        })
    }
}

/// The place of a row stands at most so far below it.
const BELOW: usize = 5;
/// A file has at most so many lines between its name and one of its rows.
const ABOVE: usize = 400;
/// The source that follows a row, at most.
const SOURCE: usize = 60;

/// Reads a problem by the patterns of its listing.
pub(super) fn by_rows(line: &Line<'_>) -> Option<Seen> {
    let listing = line.listing;
    let found = listing.rows.iter().find_map(|row| row.captures(line.text))?;
    let mut seen = Seen::of(line, &found);
    if seen.problem.message.is_empty() {
        listing.silent.clone_into(&mut seen.problem.message);
        seen.depth = Depth::What;
    }
    if !listing.below.is_empty() && seen.problem.place.path.is_none() {
        let (lines, at) = (1..=BELOW).find_map(|lines| {
            let text = line.behind(lines);
            let found = listing.below.iter().find_map(|pattern| pattern.captures(&text))?;
            Some((lines, place(&found)))
        })?;
        seen.problem.place = at;
        let more = (lines + 1..SOURCE)
            .take_while(|&more| {
                let text = line.behind(more);
                !text.trim().is_empty() && !listing.rows.iter().any(|row| row.is_match(&text))
            })
            .count();
        seen.lines.end = line.at + lines + more + 1;
    }
    if !listing.above.is_empty() && seen.problem.place.path.is_none() {
        let (path, from) = match line.before {
            Some(before) if before.lines.end == line.at => (before.problem.place.path.clone(), line.at),
            _ => heading(line)?,
        };
        seen.problem.place.path = path;
        seen.lines.start = from;
    }
    Some(seen)
}

/// The nearest line above that names a file.
fn heading(line: &Line<'_>) -> Option<(Option<String>, usize)> {
    (line.at.saturating_sub(ABOVE)..line.at).rev().find_map(|at| {
        let text = line.log.text(at);
        let text = bare(&text);
        if line.listing.rows.iter().any(|row| row.is_match(text)) {
            return None;
        }
        let found = line.listing.above.iter().find_map(|pattern| pattern.captures(text))?;
        Some((place(&found).path, at))
    })
}

/// A line that may hold a problem.
pub(super) struct Line<'a> {
    /// Who reads it.
    pub listing: &'a Listing,
    /// The log.
    pub log: &'a JobLog,
    /// Its place in the log.
    pub at: usize,
    /// Its text, without what others wrote before the tool's words.
    pub text: &'a str,
    /// The problem before it, in the same step.
    pub before: Option<&'a Seen>,
}

impl Line<'_> {
    /// The text of a line behind it.
    pub(super) fn behind(&self, lines: usize) -> String {
        bare(&self.log.text(self.at + lines)).to_owned()
    }
}

/// A problem, as it is listed.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub problem: Problem,
    pub grade: Grade,
    pub depth: Depth,
    /// The line to quote.
    pub line: usize,
    /// All its lines.
    pub lines: Range<usize>,
}

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grade {
    Error,
    /// Fails the step only where the tool says so.
    Warning,
}

/// What a tool says at the end of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tally {
    /// All is well: what stands before it is no failure.
    Clean,
    /// So many errors, and so many warnings, as far as it counts.
    Failed(Option<u64>, Option<u64>),
}

impl Seen {
    /// A problem by the groups of a match: `path`, `line`, `column`, `code`, `message`, `severity`.
    pub(super) fn of(line: &Line<'_>, found: &Groups<'_>) -> Self {
        let group = |name: &str| found.name(name).map(|group| group.as_str().trim()).filter(|text| !text.is_empty());
        let severity = group("severity").unwrap_or("error");
        let mild = ["warn", "info", "note", "style", "help", "hint", "convention", "refactor", "suggestion"];
        let letter = severity.len() == 1 && "CWRI".contains(severity) || severity == "⚠";
        let grade =
            if letter || mild.iter().any(|word| severity.to_ascii_lowercase().starts_with(word)) { Grade::Warning } else { Grade::Error };
        Self {
            problem: Problem {
                message: group("message").unwrap_or_default().to_owned(),
                code: group("code").map(str::to_owned),
                place: place(found),
            },
            grade,
            depth: Depth::Why,
            line: line.at,
            lines: line.at..line.at + 1,
        }
    }

    /// The same, with lines that follow it.
    pub(super) fn until(mut self, end: usize) -> Self {
        self.lines.end = self.lines.end.max(end);
        self
    }

    /// The same, which tells only what is wrong, not why.
    pub(super) fn shallow(mut self) -> Self {
        self.depth = Depth::What;
        self
    }
}

/// The place by the groups `path`, `line`, `column`.
pub(super) fn place(found: &Groups<'_>) -> Place {
    let number = |name: &str| found.name(name).and_then(|digits| digits.as_str().parse().ok());
    let path = found.name("path").map(|path| path.as_str().trim().trim_start_matches("file://").to_owned());
    Place { path: path.filter(|path| !path.is_empty()), line: number("line"), column: number("column") }
}

/// The end of a path in a file name, in lower case.
pub(super) fn ending(path: &str) -> String {
    path.rsplit(['/', '\\'])
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, ending)| ending.to_ascii_lowercase())
        .unwrap_or_default()
}

/// For tools that count nothing.
pub(super) fn no_summary(_: &str) -> Option<Tally> {
    None
}

/// A number by a group's name.
pub(super) fn number(found: &Groups<'_>, name: &str) -> Option<u64> {
    found.name(name).and_then(|digits| digits.as_str().replace(',', "").parse().ok())
}

/// Past this many, problems are counted only.
const KEPT: usize = 2_000;
/// Where so many lines stand between two problems, they are of two reports.
const APART: usize = 300;

/// What a tool reports in one step.
#[derive(Default)]
struct Report {
    seen: Vec<Seen>,
    keys: HashSet<(Place, String)>,
    /// Problems beyond those kept.
    beyond: u64,
    /// Where the open part begins among `seen`.
    open: usize,
    last: Option<Seen>,
    /// Lines of the first part that is not clean.
    span: Option<Range<usize>>,
    closed: bool,
    counted: Option<(Option<u64>, Option<u64>)>,
    summary: Option<usize>,
}

impl Listing {
    /// Reads each step's list from the lines that may hold a problem or the summary.
    pub(super) fn read(&self, log: &JobLog, lines: &[usize]) -> Vec<Read> {
        let mut reads = Vec::new();
        let mut report = Report::default();
        let (mut step, mut behind) = (None, 0);
        for &at in lines {
            let here = log.step_of(at);
            if here != step {
                reads.extend(std::mem::take(&mut report).read(self));
                step = here;
            }
            if at < behind {
                continue;
            }
            let text = log.text(at);
            let text = bare(&text);
            if let Some(tally) = self.tally(text) {
                report.close(tally, at);
            } else if let Some(seen) = (self.problem)(&Line { listing: self, log, at, text, before: report.last.as_ref() }) {
                behind = seen.lines.end;
                report.take(seen);
            }
        }
        reads.extend(report.read(self));
        reads
    }
}

impl Report {
    fn take(&mut self, seen: Seen) {
        match &mut self.span {
            Some(span) if !self.closed && seen.lines.start < span.end + APART => span.end = span.end.max(seen.lines.end),
            Some(_) => self.closed = true,
            None => self.span = Some(seen.lines.clone()),
        }
        self.last = Some(seen.clone());
        let key = (seen.problem.place.clone(), seen.problem.message.clone());
        if self.keys.len() >= KEPT {
            self.beyond += 1;
        } else if self.keys.insert(key) {
            self.seen.push(seen);
        }
    }

    fn close(&mut self, tally: Tally, at: usize) {
        match tally {
            Tally::Clean => {
                self.seen.truncate(self.open);
                if self.open == 0 {
                    self.span = None;
                    self.keys.clear();
                    self.beyond = 0;
                }
            }
            Tally::Failed(errors, warnings) => {
                let add = |a: Option<u64>, b: Option<u64>| match (a, b) {
                    (Some(a), Some(b)) => Some(a.saturating_add(b)),
                    (a, b) => a.or(b),
                };
                let (a, b) = self.counted.unwrap_or_default();
                self.counted = Some((add(a, errors), add(b, warnings)));
                self.summary = self.summary.or(Some(at));
                self.open = self.seen.len();
                match &mut self.span {
                    Some(span) if !self.closed => span.end = span.end.max(at + 1),
                    Some(_) => {}
                    None => self.span = Some(at..at + 1),
                }
                self.closed = true;
            }
        }
        self.last = None;
    }

    fn read(self, listing: &Listing) -> Option<Read> {
        let (errors, warnings): (Vec<Seen>, Vec<Seen>) = self.seen.into_iter().partition(|seen| seen.grade == Grade::Error);
        let mut worst = match (errors.is_empty(), self.counted) {
            (false, _) => errors,
            (true, Some(_)) if listing.alone || !warnings.is_empty() => warnings,
            _ => return None,
        };
        let span = self.span?;
        let deepest = worst.iter().map(|seen| seen.depth).max();
        // What only wraps another failure does not count beside it.
        if deepest > Some(Depth::That) {
            worst.retain(|seen| seen.depth > Depth::That);
        }
        if let Some(at) = worst.iter().position(|seen| Some(seen.depth) == deepest) {
            worst[..=at].rotate_right(1);
        }
        let (errors, warnings) = self.counted.unwrap_or_default();
        let listed = worst.len() as u64 + self.beyond;
        let found: Vec<Problem> = worst.iter().map(|seen| seen.problem.clone()).collect();
        let mut details = Details::default();
        if let Some(errors) = errors {
            details = details.with_count("errors", errors);
        }
        if let Some(warnings) = warnings {
            details = details.with_count("warnings", warnings);
        }
        let (one, many) = listing.counted;
        let first = worst.first();
        Some(Read {
            line: first.map(|seen| seen.line).or(self.summary)?,
            span,
            category: listing.category,
            depth: deepest.unwrap_or(Depth::That),
            confidence: if first.is_some() { Confidence::High } else { Confidence::Medium },
            title: count(errors.filter(|&errors| errors > 0).unwrap_or(listed).max(1), one, many),
            root_cause: problems(listing.tool, &found),
            details: details.with_problems(found),
        })
    }
}

/// The group `path` of a file, not greedy: with spaces only behind a drive.
macro_rules! file {
    () => {
        r#"(?<path>(?:[A-Za-z]:[\\/][^:"<>|]+?|[^\s:"<>|]+?))"#
    };
}
pub(super) use file;
