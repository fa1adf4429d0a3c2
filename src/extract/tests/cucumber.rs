//! Cucumber for JavaScript, Ruby and Java, and behave: scenarios that failed, with the step and what it says.

use std::collections::HashSet;
use std::ops::Range;

use super::entries::{Entries, Told};
use super::javascript::first_frame;
use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "cucumber", literals: &[") Scenario: ", ") Scenario Outline: ", "Failing Scenarios:", "Failed scenarios:"], read };

/// JavaScript's summary: `1) Scenario: Discounts # features/shop.feature:7`.
static HEADS: [Pattern; 1] =
    [Pattern::new(r"^\d+\) Scenario(?: Outline)?: (?<name>.*?)(?: \(attempt \d+(?:, retried)?\))? # (?<path>\S+?):(?<line>\d+)(?::\d+)?$")];
static STOPS: [Pattern; 1] = [Pattern::new(r"^(?:Warnings:|Failures:|\d+ hooks? )")];
static COUNTS: [Pattern; 1] = [Pattern::new(r"^\d+ scenarios? \((?:(?<failed>\d+) failed)?.*?(?:(?<passed>\d+) passed)?\)$")];
static RETRIED: Pattern = Pattern::new(r"\(attempt \d+, retried\)");
/// Ruby and Java: `cucumber features/shop.feature:7 # Scenario: Discounts`, `classpath:shop.feature:7 # Discounts`, `file:///…/shop.feature:7 # Discounts`.
static LIST: Pattern = Pattern::new(r"^(?:Failing Scenarios:|Failed scenarios:)$");
static LISTED: Pattern = Pattern::new(
    r"^(?:cucumber (?:-p \S+ )*)?(?:file://)?(?<id>(?:classpath:)?(?<path>[^\s:]\S*?\.feature):(?<line>\d+)) # (?:Scenario(?: Outline)?: )?(?<name>.*)$",
);
static ERROR: Pattern = Pattern::new(
    r"^\s+(?<message>(?:[\w.]+(?:::\w+)*(?:Error|Exception|Failure|Failed\w*)\b.*|expected[: ].*|\S.* \((?:[A-Z]\w*(?:::)?)*(?:Error|Exception|NotMetError|Failure)\)))$",
);
static UNDEFINED: Pattern = Pattern::new(r"^\s+(?:Undefined\. Implement with|Undefined step: )");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

/// A scenario's steps stand at most so far above the list.
const ABOVE: usize = 4_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reports = ENTRIES.reports(log, marks);
    for report in &mut reports {
        report.failed.retain(|failed| !RETRIED.is_match(&log.text(failed.head)));
        for failed in &mut report.failed {
            // A scenario is run by its place.
            let text = log.text(failed.head);
            if let Some(found) = HEADS[0].captures(bare(&text)) {
                failed.test.id = format!("{}:{}", &found["path"], &found["line"]);
            }
        }
    }
    let mut reads: Vec<Read> = reports.into_iter().filter_map(Report::read).collect();
    if reads.is_empty() {
        reads.extend(marks.iter().filter_map(|&at| listed(log, at)));
    }
    reads
}

/// The step that failed, and what it says below.
fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let step = range.clone().find(|&at| {
        let text = lines.get(at).trim_start();
        text.starts_with(['✖', '×', '✘', '?'])
    })?;
    let own = lines.get(step).trim_start().trim_start_matches(['✖', '×', '✘', '?', ' ']);
    let own = own.split(" # ").next().unwrap_or(own);
    let below = lines.filled(step + 1..range.end)?;
    if UNDEFINED.is_match(lines.get(below)) {
        return Some(Told { line: step, message: format!("undefined step: {own}"), place: Place::default() });
    }
    let place = first_frame(lines, below, range.end).unwrap_or_default();
    Some(Told { line: below, message: lines.get(below).trim().to_owned(), place })
}

/// A list of scenarios: each is told above, by its own steps.
fn listed(log: &JobLog, at: usize) -> Option<Read> {
    let text = log.text(at);
    let own = bare(&text);
    if !LIST.is_match(own) {
        return None;
    }
    let step = log.step_of(at).map_or(0, |step| log.steps[step].lines.start);
    let start = at.saturating_sub(ABOVE).max(step);
    let lines = Lines::of(log, start..at + 200, &Prefix::of(&text[..text.len() - own.len()]));
    let mut failed: Vec<Failed> = Vec::new();
    let mut seen = HashSet::new();
    for line in at + 1..lines.end() {
        let Some(found) = LISTED.captures(lines.get(line)) else { break };
        if seen.insert(found["id"].to_owned()) {
            failed.push(Failed {
                test: TestFailure { id: found["id"].to_owned(), message: None, place: place(&found) },
                head: line,
                line: None,
            });
        }
    }
    let end = failed.last()?.head + 1;
    // The errors above, in the order of the scenarios.
    let errors: Vec<usize> =
        (start..at).filter(|&line| ERROR.is_match(lines.get(line)) && !ERROR.is_match(lines.get(line.saturating_sub(1)))).collect();
    let mut errors = errors.into_iter();
    for failed in &mut failed {
        let Some(line) = errors.next() else { break };
        failed.line = Some(line);
        failed.test.message = ERROR.captures(lines.get(line)).map(|found| {
            let got = lines.get(line + 1).trim();
            let got = if got.starts_with("got: ") { format!(", {got}") } else { String::new() };
            format!("{}{got}", &found["message"])
        });
    }
    let first = failed.iter().filter_map(|failed| failed.line).min().unwrap_or(at);
    let count = failed.len() as u64;
    Report::new(first..end, failed).count("failed", Some(count)).read()
}

