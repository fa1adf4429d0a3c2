//! minitest, alone and under Rails, which prints each failure at once and the command that runs it again.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "minitest", literals: &[" assertions, "], read };

static COUNTS: Pattern = Pattern::new(
    r"^(?<prefix>.*?)(?<runs>\d+) (?:runs|tests), \d+ assertions, (?<failures>\d+) failures, (?<errors>\d+) errors(?:, (?<skips>\d+) skips)?",
);
static HEAD: Pattern = Pattern::new(r"^ *(?:\d+\) )?(?:Failure|Error):$");
static NAME: Pattern = Pattern::new(r"^(?<name>\S.*?#.+?)(?: \[(?<path>[^\]]+?):(?<line>\d+)\])?:$");
static FRAME: Pattern = Pattern::new(r"^ {4}(?<path>[^\s:]+\.rb):(?<line>\d+):in ");
static AGAIN: Pattern = Pattern::new(r"^(?:bin/)?rails test (?<id>\S+:\d+)$");

/// Reports reach so far above their counts.
const REACH: usize = 20_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut behind = 0;
    let mut reads = Vec::new();
    for &at in marks {
        if let Some(read) = report(log, at, behind) {
            reads.push(read);
        }
        behind = at + 1;
    }
    reads
}

fn report(log: &JobLog, end: usize, behind: usize) -> Option<Read> {
    let text = log.text(end);
    let counts = COUNTS.captures(&text)?;
    let (failures, errors) = (number(&counts, "failures"), number(&counts, "errors"));
    if failures.unwrap_or(0) + errors.unwrap_or(0) == 0 {
        return None;
    }
    let step = log.step_of(end).map_or(0, |step| log.steps[step].lines.start);
    let lines = Lines::of(log, end.saturating_sub(REACH).max(behind).max(step)..end + 1, &Prefix::of(&counts["prefix"]));
    let mut failed: Vec<Failed> = Vec::new();
    let mut said = false;
    for at in lines.range() {
        let text = lines.get(at);
        if HEAD.is_match(text)
            && let Some(name) = NAME.captures(lines.get(at + 1))
        {
            let test = TestFailure { id: name["name"].to_owned(), message: None, place: place(&name) };
            failed.push(Failed { test, head: at + 1, line: None });
            said = true;
            continue;
        }
        let Some(last) = failed.last_mut().filter(|last| at > last.head) else { continue };
        if let Some(again) = AGAIN.captures(text) {
            again["id"].clone_into(&mut last.test.id);
        } else if let Some(frame) = FRAME.captures(text) {
            if last.test.place.path.is_none() && !text.contains("/gems/") {
                last.test.place = place(&frame);
            }
            said = false;
        } else if said && text.trim().is_empty() {
            said = last.line.is_none();
        } else if said {
            let message = last.test.message.take().map_or_else(String::new, |message| message + " ");
            // Of a diff, the first lines.
            last.test.message =
                Some(if last.line.is_some_and(|line| at > line + 3) { message.trim_end().to_owned() } else { message + text.trim() });
            last.line = last.line.or(Some(at));
        }
    }
    let start = failed.first().map_or(end, |first| first.head - 1);
    Report::new(start..end + 1, failed)
        .count("runs", number(&counts, "runs"))
        .count("failed", failures)
        .count("errors", errors)
        .count("skipped", number(&counts, "skips"))
        .read()
}
