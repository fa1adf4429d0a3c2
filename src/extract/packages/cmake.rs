//! CMake: `CMake Error at <place> (<command>):`, then an indented message, then the calls that led there.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::unusual;
use crate::extract::wording::{bare, distance_to_end};
use crate::extract::words::problems;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "cmake", literals: &["CMake Error"], read };

static AT: Pattern = Pattern::new(
    r"^CMake Error(?: at (?<path>.+?):(?<line>\d+)(?: \((?<command>\w+)\))?| in (?<file>\S+)| \(dev\))?:(?: (?<message>\S.*))?$",
);
static CALL: Pattern = Pattern::new(r"^(?<path>\S.*?):(?<line>\d+) \((?<command>\w+)\)$");
/// Directories of CMake itself and of what it fetched: the caller is the place that matters.
static FOREIGN: Pattern = Pattern::new(r"(?:^|/)(?:share/cmake|cmake-\d|Modules/|_deps/|vcpkg/scripts|lib/cmake/|build/_deps)");
/// The sentence that names what is missing, where another one comes first.
static NAMES: Pattern = Pattern::new(
    r"^(?:Could not find a package configuration file provided by|Could NOT find|No CMAKE_\w+_COMPILER could be found|Target \S+ links to)",
);

/// A command that CMake ran failed: what it said stands above.
static RAN: Pattern = Pattern::new(
    r"^(?:execute_process (?:failed|error)|Child return code|Command failed|command failed|Error generating file|.* failed with (?:error|exit) code)",
);

/// The nearest error among the lines above.
fn said_above(log: &JobLog, at: usize) -> Option<usize> {
    (at.saturating_sub(10)..at).rev().find(|&above| {
        log.step_of(above) == log.step_of(at) && !log.is_echo(above) && unusual::form(&log.text(above)) == unusual::Form::Announced
    })
}

/// Longest message, with its calls.
const LONG: usize = 60;
/// Errors of one run of CMake that are read.
const MOST: usize = 200;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let errors: Vec<Error> = marked.iter().take(MOST).filter_map(|&at| error(log, at)).collect();
        let (Some(first), Some(last)) = (errors.first(), errors.last()) else { continue };
        let problems_found: Vec<Problem> = errors.iter().map(|error| error.problem.clone()).collect();
        let far = distance_to_end(log, last.end).is_some_and(|distance| distance > 300);
        reads.push(Read {
            line: first.line,
            span: marked[0]..last.end + 1,
            category: "build",
            depth: Depth::Why,
            confidence: if far { Confidence::Medium } else { Confidence::High },
            title: "CMake could not configure".to_owned(),
            root_cause: problems("CMake", &problems_found),
            details: Details::default().with_problems(problems_found),
        });
    }
    reads
}

struct Error {
    problem: Problem,
    line: usize,
    end: usize,
}

fn error(log: &JobLog, at: usize) -> Option<Error> {
    let text = log.text(at);
    let head = AT.captures(bare(&text))?;
    if head.name("path").is_some_and(|path| path.as_str().contains("scripts/cmake/vcpkg_")) {
        return None;
    }
    let mut place = Place {
        path: head.name("path").or(head.name("file")).map(|path| path.as_str().to_owned()),
        line: head.name("line").and_then(|line| line.as_str().parse().ok()),
        column: None,
    };
    let mut said = head.name("message").map(|message| (at, message.as_str().to_owned()));
    let mut end = at;
    let mut calls = false;
    let mut blank = 0;
    for next in at + 1..(at + LONG).min(log.len()) {
        let text = log.text(next);
        let text = bare(&text);
        if text.is_empty() {
            blank += 1;
            if blank > 1 || calls {
                break;
            }
            continue;
        }
        blank = 0;
        if text.starts_with("CMake Error")
            || text.starts_with("CMake Warning")
            || text.starts_with("CMake Deprecation")
            || text.starts_with("-- ")
            || log.has_tag(next)
        {
            break;
        }
        end = next;
        if text.starts_with("Call Stack (most recent call first):") {
            calls = true;
        } else if calls {
            let Some(call) = CALL.captures(text) else { break };
            if place.path.as_deref().is_some_and(|path| FOREIGN.is_match(path)) {
                place = Place { path: Some(call["path"].to_owned()), line: call["line"].parse().ok(), column: None };
            }
        } else if said.is_none() || NAMES.is_match(text) && said.as_ref().is_some_and(|(_, said)| !NAMES.is_match(said)) {
            said = Some((next, text.to_owned()));
        }
    }
    let (line, mut message) = said.unwrap_or_else(|| (at, bare(&text).to_owned()));
    if RAN.is_match(&message)
        && let Some(above) = said_above(log, at)
    {
        let text = log.text(above);
        let problem = Problem { message: bare(&text).to_owned(), code: None, place };
        return Some(Error { problem, line: above, end });
    }
    // A sentence is wrapped: the next line goes on with what was not found.
    if !message.ends_with(['.', ':']) && line < end && line > at {
        let more = log.text(line + 1);
        let more = bare(&more);
        if !more.is_empty() && !more.starts_with("Call Stack") && CALL.captures(more).is_none() {
            message = format!("{message} {more}");
        }
    }
    Some(Error { problem: Problem { message, code: head.name("command").map(|command| command.as_str().to_owned()), place }, line, end })
}
