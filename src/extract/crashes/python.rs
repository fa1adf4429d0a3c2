//! Python: the exception that ends a traceback, and the last frame that is the project's own.

use std::ops::Range;

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Place, Problem};
use crate::regexes::{Groups, Pattern};

pub(super) const EXTRACTOR: Extractor = Extractor { name: "python", literals: &["Traceback (most recent call last)", "  File \""], read };

static HEAD: Pattern = Pattern::new(r"Traceback \(most recent call last\)");
static FRAME: Pattern = Pattern::new(r#"^(?<indent>\s*)File "(?<path>[^"]+)", line (?<line>\d+)"#);
static EXCEPTION: Pattern = Pattern::new(r"^(?<name>(?:[A-Za-z_]\w*\.)*(?<class>[A-Za-z_]\w*))(?::(?: (?<message>.*))?)?$");
static CLASS: Pattern = Pattern::new(
    r"(?:Error|Exception|Warning|Interrupt|Exit|Group|Iteration|Timeout|Failure|Failed|Abort|NotFound|Denied|Refused|Invalid\w*|Missing\w*|Unavailable|DoesNotExist)$",
);
static CHAIN: Pattern = Pattern::new(
    r"^(?:During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:)",
);
/// Lines before a traceback that does not end the program.
static HARMLESS: Pattern =
    Pattern::new(r"Exception ignored (?:in|while|on)|--- Logging error ---|Error in atexit|ResourceWarning|Retrying|retrying");
/// These say that something else failed.
static WRAPPER: Pattern = Pattern::new(
    r"CalledProcessError$|^SystemExit$|ClickException$|^(?:click\.exceptions\.)?Exit$|ChildFailedError$|ProcessError$|^KeyboardInterrupt$",
);
static REPORTED: Pattern = Pattern::new(
    r"(?i)(?:\bfailed!?(?: received signal: \w+)?|returned non-zero exit status.*|exit(?:ed)?(?: with)? (?:code|status):? -?\d+\.?|: Error compiling objects for extension)$|\bsee (?:the )?(?:root cause|stack ?trace|logs?|output|errors?) \(?above\b",
);
/// Code that is not the project's.
static FOREIGN: Pattern =
    Pattern::new(r"site-packages|dist-packages|[/\\]lib[/\\]python\d|[/\\]Lib[/\\]|^<|hostedtoolcache|[/\\]\.?pyenv[/\\]");

/// A traceback has at most so many lines.
const LONGEST: usize = 800;
/// So many lines of others may stand among those of a traceback: standard output is buffered, standard error is not.
const AMONG: usize = 80;
/// A message has at most so many lines before another exception follows.
const MESSAGE: usize = 30;
/// A child's traceback stands at most so far above its parent's.
const CHILD: usize = 150;

/// A traceback, or a chain of them.
#[derive(Clone, Debug)]
struct Trace {
    span: Range<usize>,
    line: usize,
    name: String,
    text: String,
    place: Place,
    wrapper: bool,
}

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut traces: Vec<Trace> = Vec::new();
    let (mut step, mut behind) = (None, 0);
    for &at in lines {
        if at < behind {
            continue;
        }
        let here = log.step_of(at);
        if here != step {
            reads.extend(last(log, &std::mem::take(&mut traces)));
            step = here;
        }
        if let Some(trace) = chain(log, at) {
            behind = trace.span.end;
            if !harmless(log, at) {
                traces.push(trace);
            }
        }
    }
    reads.extend(last(log, &traces));
    reads
}

/// The one that ends the program; where that only says that a child failed, the child's.
fn last(log: &JobLog, traces: &[Trace]) -> Option<Read> {
    let last = traces.last()?;
    let child = traces.iter().rev().skip(1).find(|trace| !trace.wrapper && trace.span.end + CHILD > last.span.start);
    let (trace, span) = match child.filter(|_| last.wrapper) {
        Some(child) => (child, child.span.start..last.span.end),
        None => (last, last.span.clone()),
    };
    // Where only a wrapper is seen, what it ran says more.
    if trace.wrapper {
        return None;
    }
    let cell = in_cell(log, trace);
    let (line, message) = cell.clone().unwrap_or_else(|| (trace.line, trace.text.clone()));
    let span = span.start..span.end.max(line + 1);
    let sure = by_distance(before_exit(log, span.end.saturating_sub(1)));
    let confidence = if sure == Confidence::Low { Confidence::Medium } else { Confidence::High };
    let crash = Crash {
        title: "Uncaught Python exception",
        said: "A Python program ended with",
        category: "crash",
        problem: Problem { message, code: Some(trace.name.clone()).filter(|_| cell.is_none()), place: trace.place.clone() },
        line,
        span,
        depth: Depth::Why,
        confidence,
    };
    Some(crash.read())
}

/// What a notebook's cell raised: behind the exception that passes it on.
fn in_cell(log: &JobLog, trace: &Trace) -> Option<(usize, String)> {
    if !["CellExecutionError", "PapermillExecutionError"].iter().any(|name| trace.name.ends_with(name)) {
        return None;
    }
    let end = log.step_of(trace.line).map_or(log.len(), |step| log.steps[step].end());
    (trace.line + 1..end.min(trace.line + CELL)).rev().find_map(|at| {
        let text = log.text(at);
        let text = bare(&text);
        RAISED.is_match(text).then(|| (at, text.trim().to_owned()))
    })
}

