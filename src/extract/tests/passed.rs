//! Lines that a test prints which does not fail by them: a test that passes, or passes when it is tried again, speaks of the errors it wants.

use memchr::memmem;

use super::playwright;
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::regexes::Pattern;

/// `go test -v` names the test that speaks, and later how it ended.
static GO_SPEAKS: Pattern = Pattern::new(r"^\s*=== (?:RUN|CONT|NAME)\s+(?<name>\S+)$");
static GO_ENDED: Pattern = Pattern::new(r"^\s*--- (?<how>PASS|FAIL|SKIP): (?<name>\S+) \(");
static GO_PACKAGE: Pattern = Pattern::new(r"^(?:ok  |FAIL)\t");
/// Jest heads what a test writes to its console; Vitest what it writes to a stream, up to a blank line.
static CONSOLE: Pattern = Pattern::new(r"^  console\.(?:error|warn|log|info|debug)$");
static STREAM: Pattern = Pattern::new(r"^std(?:err|out) \| \S.* > \S");

/// pytest, whose `-s` leaves the output of tests in its own.
const PYTEST: &[u8] = b"= test session starts =";
static PYTEST_ENDED: Pattern = Pattern::new(r"^=+ .*\b(?:passed|failed|errors?|no tests ran)\b.* in [\d.]+s.*=+$");
static PYTEST_FAILED: Pattern = Pattern::new(r"\b(?:failed|errors?|no tests ran)\b");
/// A session is looked through so far.
const SESSION: usize = 5_000;

/// Output of a test is looked through so far up, and its end so far down.
const UP: usize = 200;
const DOWN: usize = 1_000;

/// Whether a line is output of a test that did not fail by it.
pub fn printed_by_test(log: &JobLog, at: usize) -> bool {
    go(log, at) || on_console(log, at) || playwright::passed_later(log, at) || in_green_session(log, at)
}

fn in_green_session(log: &JobLog, at: usize) -> bool {
    let step = log.step_of(at).map_or(0..log.len(), |step| log.steps[step].lines.clone());
    let starts = marked(log, step.start.max(at.saturating_sub(SESSION))..at, PYTEST).next_back();
    // Its own sections, coverage among them, come behind what tests print.
    let starts = starts.is_some_and(|start| {
        let own = |bytes: &[u8]| marked(log, start + 1..at + 1, bytes).next().is_some();
        !own(b"=====") && !own(b"overage")
    });
    let ends = |line: &usize| PYTEST_ENDED.is_match(bare(&log.text(*line)));
    let ended = starts.then(|| marked(log, at..step.end.min(at + SESSION), b"=====").find(ends)).flatten();
    // Where it was interrupted, its count says nothing.
    ended.is_some_and(|line| !PYTEST_FAILED.is_match(&log.text(line)) && marked(log, at..line, b"! KeyboardInterrupt !").next().is_none())
}

/// The lines of a range that hold some bytes.
fn marked(log: &JobLog, range: std::ops::Range<usize>, bytes: &[u8]) -> std::vec::IntoIter<usize> {
    let mut lines = Vec::new();
    log.stretches_of(range, &mut |first, stretch| {
        let (mut line, mut counted) = (first, 0);
        for at in memmem::find_iter(stretch, bytes) {
            line += memchr::memchr_iter(b'\n', &stretch[counted..at]).count();
            counted = at;
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
    });
    lines.into_iter()
}

fn go(log: &JobLog, at: usize) -> bool {
    if marked(log, at.saturating_sub(UP)..at, b"=== ").next().is_none() {
        return false;
    }
    let mut above = (at.saturating_sub(UP)..at).rev();
    let speaks = above.find_map(|line| {
        let text = log.text(line);
        let text = bare(&text);
        match GO_SPEAKS.captures(text) {
            Some(found) => Some(Some(found["name"].to_owned())),
            None => (GO_ENDED.is_match(text) || GO_PACKAGE.is_match(text)).then_some(None),
        }
    });
    let Some(Some(name)) = speaks else { return false };
    let below = at..(at + DOWN).min(log.len());
    let ended = below.into_iter().find_map(|line| {
        let text = log.text(line);
        let text = bare(&text);
        match GO_ENDED.captures(text).filter(|found| found["name"] == name) {
            Some(found) => Some(&found["how"] == "PASS"),
            None => GO_PACKAGE.is_match(text).then_some(false),
        }
    });
    ended == Some(true)
}

fn on_console(log: &JobLog, at: usize) -> bool {
    let near = |bytes: &[u8]| marked(log, at.saturating_sub(UP)..at + 1, bytes).next().is_some();
    if !near(b"  console.") && !near(b"std") {
        return false;
    }
    let mut open = true;
    for line in (at.saturating_sub(UP)..=at).rev() {
        let raw = log.text(line);
        let text = bare(&raw);
        if CONSOLE.is_match(text) || open && STREAM.is_match(&raw) {
            return true;
        }
        let deep = text.trim().is_empty() || text.starts_with("    ");
        open &= !text.trim().is_empty();
        if !deep && !open {
            return false;
        }
    }
    false
}
