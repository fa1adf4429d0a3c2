//! `CTest`: which programs failed, and how; what they printed is theirs.

use std::ops::Range;

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::unusual::{Form, form};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ctest", literals: &["The following tests FAILED:"], read };

static LIST: Pattern = Pattern::new(r"^(?<prefix>.*?)The following tests FAILED:$");
static ENTRY: Pattern = Pattern::new(r"^\s*\d+ - (?<name>\S.*?) \((?<how>[^()]+)\)");
static ENDED: Pattern =
    Pattern::new(r"^ *\d+/\d+ +Test +#\d+: (?<name>\S.*?) [.]*(?:Subprocess \w+)?\**(?:Failed|Exception|Timeout|Not Run)");
static COUNT: Pattern = Pattern::new(r"^\d+% tests passed, (?<failed>\d+) tests? failed out of (?<all>\d+)$");
static START: Pattern = Pattern::new(r"^ *Start +\d+: ");

static RESULT: Pattern = Pattern::new(r"^ *\d+/\d+ +Test +#\d+: ");
/// What `GoogleTest`, Catch2 and doctest print.
static FRAMEWORK: Pattern = Pattern::new(r"\[  FAILED  \]|^\[ RUN      \]|^\[doctest\]|^test cases: |^[-~.]{79}$");

/// A program's output is looked at so far.
const OUTPUT: usize = 2_000;
/// A run prints at most so much above its list.
const REACH: usize = 20_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut behind = 0;
    let mut reads = Vec::new();
    for &at in marks {
        let text = log.text(at);
        if let Some(list) = LIST.captures(&text) {
            reads.extend(report(log, at, behind, &Prefix::of(&list["prefix"])));
            behind = at + 1;
        }
    }
    reads
}

fn report(log: &JobLog, list: usize, behind: usize, prefix: &Prefix) -> Option<Read> {
    let step = log.step_of(list).map_or(0, |step| log.steps[step].lines.start);
    let lines = Lines::of(log, list.saturating_sub(REACH).max(behind).max(step)..list + 500, prefix);
    let mut start = list;
    let mut ended = Vec::new();
    let mut counts = None;
    for at in lines.range().start..list {
        let text = lines.get(at);
        if let Some(found) = ENDED.captures(text) {
            ended.push((found["name"].trim_end().to_owned(), at));
        } else if let Some(found) = COUNT.captures(text) {
            counts = Some((super::report::number(&found, "failed"), super::report::number(&found, "all")));
        } else if !START.is_match(text) {
            continue;
        }
        start = start.min(at);
    }
    let mut failed = Vec::new();
    let mut end = list + 1;
    for at in list + 1..lines.end() {
        let Some(entry) = ENTRY.captures(lines.get(at)) else { break };
        let line = ended.iter().find(|(name, _)| *name == entry["name"]).map(|(_, line)| *line);
        // That it failed is no reason; that it crashed or took too long is one.
        let how = Some(&entry["how"]).filter(|how| **how != *"Failed").map(ToOwned::to_owned);
        let said = line.and_then(|line| said(log, &lines, line + 1..list, how.as_deref() == Some("Subprocess aborted")));
        let (why, quoted) = match said {
            Some(at) => (Some(lines.get(at).trim().to_owned()), Some(at)),
            None => (how.clone(), how.map(|_| line.unwrap_or(at))),
        };
        let test = TestFailure { id: entry["name"].to_owned(), message: why, ..TestFailure::default() };
        failed.push(Failed { test, head: line.unwrap_or(at), line: quoted });
        end = at + 1;
    }
    let (failures, all) = counts.unwrap_or_default();
    Report::new(start..end, failed).count("failed", failures).count("run", all).read()
}

/// The line in which a program said why it failed: `--output-on-failure` prints its output below its result. Frameworks that others read are left to them.
fn said(log: &JobLog, lines: &Lines<'_>, below: Range<usize>, aborted: bool) -> Option<usize> {
    let end = below.clone().find(|&at| START.is_match(lines.get(at)) || RESULT.is_match(lines.get(at)) || COUNT.is_match(lines.get(at)))?;
    let output = below.start..end.min(below.start + OUTPUT);
    if output.clone().any(|at| FRAMEWORK.is_match(lines.get(at))) {
        return None;
    }
    if let Some((at, Depth::Why)) = telling(log, output.clone(), |text| Some(text.trim_end())) {
        return Some(at);
    }
    let formed = |wanted: Form| output.clone().find(|&at| form(lines.get(at)) == wanted);
    formed(Form::Announced).or_else(|| formed(Form::Word)).or_else(|| output.rev().find(|&at| aborted && !lines.get(at).trim().is_empty()))
}