pub(super) const BEHAVE: Extractor =
    Extractor { name: "behave", literals: &["Failing scenarios:", "Errored scenarios:"], read: read_behave };

static BEHAVE_LIST: Pattern = Pattern::new(r"^(?:Failing|Errored) scenarios:$");
static BEHAVE_LISTED: Pattern = Pattern::new(r"^\s+(?<path>\S+\.feature):(?<line>\d+)\s+(?<name>\S.*)$");
static BEHAVE_COUNT: Pattern =
    Pattern::new(r"^(?<passed>\d+) scenarios? passed, (?<failed>\d+) failed(?:, (?<errors>\d+) error)?.*?(?:, (?<skipped>\d+) skipped)?");
static BEHAVE_SCENARIO: Pattern = Pattern::new(r"^\s+Scenario(?: Outline)?: .*?\s+# (?<path>\S+\.feature):(?<line>\d+)$");
static BEHAVE_SAID: Pattern = Pattern::new(r"^\s+(?:Assertion Failed|ASSERT FAILED): (?<message>.*)$");
static BEHAVE_RAISED: Pattern = Pattern::new(r"^\s+(?<message>(?:[\w.]+\.)?\w*(?:Error|Exception|Exit|Interrupt)(?:: .*)?)$");
static BEHAVE_FRAME: Pattern = Pattern::new(r#"^\s+File "(?<path>[^"]+)", line (?<line>\d+), in "#);
static BEHAVE_UNDEFINED: Pattern = Pattern::new(r"^\s+(?<step>(?:Given|When|Then|And|But) .*?)\s+# None$");

fn read_behave(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let at = marked[0];
        let text = log.text(at);
        let own = bare(&text);
        if !BEHAVE_LIST.is_match(own) {
            continue;
        }
        let step = log.step_of(at).map_or(0, |step| log.steps[step].lines.start);
        let start = at.saturating_sub(ABOVE).max(step);
        let lines = Lines::of(log, start..at + 300, &Prefix::of(&text[..text.len() - own.len()]));
        let mut failed: Vec<Failed> = Vec::new();
        let mut counts = None;
        for line in at + 1..lines.end() {
            if let Some(found) = BEHAVE_LISTED.captures(lines.get(line)) {
                let test = TestFailure { id: format!("{}:{}", &found["path"], &found["line"]), message: None, place: place(&found) };
                failed.push(Failed { test, head: line, line: None });
            } else if let Some(found) = BEHAVE_COUNT.captures(lines.get(line)) {
                let number = |group| super::report::number(&found, group);
                counts = Some((line, number("passed"), number("failed"), number("errors"), number("skipped")));
                break;
            }
        }
        for failed in &mut failed {
            tell_scenario(&lines, start..at, failed);
        }
        let Some(last) = failed.last() else { continue };
        let first = failed.iter().filter_map(|failed| failed.line).min().unwrap_or(at);
        let end = counts.map_or(last.head, |(line, ..)| line) + 1;
        let report = Report::new(first..end, failed);
        let report = match counts {
            Some((_, passed, failures, errors, skipped)) => {
                report.count("passed", passed).count("failed", failures).count("errors", errors).count("skipped", skipped)
            }
            None => report.unfinished(),
        };
        reads.extend(report.read());
    }
    reads
}

/// What stands under a scenario's own head.
fn tell_scenario(lines: &Lines<'_>, range: Range<usize>, failed: &mut Failed) {
    let own = |at: &usize| {
        BEHAVE_SCENARIO.captures(lines.get(*at)).is_some_and(|found| failed.test.id == format!("{}:{}", &found["path"], &found["line"]))
    };
    let Some(head) = range.clone().find(own) else { return };
    let end = (head + 1..range.end).find(|&at| BEHAVE_SCENARIO.is_match(lines.get(at))).unwrap_or(range.end);
    let find = |pattern: &Pattern| (head..end).find(|&at| pattern.is_match(lines.get(at)));
    if let Some(at) = find(&BEHAVE_SAID) {
        failed.line = Some(at);
        failed.test.message = BEHAVE_SAID.captures(lines.get(at)).map(|found| found["message"].to_owned());
    } else if let Some(at) = (head..end).rev().find(|&at| BEHAVE_RAISED.is_match(lines.get(at))) {
        failed.line = Some(at);
        failed.test.message = BEHAVE_RAISED.captures(lines.get(at)).map(|found| found["message"].to_owned());
        let mut frames = (head..at).rev().filter_map(|at| BEHAVE_FRAME.captures(lines.get(at)).map(|found| place(&found)));
        let foreign =
            |place: &Place| place.path.as_deref().is_none_or(|path| path.contains("site-packages/") || path.contains("/lib/python"));
        if let Some(place) = frames.find(|place| !foreign(place)) {
            failed.test.place = place;
        }
    } else if let Some(at) = find(&BEHAVE_UNDEFINED) {
        failed.line = Some(at);
        failed.test.message = BEHAVE_UNDEFINED.captures(lines.get(at)).map(|found| format!("undefined step: {}", &found["step"]));
    }
}
