//! `RSpec`: the failures, the errors outside of examples, and the commands that run the failed ones again.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "rspec", literals: &["Failure/Error:", "Failed examples:", "An error occurred while loading "], read };

static START: Pattern = Pattern::new(r"^(?<prefix>.*?)(?:Failed examples:$|An error occurred while loading )");
static CODE: Pattern = Pattern::new(r"^(?<prefix>.*?) *(?:\d+\.\d+\) )?Failure/Error: ?(?<code>.*)$");
static HEAD: Pattern = Pattern::new(r"^ +\d+\) (\S.*)$");
static OUTSIDE: Pattern = Pattern::new(r"^An error occurred (?:while loading (?<path>\S+?)\.?(?: - .*)?|in an? .*)$");
static PLACE: Pattern = Pattern::new(r"^ *# (?<path>\.?/?[^\s:]+\.\w+):(?<line>\d+)(?::in .*)?$");
/// `NoMethodError:` on a line of its own.
static EXCEPTION: Pattern = Pattern::new(r"^[ #]*((?:[A-Z]\w*::)*[A-Z]\w*):$");
static VALUE: Pattern = Pattern::new(r"^(?i:expected|got|received|actual|undefined|unable|unexpected)\b");
static COUNTS: Pattern = Pattern::new(
    r"^(?<examples>\d+) examples?, (?<failed>\d+) failures?(?:, (?<pending>\d+) pending)?(?:, (?<errors>\d+) errors? occurred outside of examples)?$",
);
static AGAIN: Pattern = Pattern::new(r"^rspec (?<id>'[^']+'|\S+) # (?<name>.*)$");

const BEFORE: usize = 400;
const REACH: usize = 20_000;

#[derive(Default)]
struct Walk {
    failed: Vec<Failed>,
    pending: bool,
    /// What stands below `Failure/Error:` until the first place.
    said: Option<Vec<usize>>,
    commands: Vec<(String, String)>,
    counts: Option<(Option<u64>, Option<u64>, Option<u64>)>,
    caused_by: Option<usize>,
    end: usize,
}

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut behind = 0;
    for &at in marks {
        if at < behind {
            continue;
        }
        let text = log.text(at);
        let Some(found) = START.captures(&text).or_else(|| CODE.captures(&text)) else { continue };
        let step = log.step_of(at).map_or(0, |step| log.steps[step].lines.start);
        let start = at.saturating_sub(BEFORE).max(behind).max(step);
        let lines = Lines::of(log, start..at + REACH, &Prefix::of(&found["prefix"]));
        let walk = Walk::through(&lines, at);
        behind = walk.end.max(at) + 1;
        reads.extend(walk.report(&lines, at));
    }
    reads
}

impl Walk {
    fn through(lines: &Lines<'_>, from: usize) -> Self {
        let mut walk = Self { end: from, ..Self::default() };
        for at in lines.range() {
            let text = lines.get(at);
            if let Some(found) = COUNTS.captures(text).filter(|_| at > from || walk.caused_by.is_some()) {
                walk.counts = Some((number(&found, "failed"), number(&found, "errors"), number(&found, "pending")));
                walk.end = at;
            } else if let Some(again) = AGAIN.captures(text) {
                walk.commands.push((again["id"].trim_matches('\'').to_owned(), again["name"].to_owned()));
                walk.end = at;
            } else if walk.counts.is_some() && (text.starts_with("##[") || at > walk.end + 8) {
                break;
            } else {
                walk.line(lines, at);
            }
        }
        walk
    }

