//! Node.js: errors with a stack, best those that end the process.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "node", literals: &["Error: ", "Error [", "Exception: ", "JavaScript heap out of memory", "Error\u{1b}"], read };

static HEAD: Pattern = Pattern::new(
    r"^\s*(?:Uncaught |\[cause\]: |[^:\s][^:]{0,60}?[:\]] )*(?<name>(?:[A-Z]\w*)?(?:Error|Exception))(?: \[(?<code>[A-Z][A-Z0-9_]+)\])?: (?<message>\S.*)$",
);
static FRAME: Pattern = Pattern::new(r"^\s+at (?:.*[( ])?(?:file://)?(?<path>[^()\s][^()]*?):(?<line>\d+):(?<column>\d+)\)?(?: \{)?$");
static STACK: Pattern = Pattern::new(r"^\s+at .+(?::\d+:\d+\)?|\(native\)|<anonymous>\)?|\(index \d+\))(?: \{)?$");
static VERSION: Pattern = Pattern::new(r"^Node\.js v\d+\.");
static CAUSE: Pattern = Pattern::new(r"^\s+\[cause\]: (?<message>.+)$");
static SOURCE: Pattern = Pattern::new(r"^(?:file://)?(?<path>(?:[A-Za-z]:)?[\\/][^:]*):(?<line>\d+)$");
static HEAP: Pattern = Pattern::new(r"FATAL ERROR: .*JavaScript heap out of memory");
/// They say that something else failed.
static WRAPPER: Pattern = Pattern::new(
    r"(?i)command failed|exit(?:ed)?(?: with)?(?: exit)? (?:code|status)|build failed with|returned non-zero|spawn\w* .* failed",
);

/// Whether an error begins as its cause does.
fn elaborates(message: &str, cause: &str) -> bool {
    let cause = cause.split_once("Error: ").map_or(cause, |(_, cause)| cause);
    let start = |text: &str| text.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
    start(message) == start(cause)
}

/// The deepest cause that an error was thrown with; it is printed behind the stack, indented.
fn cause(log: &JobLog, stack: usize, end: usize) -> Option<(usize, String)> {
    let mut deepest = None;
    for at in stack..(end + STACKED).min(log.len()) {
        let text = log.text(at);
        let text = bare(&text);
        if at > end && !(text.is_empty() && deepest.is_some() || text.starts_with([' ', '}', ']'])) {
            break;
        }
        if let Some(found) = CAUSE.captures(text).filter(|found| !WRAPPER.is_match(&found["message"])) {
            deepest = Some((at, found["message"].trim_end_matches(['{', ' ']).to_owned()));
        }
    }
    deepest
}

/// A message has at most so many lines before its stack.
const MESSAGE: usize = 14;
/// A stack, and what Node prints behind it, at most so many.
const STACKED: usize = 120;

struct Thrown {
    at: usize,
    line: usize,
    end: usize,
    fatal: bool,
    problem: Problem,
}

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut best: Option<Thrown> = None;
    let (mut step, mut behind) = (None, 0);
    for &at in lines {
        let here = log.step_of(at);
        if here != step {
            reads.extend(best.take().map(|thrown| finish(log, thrown)));
            step = here;
            behind = 0;
        }
        if at < behind {
            continue;
        }
        let Some(thrown) = thrown(log, at) else { continue };
        behind = thrown.end;
        let better = best.as_ref().is_none_or(|best| thrown.fatal >= best.fatal);
        if better {
            best = Some(thrown);
        }
    }
    reads.extend(best.map(|thrown| finish(log, thrown)));
    reads
}

fn finish(log: &JobLog, thrown: Thrown) -> Read {
    let sure = by_distance(before_exit(log, thrown.end.saturating_sub(1)));
    let confidence = match (thrown.fatal, sure) {
        (true, _) => Confidence::High,
        (false, Confidence::High) => Confidence::Medium,
        (false, _) => Confidence::Low,
    };
    let crash = Crash {
        title: "Uncaught JavaScript error",
        said: "A Node.js program ended with",
        category: "crash",
        line: thrown.line,
        span: thrown.at..thrown.end,
        depth: Depth::Why,
        confidence,
        problem: thrown.problem,
    };
    crash.read()
}

fn thrown(log: &JobLog, at: usize) -> Option<Thrown> {
    let text = log.text(at);
    let text = bare(&text);
    if HEAP.is_match(text) {
        let problem = Problem { message: text.trim().to_owned(), code: None, place: Place::default() };
        return Some(Thrown { at, line: at, end: at + 1, fatal: true, problem });
    }
    let head = HEAD.captures(text).filter(|head| !WRAPPER.is_match(&head["message"]))?;
    let stack = (at + 1..at + MESSAGE).find(|&next| STACK.is_match(bare(&log.text(next))))?;
    let mut place = Place::default();
    let mut end = stack;
    while end < stack + STACKED {
        let text = log.text(end);
        let text = bare(&text);
        if !STACK.is_match(text) {
            break;
        }
        if place.path.is_none()
            && let Some(frame) = FRAME.captures(text)
            && !frame["path"].contains("node_modules")
            && !frame["path"].starts_with("node:")
        {
            let number = |name: &str| frame[name].parse().ok();
            place = Place { path: Some(frame["path"].to_owned()), line: number("line"), column: number("column") };
        }
        end += 1;
    }
    // Behind the stack: the error's properties, then Node's version where the error was not caught.
    let version = (end..(end + STACKED).min(log.len())).find(|&next| {
        let text = log.text(next);
        VERSION.is_match(bare(&text))
    });
    let properties = |upto: usize| {
        (end..upto).all(|next| {
            let text = log.text(next);
            let text = bare(&text);
            text.is_empty() || text.starts_with([' ', '}', ']'])
        })
    };
    let fatal = version.filter(|&version| properties(version));
    let name = head["name"].to_owned();
    let mut message = format!("{name}: {}", head["message"].trim());
    let mut line = at;
    if let Some((at, cause)) = cause(log, stack, end) {
        // What wraps it says the same for every reason, unless it only says more of it.
        if !elaborates(&head["message"], &cause) {
            line = at;
        }
        end = end.max(at + 1);
        message = format!("{message} ({cause})");
    }
    if place.path.is_none() {
        // A file that does not parse is named above the source.
        place = (at.saturating_sub(6)..at)
            .find_map(|above| {
                let text = log.text(above);
                SOURCE.captures(bare(&text)).map(|found| crate::extract::listing::place(&found))
            })
            .unwrap_or_default();
    }
    let code = head.name("code").map(|code| code.as_str().to_owned()).or(Some(name));
    Some(Thrown {
        at,
        line,
        end: fatal.map_or(end, |version| version + 1),
        fatal: fatal.is_some(),
        problem: Problem { message, code, place },
    })
}
