//! Python's unittest, and what reports like it: Django's runner, Twisted's trial, nose.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::{Groups, Pattern};

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "unittest", literals: &["FAILED (failures=", "FAILED (errors=", "FAILED (unexpected"], read };

static RESULT: Pattern = Pattern::new(r"^(?<prefix>.*?)FAILED \((?<counts>[\w ]+=\d+(?:, [\w ]+=\d+)*)\)$");
static RAN: Pattern = Pattern::new(r"^Ran (\d+) tests? in ");
/// Since Python 3.11 the name in parentheses holds the method, too.
static HEAD: Pattern = Pattern::new(r"^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (?<name>\S+)(?: \((?<class>[\w.<>]+)\))?(?<sub> [\[(].*)?$");
static FRAME: Pattern = Pattern::new(r#"^\s+File "(?<path>[^"]+)", line (?<line>\d+)"#);

/// A report is longer than this only where its tests print a lot: then its head is given up.
const REACH: usize = 20_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut behind = 0;
    let mut reads = Vec::new();
    for &at in marks {
        if let Some(read) = report(log, at, behind) {
            behind = at + 1;
            reads.push(read);
        }
    }
    reads
}

/// The report that ends in a line; it begins behind an earlier one.
fn report(log: &JobLog, end: usize, behind: usize) -> Option<Read> {
    let text = log.text(end);
    let result = RESULT.captures(&text)?;
    let step = log.step_of(end).map_or(0, |step| log.steps[step].lines.start);
    let lines = Lines::of(log, end.saturating_sub(REACH).max(behind).max(step)..end, &Prefix::of(&result["prefix"]));
    let rule = |at: usize, with: char| lines.get(at).len() >= 70 && lines.get(at).chars().all(|c| c == with);
    let mut failed: Vec<Failed> = Vec::new();
    let mut start = None;
    let mut inside = false;
    for at in lines.range() {
        let text = lines.get(at);
        if rule(at, '=')
            && let Some(head) = HEAD.captures(lines.get(at + 1))
        {
            start.get_or_insert(at);
            failed.push(Failed { test: TestFailure { id: id(&head), ..TestFailure::default() }, head: at + 1, line: None });
            inside = true;
        } else if RAN.is_match(text) {
            inside = false;
        } else if inside && let Some(block) = failed.last_mut() {
            take(block, &lines, at);
        }
    }
    let count = |what: &str| {
        let given = result["counts"].split(", ").find_map(|count| count.strip_prefix(what)?.strip_prefix('=')?.parse().ok());
        given.filter(|&count: &u64| count > 0)
    };
    let ran = lines.range().rev().find_map(|at| RAN.captures(lines.get(at))?[1].parse().ok());
    Report::new(start.unwrap_or(end)..end + 1, failed)
        .count("failed", count("failures"))
        .count("errors", count("errors"))
        .count("run", ran)
        .read()
}

/// `module.Class.test`, as `python -m unittest` takes it; a module that cannot be imported stands for itself.
fn id(head: &Groups<'_>) -> String {
    let name = &head["name"];
    match head.name("class").map(|class| class.as_str()) {
        None => name.to_owned(),
        Some(class) if class.starts_with("unittest.loader.") => name.to_owned(),
        Some(class) if name.starts_with("setUp") || name.starts_with("tearDown") => class.to_owned(),
        Some(class) if class.ends_with(&format!(".{name}")) => class.to_owned(),
        Some(class) => format!("{class}.{name}"),
    }
}

/// A line below a test's name: of the last traceback, the frame that is not a library's and the exception behind the frames.
fn take(block: &mut Failed, lines: &Lines<'_>, at: usize) {
    let text = lines.get(at);
    if text.starts_with("Traceback (most recent call last):") {
        block.line = None;
    } else if let Some(frame) = FRAME.captures(text) {
        let found = place(&frame);
        let library = found.path.as_deref().is_some_and(|path| path.contains("site-packages") || path.contains("/lib/python"));
        if !library || block.test.place.path.is_none() {
            block.test.place = found;
        }
    } else if block.line.is_none() && !text.starts_with([' ', '-', '=']) && !text.trim().is_empty() && at > block.head + 1 {
        let traced = lines.get(at - 1).starts_with("  ");
        if traced {
            block.test.message = Some(text.trim_end().to_owned());
            block.line = Some(at);
        }
    }
}
