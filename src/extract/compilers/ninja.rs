//! ninja: a command that failed, by what it printed. Who knows the command knows more.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::telling::telling;
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ninja", literals: &["FAILED: "], read };

/// `FAILED: out.o `, since 1.12 `FAILED: [code=1] out.o `; all outputs of the command in a row.
static FAILED: Pattern = Pattern::new(r"^FAILED: (?:\[code=-?\d+\] )?(?<target>\S*[./]\S*)(?: \S+)* ?$");
static STATUS: Pattern = Pattern::new(r"^\[\d+/\d+\] \S");
static STOPPED: Pattern = Pattern::new(r"^ninja: (?:build stopped|error|warning)");

/// What a command printed is looked through so far.
const LONG: usize = 400;
/// The line of the command itself, and those that it goes on in.
const COMMAND: usize = 1;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<(Option<usize>, Read)> = Vec::new();
    for &at in lines {
        let Some(read) = failed(log, at) else { continue };
        let step = log.step_of(at);
        // The first goes: a build that is kept going says more of the same.
        if reads.last().is_none_or(|(earlier, _)| *earlier != step) {
            reads.push((step, read));
        }
    }
    reads.into_iter().map(|(_, read)| read).collect()
}

fn said_something(text: &str) -> Option<&str> {
    (!text.trim().is_empty()).then_some(text)
}

fn failed(log: &JobLog, at: usize) -> Option<Read> {
    let text = log.text(at);
    let target = FAILED.captures(bare(&text))?["target"].to_owned();
    let bound = log.step_of(at).map_or(log.len(), |step| log.steps[step].end()).min(at + LONG);
    let ends = |&line: &usize| {
        let text = log.text(line);
        let text = bare(&text);
        STATUS.is_match(text) || STOPPED.is_match(text) || text.starts_with("FAILED: ") || text.starts_with("##[")
    };
    let end = (at + 1..bound).find(ends)?;
    let output = (at + 1 + COMMAND).min(end)..end;
    let said = telling(log, output, said_something).map(|(line, _)| line);
    let line = said.unwrap_or(at);
    let message = bare(&log.text(line)).trim().to_owned();
    let root_cause = match said {
        Some(_) => format!("The command that makes {} failed: {}.", quote(&target), quote(&message)),
        None => format!("The command that makes {} failed, and printed nothing.", quote(&target)),
    };
    let problem = Problem { message, code: None, place: Place { path: Some(target), line: None, column: None } };
    Some(Read {
        line,
        span: at..end,
        category: "build",
        depth: Depth::What,
        confidence: Confidence::Medium,
        title: "A build command failed".to_owned(),
        root_cause,
        details: Details::default().with_problems(vec![problem]),
    })
}
