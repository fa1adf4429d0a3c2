//! Catch2 and doctest: assertions with their expansion.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::{Groups, Pattern};

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "catch2", literals: &[": FAILED:"], read: |log, marks| read(log, marks, &CATCH2) };
pub(super) const DOCTEST: Extractor = Extractor {
    name: "doctest",
    literals: &[" is NOT correct!", "ERROR: test case "],
    read: |log, marks| read(log, marks, &DOCTEST_LINES),
};

/// How one of the two words its report.
struct Wording {
    head: &'static Pattern,
    counts: &'static Pattern,
    /// The name of the test case above a failure.
    name: fn(&Lines<'_>, usize) -> Option<String>,
}

static CATCH2: Wording = Wording { head: &CATCH2_HEAD, counts: &COUNTS, name: between_rules };
static DOCTEST_LINES: Wording = Wording { head: &DOCTEST_HEAD, counts: &COUNTS, name: behind_title };

static CATCH2_HEAD: Pattern = Pattern::new(r"^(?<prefix>.*?)(?<path>\S+?)(?::(?<line>\d+)|\((?<paren>\d+)\)): FAILED:$");
static DOCTEST_HEAD: Pattern = Pattern::new(
    r"^(?<prefix>.*?)(?<path>\S+?)(?::(?<line>\d+)|\((?<paren>\d+)\)): (?:FATAL )?ERROR: (?<message>.* is NOT correct!|test case .*)$",
);
static COUNTS: Pattern = Pattern::new(r"test cases: +(?<all>\d+) \|(?: +(?<passed>\d+) passed \|)? +(?<failed>\d+) failed");
static RULE: Pattern = Pattern::new(r"^-{70,}$");

const BEFORE: usize = 200;
const REACH: usize = 10_000;

fn read(log: &JobLog, marks: &[usize], wording: &Wording) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut failed: Vec<Failed> = Vec::new();
    for (index, &at) in marks.iter().enumerate() {
        let text = log.text(at);
        let Some(found) = wording.head.captures(&text) else { continue };
        let next = marks.get(index + 1).copied();
        let lines =
            Lines::around(log, at, at.saturating_sub(BEFORE)..next.unwrap_or(at + REACH).min(at + REACH), &Prefix::of(&found["prefix"]));
        failed.push(one(&lines, at, &found, wording));
        let counts = (at..lines.end()).find_map(|line| Some((line, wording.counts.captures(lines.get(line))?)));
        if let Some((end, counts)) = counts {
            let start = failed.first().map_or(at, |first| first.head);
            let report = Report::new(start..end + 1, std::mem::take(&mut failed));
            reads.extend(report.count("failed", number(&counts, "failed")).count("passed", number(&counts, "passed")).read());
        }
    }
    let ends = failed.first().map(|first| first.head).zip(failed.last().map(|last| last.head + 1));
    reads.extend(ends.and_then(|(start, end)| Report::new(start..end, failed).unfinished().read()));
    reads
}

fn one(lines: &Lines<'_>, at: usize, found: &Groups<'_>, wording: &Wording) -> Failed {
    let paren = found.name("paren").and_then(|line| line.as_str().parse().ok());
    let there = place(found);
    let id = (wording.name)(lines, at).unwrap_or_else(|| format!("{}:{}", &found["path"], there.line.or(paren).unwrap_or(0)));
    let mut test = TestFailure { id, message: None, place: Place { line: there.line.or(paren), ..there } };
    let (line, mut message) = if let Some(message) = found.name("message") {
        (at, message.as_str().to_owned())
    } else {
        let line = lines.filled(at + 1..at + 4).unwrap_or(at);
        // An exception's own words stand one line lower.
        let line = if lines.get(line).starts_with("due to ") { lines.filled(line + 1..line + 3).unwrap_or(line) } else { line };
        (line, lines.get(line).trim().to_owned())
    };
    for next in line + 1..line + 4 {
        let text = lines.get(next).trim();
        if text.is_empty() || text.starts_with("===") || text.starts_with("---") {
            break;
        }
        message = format!("{message} {text}");
    }
    test.message = Some(message);
    Failed { test, head: at, line: Some(line) }
}

/// Catch2 frames the name with rules; sections are indented below it.
fn between_rules(lines: &Lines<'_>, at: usize) -> Option<String> {
    let end = (lines.range().start..at).rev().find(|&line| RULE.is_match(lines.get(line)))?;
    let start = (lines.range().start..end).rev().find(|&line| RULE.is_match(lines.get(line)))?;
    Some(lines.get(start + 1).trim().to_owned()).filter(|name| !name.is_empty())
}

fn behind_title(lines: &Lines<'_>, at: usize) -> Option<String> {
    (lines.range().start..at).rev().find_map(|line| Some(lines.get(line).strip_prefix("TEST CASE:  ")?.trim().to_owned()))
}
