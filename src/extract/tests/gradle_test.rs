//! Gradle's tests, of the JVM, of Kotlin's other platforms and on Android devices: `Class > method FAILED`, and the throwable below.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::lines::Lines;
use super::report::Report;
use super::throwable::thrown;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::{Confidence, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "gradle-test", literals: &[" FAILED"], read };

static HEADS: [Pattern; 3] = [
    Pattern::new(
        r"^(?:Gradle suite > )?(?:Gradle Test (?:Run|Executor) \S+ > )*(?<name>[\w$.]*[A-Z][\w$.]*(?:\[[^\]]*\])?(?: > .*)) (?:STANDARD_ERROR )?FAILED(?: \([\d.]+m?s\))?\s*$",
    ),
    // Kotlin multiplatform: `com.acme.BasketTest.adds[jvm] FAILED`
    Pattern::new(r"^(?<name>(?:[a-z_]\w*\.)*[A-Z]\w*\.[^\s>]\S*(?:\[[\w, ]+\])?) FAILED$"),
    // The test logger plugin: `  Test adds() FAILED (1.2s)`
    Pattern::new(r"^\s{1,4}(?:Test |✘ )(?<name>\S.*?) (?:FAILED|\(\d[\d.]*m?s\))(?: \([\d.]+m?s\))?$"),
];
static STOPS: [Pattern; 3] = [
    Pattern::new(r"^\S.* > .* (?:PASSED|SKIPPED|STARTED|STANDARD_OUT|STANDARD_ERROR)\s*$"),
    Pattern::new(
        r"^(?:> Task |FAILURE: |\* What went wrong|BUILD FAILED|Finished generating |Execution failed for task|Tests on .* failed:)",
    ),
    Pattern::new(r"^(?:\S.*)?\S+ (?:PASSED|SKIPPED)$"),
];
static COUNTS: [Pattern; 2] = [
    Pattern::new(r"^\s*(?<tests>\d+) tests? completed, (?<failed>\d+) failed(?:, (?<skipped>\d+) skipped)?$"),
    Pattern::new(
        r"^(?:FAILURE|SUCCESS): Executed \d+ tests? in \S+(?: \((?:(?<failed>\d+) failed)?(?:, )?(?:(?<skipped>\d+) skipped)?\))?$",
    ),
];
static CLASS: Pattern = Pattern::new(r"^(?<name>(?:[a-z_]\w*\.)+[A-Z]\w*)$");
static SUCCESS: Pattern = Pattern::new(r"^BUILD (?:SUCCESSFUL|FAILED)\b");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, id, ..Entries::PLAIN };

/// A class has at most so many lines between its name and a test.
const CLASS_ABOVE: usize = 500;
/// What Gradle says in the end, below the tests.
const OUTCOME: usize = 3_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reports = ENTRIES.reports(log, marks);
    // A class that some other tool calls failed has no throwable below.
    reports.retain(|report| report.failed.iter().any(|failed| failed.line.is_some()));
    for report in &mut reports {
        with_class(log, report);
    }
    let apart = |between: Range<usize>| between.into_iter().any(|at| SUCCESS.is_match(bare(&log.text(at))));
    let mut reads: Vec<Read> = Report::joined(reports, apart).into_iter().filter_map(Report::read).collect();
    for read in &mut reads {
        if went_well(log, read.span.end) {
            read.confidence = Confidence::Low;
        }
    }
    reads
}

/// The test logger plugin names a class once, above its tests.
fn with_class(log: &JobLog, report: &mut Report) {
    for failed in report.failed.iter_mut().filter(|failed| !failed.test.id.contains('.')) {
        let class = (failed.head.saturating_sub(CLASS_ABOVE)..failed.head).rev().find_map(|at| {
            let text = log.text(at);
            CLASS.captures(bare(&text)).map(|found| found["name"].to_owned())
        });
        if let Some(class) = class {
            failed.test.id = format!("{class}.{}", failed.test.id);
        }
    }
}

/// Whether the build succeeds nevertheless: the tests were tried again, or may fail.
fn went_well(log: &JobLog, from: usize) -> bool {
    let end = log.step_of(from.saturating_sub(1)).map_or(log.len(), |step| log.steps[step].lines.end);
    (from..end.min(from + OUTCOME)).find_map(|at| {
        let text = log.text(at);
        SUCCESS.find(bare(&text)).map(|found| found.as_str().ends_with("SUCCESSFUL"))
    }) == Some(true)
}

/// A throwable is indented.
fn tell(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Option<Told> {
    let first = lines.filled(range.clone())?;
    (first <= range.start + 1 && lines.get(first).starts_with([' ', '\t'])).then(|| thrown(entries, lines, range, test)).flatten()
}

/// `BasketTest > adds()` is `BasketTest.adds` to `--tests`; parameters and devices are left out.
fn id(name: &str) -> String {
    let parts = name.split(" > ").filter(|part| !part.starts_with('['));
    let plain = parts.map(|part| part.split('[').next().unwrap_or(part)).map(|part| match part.find('(') {
        Some(at) if at > 0 && !part[..at].ends_with(' ') => &part[..at],
        _ => part,
    });
    plain.collect::<Vec<_>>().join(".")
}
