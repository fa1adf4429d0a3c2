//! PowerShell: its blocks (`Line |`, `+ CategoryInfo`), and errors of one line.

use super::crash::{Crash, before_exit, by_distance};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::place;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "powershell",
    literals: &["Line |", "+ CategoryInfo ", "is not recognized as ", "Write-Error: ", "ParserError: "],
    read,
};

/// `ParserError: D:\a\_temp\x.ps1:11`, `Get-Item: /a/x.ps1:3`.
static HEAD: Pattern = Pattern::new(r"^\s*(?<name>[\w.-]+): (?<path>(?:[A-Za-z]:)?[^:]+):(?<line>\d+)\s*$");
static GUTTER: Pattern = Pattern::new(r"^\s*(?:\d+)? \| ?(?<text>.*)$");
static MARKS: Pattern = Pattern::new(r"^\s*\|\s+~+\s*$");
/// Windows PowerShell 5: `tool : The term …`, then `At x.ps1:3 char:5`.
static OLD_AT: Pattern = Pattern::new(r"^At (?<path>(?:[A-Za-z]:)?[^:]+):(?<line>\d+) char:(?<column>\d+)");
static TERM: Pattern = Pattern::new(r"(?<message>The (?:term|argument) '[^']+' is not recognized as .+)$");
static PLAIN: Pattern =
    Pattern::new(r"^\s*(?:Write-Error|ParserError|Exception|MethodInvocationException|RuntimeException): (?<message>\S.*)$");

/// A block has at most so many lines.
const BLOCK: usize = 40;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads: Vec<(Option<usize>, Read)> = Vec::new();
    let mut behind = 0;
    for &at in lines {
        if at < behind {
            continue;
        }
        let Some(crash) = block(log, at).or_else(|| old(log, at)).or_else(|| plain(log, at)) else { continue };
        behind = crash.span.end;
        let step = log.step_of(at);
        let read = crash.read();
        match reads.last_mut() {
            Some((earlier, before)) if *earlier == step => *before = read,
            _ => reads.push((step, read)),
        }
    }
    reads.into_iter().map(|(_, read)| read).collect()
}

fn crash(log: &JobLog, line: usize, span: std::ops::Range<usize>, problem: Problem) -> Crash {
    let sure = by_distance(before_exit(log, span.end.saturating_sub(1)));
    Crash {
        title: "PowerShell error",
        said: "The script stopped with",
        category: "script",
        problem,
        line,
        span,
        depth: Depth::Why,
        confidence: if sure == Confidence::Low { Confidence::Medium } else { sure },
    }
}

/// PowerShell 7's view: a head with the place, the source, marks under it, the message.
fn block(log: &JobLog, at: usize) -> Option<Crash> {
    let text = log.text(at);
    if !bare(&text).trim_start().starts_with("Line |") {
        return None;
    }
    let above = log.text(at.checked_sub(1)?);
    let head = HEAD.captures(bare(&above));
    let mut message = Vec::new();
    let mut line = None;
    let mut marked = false;
    let mut end = at + 1;
    while end < at + BLOCK {
        let text = log.text(end);
        let text = bare(&text);
        let Some(gutter) = GUTTER.captures(text) else { break };
        if MARKS.is_match(text) {
            marked = true;
        } else if marked {
            line = line.or(Some(end));
            message.push(gutter["text"].trim().to_owned());
        }
        end += 1;
    }
    let line = line?;
    let mut place = head.as_ref().map(place).unwrap_or_default();
    place.path = place.path.filter(|path| !path.contains("_temp"));
    let name = head.map(|head| head["name"].to_owned());
    Some(crash(log, line, at - 1..end, Problem { message: message.join(" "), code: name, place }))
}

/// Windows PowerShell's view, found by its last lines.
fn old(log: &JobLog, at: usize) -> Option<Crash> {
    if !log.text(at).contains("+ CategoryInfo ") {
        return None;
    }
    let place_at = (at.saturating_sub(12)..at).rev().find(|&above| OLD_AT.is_match(bare(&log.text(above))))?;
    let found = log.text(place_at);
    let mut place = place(&OLD_AT.captures(bare(&found))?);
    place.path = place.path.filter(|path| !path.contains("_temp"));
    // The message stands above the place, on several lines where the console was narrow.
    let mut first = place_at.checked_sub(1)?;
    while first > 0 && place_at - first < 6 && !bare(&log.text(first)).contains(" : ") {
        first -= 1;
    }
    let message: Vec<String> = (first..place_at).map(|line| bare(&log.text(line)).trim().to_owned()).collect();
    let message = message.join(" ");
    let (code, message) = match message.split_once(" : ") {
        Some((command, rest)) => (Some(command.to_owned()), rest.to_owned()),
        None => (None, message),
    };
    Some(crash(log, first, first..at + 2, Problem { message, code, place }))
}

fn plain(log: &JobLog, at: usize) -> Option<Crash> {
    let text = log.text(at);
    let found = TERM.captures(bare(&text)).or_else(|| PLAIN.captures(bare(&text)))?;
    // Of a block, only the head.
    if HEAD.is_match(bare(&text)) || GUTTER.is_match(bare(&text)) {
        return None;
    }
    let message = found["message"].trim().to_owned();
    Some(crash(log, at, at..at + 1, Problem { message, code: None, place: Place::default() }))
}