    fn line(&mut self, lines: &Lines<'_>, at: usize) {
        let text = lines.get(at);
        if text.starts_with("Pending:") || text == "Failures:" {
            self.pending = text != "Failures:";
        } else if self.pending || text.starts_with("Finished in ") {
            self.said = None;
        } else if let Some(head) = HEAD.captures(text) {
            self.failed.push(Failed { test: TestFailure { id: head[1].to_owned(), ..TestFailure::default() }, head: at, line: None });
            self.said = None;
        } else if let Some(outside) = OUTSIDE.captures(text) {
            let id = outside.name("path").map_or(text, |path| path.as_str()).to_owned();
            self.failed.push(Failed { test: TestFailure { id, ..TestFailure::default() }, head: at, line: None });
            self.said = None;
        } else if CODE.is_match(text) {
            self.said = Some(vec![at]);
        } else if let Some(found) = PLACE.captures(text) {
            let place = place(&found);
            let foreign =
                place.path.as_deref().is_none_or(|path| path.contains("/gems/") || path.starts_with('/') && !path.contains("/spec/"));
            if let Some(failed) = self.failed.last_mut() {
                if failed.test.place.path.is_none() && !foreign {
                    failed.test.place = place;
                }
                if let Some(said) = self.said.take().filter(|_| failed.line.is_none()) {
                    let (line, message) = message(lines, &said);
                    (failed.line, failed.test.message) = (Some(line), Some(message));
                }
            }
        } else if text.trim_start().starts_with("# --- Caused by: ---") {
            self.caused_by = Some(at);
        } else if let Some(said) = self.said.as_mut().filter(|said| said.len() < 60) {
            said.push(at);
        }
    }

    fn report(mut self, lines: &Lines<'_>, from: usize) -> Option<Read> {
        if matches!(self.counts, Some((Some(0), None | Some(0), _))) {
            return None;
        }
        for failed in &mut self.failed {
            if let Some(known) = self.commands.iter().position(|(_, name)| *name == failed.test.id) {
                failed.test.id = self.commands.swap_remove(known).0;
            }
        }
        // Of a log without its head, the commands are left, and perhaps the end of the last failure.
        if self.failed.is_empty() {
            let tests = self.commands.into_iter().map(|(id, _)| TestFailure { id, ..TestFailure::default() });
            self.failed = tests.map(|test| Failed { test, head: from, line: None }).collect();
            if let Some((last, at)) = self.failed.first_mut().zip(self.caused_by)
                && let Some(exception) = EXCEPTION.captures(lines.get(at + 1))
            {
                last.line = Some(at + 2);
                last.test.message = Some(format!("{}: {}", &exception[1], lines.get(at + 2).trim_matches([' ', '#'])));
            }
        }
        let start = self.failed.iter().map(|failed| failed.line.map_or(failed.head, |line| line.min(failed.head))).min()?;
        let mut report = Report::new(start..self.end + 1, self.failed);
        match self.counts {
            Some((failures, errors, pending)) => {
                report = report.count("failed", failures).count("errors", errors).count("pending", pending);
            }
            None => report = report.unfinished(),
        }
        report.read()
    }
}

/// The message among the lines from `Failure/Error:` on, and the line of it to quote: what an exception says, else the values behind the code.
fn message(lines: &Lines<'_>, said: &[usize]) -> (usize, String) {
    let text = |at: usize| lines.get(at).trim();
    let filled = |range: &[usize]| range.iter().copied().find(|&at| !text(at).is_empty());
    for (index, &at) in said.iter().enumerate().skip(1) {
        if let Some(exception) = EXCEPTION.captures(lines.get(at)).filter(|exception| &exception[1] != "Diff")
            && let Some(line) = filled(&said[index + 1..])
        {
            return (line, format!("{}: {}", &exception[1], text(line)));
        }
    }
    let behind = said.iter().position(|&at| text(at).is_empty()).unwrap_or(1);
    let line = filled(said.get(behind..).unwrap_or_default()).or_else(|| said.iter().copied().find(|&at| VALUE.is_match(text(at))));
    match line {
        Some(line) => {
            let next = Some(line + 1).filter(|&next| VALUE.is_match(text(next)) && said.contains(&next));
            (line, next.map_or_else(|| text(line).to_owned(), |next| format!("{}, {}", text(line), text(next))))
        }
        None => (said[0], CODE.captures(lines.get(said[0])).map_or_else(String::new, |code| code["code"].to_owned())),
    }
}
