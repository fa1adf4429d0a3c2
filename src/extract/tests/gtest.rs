//! `GoogleTest`: what stands between `[ RUN      ]` and `[  FAILED  ]`.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "gtest", literals: &["[  FAILED  ] "], read };

/// With a time behind it, it ends a test; without, it stands in the list at the end.
static FAILED: Pattern =
    Pattern::new(r"^(?<prefix>.*?)\[  FAILED  \] (?<name>[\w/.:<>]+)(?:, where (?:Type|Get)Param(?:\(\))? = .*?)?(?<time> \(\d+ ms\))?$");
static FAILURE: Pattern = Pattern::new(r"^(?<path>.*?)(?::(?<line>\d+)|\((?<paren>\d+)\))?: (?:Failure|error: (?<message>.*))$");
static TOTAL: Pattern = Pattern::new(r"\[==========\] (\d+) tests? from .* ran\.");

/// A test prints at most so much.
const REACH: usize = 5_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    let mut failed: Vec<Failed> = Vec::new();
    let mut run = None;
    let mut behind = 0;
    for &at in marks {
        let text = log.text(at);
        let Some(found) = FAILED.captures(&text) else { continue };
        let name = &found["name"];
        if found.name("time").is_some() {
            let start = at.saturating_sub(REACH).max(behind);
            let lines = Lines::around(log, at, start..at + 1, &Prefix::of(&found["prefix"]));
            failed.push(one(&lines, at, name));
            behind = at + 1;
        } else {
            if !failed.iter().any(|failed| failed.test.id == name) {
                failed.push(Failed { test: TestFailure { id: name.to_owned(), ..TestFailure::default() }, head: at, line: None });
            }
            run = run.or_else(|| ran(log, at));
            // One list ends one program's tests; another may follow.
            let more = log.text(at + 1).contains("[  FAILED  ]");
            if !more {
                reads.extend(report(std::mem::take(&mut failed), at + 1, run.take()));
            }
        }
    }
    // Cut off before its list.
    let end = failed.last().map_or(0, |last| last.head + 1);
    reads.extend(report(failed, end, None));
    reads
}

/// The number of tests, from the line above the list.
fn ran(log: &JobLog, list: usize) -> Option<u64> {
    (list.saturating_sub(4)..list).rev().find_map(|at| TOTAL.captures(&log.text(at))?[1].parse().ok())
}

fn report(failed: Vec<Failed>, end: usize, run: Option<u64>) -> Option<Read> {
    let start = failed.iter().map(|failed| failed.head).min()?;
    let count = failed.len() as u64;
    let report = Report::new(start..end, failed).count("failed", Some(count)).count("run", run);
    if run.is_some() { report.read() } else { report.unfinished().read() }
}

/// A test that ended: its first failure, and the values below it.
fn one(lines: &Lines<'_>, end: usize, name: &str) -> Failed {
    let run = format!("[ RUN      ] {name}");
    let start = lines.range().rev().find(|&at| lines.get(at).contains(&run)).unwrap_or(lines.range().start);
    let mut failed = Failed { test: TestFailure { id: name.to_owned(), ..TestFailure::default() }, head: start, line: None };
    let Some((at, found)) = (start..end).find_map(|at| Some((at, FAILURE.captures(lines.get(at))?))) else { return failed };
    if &found["path"] != "unknown file" {
        let line = found.name("paren").and_then(|line| line.as_str().parse().ok());
        let at = place(&found);
        failed.test.place = Place { line: at.line.or(line), ..at };
    }
    let first = if found.name("message").is_some() { at } else { at + 1 };
    let mut message = found.name("message").map_or_else(|| lines.get(first).trim(), |message| message.as_str()).to_owned();
    for next in first + 1..end.min(first + 5) {
        let text = lines.get(next);
        if FAILURE.is_match(text) || text.starts_with('[') || text.trim().is_empty() {
            break;
        }
        message = format!("{message} {}", text.trim());
    }
    (failed.line, failed.test.message) = (Some(first), Some(message));
    failed
}
