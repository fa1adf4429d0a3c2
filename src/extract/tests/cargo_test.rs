//! `cargo test`: libtest's own report.

use super::panic::panic;
use super::report::place;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::{count, failed_tests};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "cargo-test", literals: &["test result: FAILED."], read };

static RESULT: Pattern = Pattern::new(r"^\s*test result: FAILED\. (\d+) passed; (\d+) failed; (\d+) ignored");
static OUTPUT_OF: Pattern = Pattern::new(r"^\s*---- (\S.*?) stdout ----$");
static FAILED: Pattern = Pattern::new(r"^\s*test (\S.*?) \.\.\. FAILED$");

/// `src/lib.rs - total (line 5)`, perhaps ` - compile`.
static DOCTEST: Pattern = Pattern::new(r"^(?<path>\S+\.(?:rs|md)) - .*\(line (?<line>\d+)\)");
/// What rustc says of an example, or rustdoc of one that should have failed.
static REFUSED: Pattern = Pattern::new(
    r"^(?:error(?:\[E\d+\])?: .*|Test (?:executable succeeded, but|compiled successfully, but|executable failed \(signal).*|Some expected error codes were not found: .*)$",
);

/// A report is longer than this only where its tests print a lot: then its head is given up.
const REACH: usize = 20_000;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    let mut behind = 0;
    for &at in lines {
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
    let first = end.saturating_sub(REACH).max(behind);
    let start = (first..end).rev().find(|&at| is_start(&log.text(at))).unwrap_or(first);
    let mut line = None;
    let mut tests: Vec<TestFailure> = Vec::new();
    let mut at = start;
    while at < end {
        let text = log.text(at);
        if let Some(name) = OUTPUT_OF.captures(&text) {
            let (test, why) = failure(log, &name[1], at + 1, end);
            line = line.or(why);
            tests.push(test);
        }
        at += 1;
    }
    let depth = if line.is_some() { Depth::Why } else { Depth::What };
    if tests.is_empty() {
        let named = (start..end).filter_map(|at| Some((at, FAILED.captures(&log.text(at))?[1].to_owned())));
        for (at, id) in named {
            line = line.or(Some(at));
            tests.push(TestFailure { id, ..TestFailure::default() });
        }
    }
    // The line that is quoted is of the first test with a message.
    tests.sort_by_key(|test| test.message.is_none());
    let number = |group: usize| result[group].parse::<u64>().unwrap_or_default();
    Some(Read {
        line: line.unwrap_or(end),
        span: start..end + 1,
        category: "test",
        depth,
        confidence: Confidence::High,
        title: count(number(2), "test failed", "tests failed"),
        root_cause: failed_tests(&tests),
        details: Details::default()
            .with_count("passed", number(1))
            .with_count("failed", number(2))
            .with_count("ignored", number(3))
            .with_tests(tests),
    })
}

fn is_start(text: &str) -> bool {
    text.trim_start().strip_prefix("running ").is_some_and(|rest| rest.ends_with(" tests") || rest.ends_with(" test"))
}

/// What a test printed: the panic's place and message, and the line to quote.
fn failure(log: &JobLog, name: &str, from: usize, end: usize) -> (TestFailure, Option<usize>) {
    let mut test = TestFailure { id: name.to_owned(), ..TestFailure::default() };
    let doctest = DOCTEST.captures(name);
    let is_doctest = doctest.is_some();
    if let Some(doctest) = doctest {
        // It panics in a file that is made of it.
        test.place = place(&doctest);
    }
    for at in from..end {
        let text = log.text(at);
        if OUTPUT_OF.is_match(&text) || text.trim() == "failures:" {
            break;
        }
        if let Some((line, message, place)) = panic(at, |at| log.text(at).into_owned()) {
            test.message = Some(message);
            if test.place.path.is_none() {
                test.place = place;
            }
            return (test, Some(line));
        }
        if let Some(refused) = REFUSED.captures(&text).filter(|_| is_doctest) {
            test.message = Some(refused[0].to_owned());
            return (test, Some(at));
        }
        if text.starts_with("note: test did not panic as expected") {
            test.message = Some(text.trim_start_matches("note: ").to_owned());
            return (test, Some(at));
        }
        if let Some(error) = text.trim().strip_prefix("Error: ") {
            // A test that returns `Err` does not panic.
            test.message = Some(error.to_owned());
            return (test, Some(at));
        }
    }
    (test, None)
}
