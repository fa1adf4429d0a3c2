//! R scripts that ended by an error.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "r", literals: &["Execution halted"], read };

static ERROR: Pattern = Pattern::new(r"^\s*Error(?: in (?<call>.*?))? ?:\s*(?<message>.*)$");
/// What only says that something else failed.
static WRAPPER: Pattern = Pattern::new(
    r"^(?:Error: )?(?:Test failures|R CMD check found (?:ERROR|WARNING|NOTE)s?|Some packages failed to install|\(converted from warning\) installation of (?:package|one or more)|$)",
);

/// A message stands so near above the end.
const ABOVE: usize = 60;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    lines.iter().filter_map(|&at| crash(log, at)).map(Crash::read).collect()
}

fn crash(log: &JobLog, end: usize) -> Option<Crash> {
    if bare(&log.text(end)).trim() != "Execution halted" {
        return None;
    }
    let start = log.step_of(end).map_or(0, |step| log.steps[step].lines.start).max(end.saturating_sub(ABOVE));
    let head = (start..end).rev().find(|&at| !log.is_echo(at) && ERROR.is_match(bare(&log.text(at))))?;
    let text = log.text(head);
    let found = ERROR.captures(bare(&text))?;
    let said = found["message"].trim().to_owned();
    // A long call has the message on the line below it; rlang marks it, and what caused it, with `!`.
    let (line, message) = if said.is_empty() {
        let marked = (head + 1..end).rev().find(|&at| bare(&log.text(at)).trim_start().starts_with("! "));
        let line = marked.or_else(|| (head + 1..end).find(|&at| !log.text(at).trim().is_empty()))?;
        (line, bare(&log.text(line)).trim().trim_start_matches("! ").to_owned())
    } else {
        (head, said)
    };
    if WRAPPER.is_match(&message) {
        return None;
    }
    let confidence = match by_distance(before_exit(log, end)) {
        Confidence::Low => Confidence::Medium,
        sure => sure,
    };
    Some(Crash {
        title: "R error",
        said: "An R script ended with",
        category: "crash",
        problem: Problem { message, code: found.name("call").map(|call| call.as_str().to_owned()), place: Place::default() },
        line,
        span: head..end + 1,
        depth: Depth::Why,
        confidence,
    })
}