static RAISED: Pattern = Pattern::new(r"^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Warning)(?:: \S|$)");
/// A cell and what it raised are no longer.
const CELL: usize = 400;

fn harmless(log: &JobLog, at: usize) -> bool {
    (1..=2.min(at)).any(|lines| HARMLESS.is_match(&log.text(at - lines)))
}

/// A traceback and those that follow from it.
fn chain(log: &JobLog, start: usize) -> Option<Trace> {
    let mut trace = one(log, start)?;
    for _ in 0..20 {
        let end = trace.span.end;
        let Some(again) = (end..(end + MESSAGE).min(log.len())).find(|&at| CHAIN.is_match(ungrouped(bare(&log.text(at))).1)) else { break };
        let Some(head) = (again + 1..again + 4).find(|&at| HEAD.is_match(&log.text(at))) else { break };
        let Some(next) = one(log, head) else { break };
        let span = trace.span.start..next.span.end;
        // An exception that only reports another one's failure leaves the floor to it.
        trace = if next.wrapper && !trace.wrapper { Trace { span, ..trace } } else { Trace { span, ..next } };
    }
    Some(trace)
}

/// One traceback, from its head or, where that is cut off, from a frame.
fn one(log: &JobLog, start: usize) -> Option<Trace> {
    let first = log.text(start);
    let (gutter, text) = ungrouped(bare(&first));
    let base = match FRAME.captures(text) {
        Some(frame) => frame["indent"].len().saturating_sub(2),
        None if HEAD.is_match(text) => indent(text),
        None => return None,
    };
    let (mut own, mut innermost) = (None, None);
    let mut among = 0;
    let mut inside = true;
    let end = (start + LONGEST).min(log.len());
    let mut at = start;
    while at < end {
        let raw = log.text(at);
        let (_, text) = ungrouped(bare(&raw));
        let deep = indent(text) > base;
        if let Some(frame) = FRAME.captures(text) {
            let place = Place { path: Some(frame["path"].to_owned()), line: frame["line"].parse().ok(), column: None };
            if !FOREIGN.is_match(&frame["path"]) {
                own = Some(place.clone());
            }
            innermost = Some(place);
            inside = true;
        } else if at == start || text.trim().is_empty() || deep && inside {
            // The head, the code of a frame and the carets under it.
        } else if let Some(found) =
            EXCEPTION.captures(text.trim_start()).filter(|found| !deep && innermost.is_some() && is_exception(found, inside))
        {
            let name = found["name"].to_owned();
            let wrapper = WRAPPER.is_match(&name) || REPORTED.is_match(text);
            let place = own.or(innermost).unwrap_or_default();
            if found["class"].ends_with("ExceptionGroup")
                && let Some(inner) = of_group(log, at + 1)
            {
                return Some(Trace {
                    span: start..inner.span.end,
                    place: if inner.place.path.is_some() { inner.place } else { place },
                    ..inner
                });
            }
            return Some(Trace { span: start..at + 1, line: at, text: text.trim().to_owned(), name, place, wrapper });
        } else if HEAD.is_match(text) && gutter.is_empty() {
            return None;
        } else {
            inside = false;
            among += 1;
            if among > AMONG {
                return None;
            }
        }
        at += 1;
    }
    None
}

/// The first exception of a group, behind a rail of its own.
fn of_group(log: &JobLog, from: usize) -> Option<Trace> {
    let mut place = Place::default();
    for at in from..(from + LONGEST).min(log.len()) {
        let raw = log.text(at);
        let (gutter, text) = ungrouped(bare(&raw));
        if gutter.is_empty() {
            return None;
        }
        if let Some(frame) = FRAME.captures(text).filter(|frame| !FOREIGN.is_match(&frame["path"])) {
            place = Place { path: Some(frame["path"].to_owned()), line: frame["line"].parse().ok(), column: None };
        }
        if let Some(found) =
            EXCEPTION.captures(text.trim()).filter(|found| is_exception(found, false) && !found["class"].ends_with("ExceptionGroup"))
        {
            let end = (at..at + LONGEST).find(|&next| ungrouped(bare(&log.text(next))).0.is_empty()).unwrap_or(at + 1);
            return Some(Trace {
                span: from..end,
                line: at,
                name: found["name"].to_owned(),
                text: text.trim().to_owned(),
                place,
                wrapper: false,
            });
        }
    }
    None
}

fn is_exception(found: &Groups<'_>, inside: bool) -> bool {
    let class = &found["class"];
    CLASS.is_match(class) || inside && class.starts_with(|c: char| c.is_uppercase()) && found.name("message").is_some()
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The rail of an exception group, `  | `, and what stands behind it.
fn ungrouped(text: &str) -> (&str, &str) {
    static RAIL: Pattern = Pattern::new(r"^\s*(?:[+|]-?[+-]*(?: \d+ -+)? ?)+");
    match RAIL.find(text) {
        Some(rail) if rail.as_str().contains('|') || rail.as_str().contains("+-") || HEAD.is_match(text) => text.split_at(rail.end()),
        _ => ("", text),
    }
}
