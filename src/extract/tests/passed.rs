//! Lines that a test prints which does not fail by them: a test that passes, or passes when it is tried again, speaks of the errors it wants.

use super::playwright;
use crate::extract::lead::bare;
use crate::extract::pattern::Pattern;
use crate::log::JobLog;

/// `go test -v` names the test that speaks, and later how it ended.
static GO_SPEAKS: Pattern = Pattern::new(r"^\s*=== (?:RUN|CONT|NAME)\s+(?<name>\S+)$");
static GO_ENDED: Pattern = Pattern::new(r"^\s*--- (?<how>PASS|FAIL|SKIP): (?<name>\S+) \(");
static GO_PACKAGE: Pattern = Pattern::new(r"^(?:ok  |FAIL)\t");
/// Jest heads what a test writes to its console; Vitest what it writes to a stream, up to a blank line.
static CONSOLE: Pattern = Pattern::new(r"^  console\.(?:error|warn|log|info|debug)$");
static STREAM: Pattern = Pattern::new(r"^std(?:err|out) \| \S.* > \S");

/// Output of a test is looked through so far up, and its end so far down.
const UP: usize = 200;
const DOWN: usize = 1_000;

/// Whether a line is output of a test that did not fail by it.
pub fn printed_by_test(log: &JobLog, at: usize) -> bool {
    go(log, at) || on_console(log, at) || playwright::passed_later(log, at)
}

fn go(log: &JobLog, at: usize) -> bool {
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
    let mut open = true;
    for line in (at.saturating_sub(UP)..=at).rev() {
        let text = log.text(line);
        let text = bare(&text);
        if CONSOLE.is_match(text) || open && STREAM.is_match(text) {
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
