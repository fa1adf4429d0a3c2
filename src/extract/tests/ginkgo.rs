//! Ginkgo, versions 1 and 2: the summary of failures, each with what stands above its place in the report.

use std::collections::HashMap;

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ginkgo", literals: &["Summarizing "], read };

static SUMMARY: Pattern = Pattern::new(r"^(?<prefix>.*?)Summarizing \d+ Failures?:$");
static ENTRY: Pattern = Pattern::new(r"^\s*\[(?:FAIL|Fail|FAILED|PANICKED!?|Panic!|TIMEDOUT|INTERRUPTED|ABORTED)\] (?<name>\S.*?)\s*$");
static PLACE: Pattern = Pattern::new(r"^\s*(?<path>\S+\.go):(?<line>\d+)$");
/// Version 2 names the node before the place.
static IN_NODE: Pattern = Pattern::new(r"^\s*In \[\w+\] at: (?<place>\S+\.go:\d+)");
static COUNTS: Pattern = Pattern::new(
    r"^(?:FAIL|SUCCESS)! -- (?<passed>\d+) Passed \| (?<failed>\d+) Failed(?: \| \d+ Flaked)? \| \d+ Pending \| (?<skipped>\d+) Skipped",
);
/// `[It]` is no part of a name that `--focus` takes, and labels stand behind it.
static NODE: Pattern =
    Pattern::new(r"\[(?:It|BeforeEach|JustBeforeEach|AfterEach|JustAfterEach|Measurement|BeforeAll|AfterAll|DeferCleanup \(\w+\))\] ?");
static LABELS: Pattern = Pattern::new(r" \[[\w ,.:/#-]+\]$");
static TAG: Pattern = Pattern::new(r"^\s*\[(?:FAILED|PANICKED|TIMEDOUT|INTERRUPTED)\] ");
/// Gomega's heads that say nothing by themselves.
static BARE: Pattern = Pattern::new(r"^(?:Unexpected error:|Expected success, but got an error:|<.*>:.*|\{)$");

/// A report reaches so far above its summary: specs log a lot.
const REACH: usize = 20_000;
/// The lines of a message.
const MESSAGE: usize = 40;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut behind = 0;
    let mut reads = Vec::new();
    for &at in marks {
        if let Some(read) = report(log, at, behind) {
            behind = read.span.end;
            reads.push(read);
        }
    }
    reads
}

fn report(log: &JobLog, summary: usize, behind: usize) -> Option<Read> {
    let text = log.text(summary);
    let found = SUMMARY.captures(&text)?;
    let step = log.step_of(summary).map_or(0, |step| log.steps[step].lines.start);
    let start = summary.saturating_sub(REACH).max(behind).max(step);
    let lines = Lines::of(log, start..summary + 1_000, &Prefix::of(&found["prefix"]));
    let mut failed: Vec<Failed> = Vec::new();
    let mut counts = None;
    let mut end = summary + 1;
    for at in summary + 1..lines.end() {
        if let Some(entry) = ENTRY.captures(lines.get(at)) {
            let place = PLACE.captures(lines.get(at + 1)).map(|found| place(&found)).unwrap_or_default();
            failed.push(Failed { test: TestFailure { id: id(&entry["name"]), message: None, place }, head: at, line: None });
            end = at + 2;
        } else if let Some(found) = COUNTS.captures(lines.get(at)) {
            counts = Some((number(&found, "failed"), number(&found, "passed"), number(&found, "skipped")));
            // What `go test` and the command line say below is of the same failure.
            end = (at + 1..at + 12).take_while(|&at| at < lines.end() && !lines.get(at).starts_with("##[")).last().unwrap_or(at) + 1;
            break;
        } else if lines.get(at).starts_with("##[") {
            break;
        }
    }
    let mut told: HashMap<String, usize> = HashMap::new();
    for at in start..summary {
        let text = lines.get(at).trim();
        if let Some(node) = IN_NODE.captures(text) {
            told.insert(node["place"].to_owned(), at);
        } else if PLACE.is_match(text) && !lines.get(at - 1).contains(".go:") {
            told.insert(text.to_owned(), at);
        }
    }
    for failed in &mut failed {
        let Some(key) = failed.test.place.path.as_ref().zip(failed.test.place.line).map(|(path, line)| format!("{path}:{line}")) else {
            continue;
        };
        if let Some((line, message)) = told.get(&key).and_then(|&at| message(&lines, at)) {
            (failed.line, failed.test.message) = (Some(line), Some(message));
        }
    }
    let first = failed.iter().filter_map(|failed| failed.line).min().unwrap_or(summary);
    let (failures, passed, skipped) = counts.unwrap_or_default();
    Report::new(first..end, failed).count("failed", failures).count("passed", passed).count("skipped", skipped).read()
}

/// The full text of a spec, as `--focus` takes it.
fn id(name: &str) -> String {
    let labels = LABELS.find(name).filter(|found| found.start() > 0).map_or(name.len(), |found| found.start());
    match NODE.find(&name[..labels]) {
        Some(node) => format!("{}{}", &name[..node.start()], &name[node.end()..labels]).trim().to_owned(),
        None => name.to_owned(),
    }
}

/// The message above a place, and the line of it to quote.
fn message(lines: &Lines<'_>, place: usize) -> Option<(usize, String)> {
    let last = (place.saturating_sub(3)..place).rev().find(|&at| !lines.get(at).trim().is_empty())?;
    let first = (last.saturating_sub(MESSAGE)..=last).rev().take_while(|&at| !lines.get(at).trim().is_empty()).last()?;
    let said = |at: usize| {
        let text = lines.get(at);
        TAG.find(text).map_or(text, |tag| &text[tag.end()..]).trim()
    };
    if said(first).contains("Test Panicked") {
        // Version 2 says why below the place.
        let line = if first < last { first + 1 } else { lines.filled(place + 1..place + 4)? };
        return Some((line, format!("panic: {}", said(line))));
    }
    let line = (first..=last).find(|&at| !BARE.is_match(said(at))).unwrap_or(first);
    let whole: Vec<&str> = (line..=last.min(line + 5)).map(said).take_while(|text| *text != "{").collect();
    Some((line, whole.join(" ")))
}
