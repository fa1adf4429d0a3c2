//! Python's doctest, by itself, under unittest or under Sphinx.

use super::report::{Failed, Report, number};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "python-doctest", literals: &["Failed example:"], read };

static PLACE: Pattern = Pattern::new(r#"^File "(?<path>[^"]+)", line (?<line>\d+), in (?<name>\S+)$"#);
static RAISED: Pattern = Pattern::new(r"^\s+(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt)\b(?::.*)?$");

/// What an example printed is looked for so far.
const LONG: usize = 120;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let failed: Vec<Failed> = marked.iter().filter_map(|&at| example(log, at)).collect();
        let (Some(first), Some(last)) = (failed.first(), failed.last()) else { continue };
        let (start, mut end) = (first.head, last.line.unwrap_or(last.head) + 1);
        // The count closes it.
        let count = (end..log.len().min(end + LONG)).take_while(|&line| !log.text(line).starts_with("##[")).find(|&line| {
            let text = log.text(line);
            text.starts_with("***Test Failed***") || text.starts_with("Doctest summary") || text.starts_with("FAILED (")
        });
        end = count.map_or(end, |line| line + 1);
        let report = Report::new(start..end, failed);
        reads.extend(if count.is_some() { report } else { report.unfinished() }.read());
    }
    reads
}

/// An example that failed: what it gave in place of what was expected.
fn example(log: &JobLog, at: usize) -> Option<Failed> {
    if bare(&log.text(at)).trim() != "Failed example:" {
        return None;
    }
    let above = log.text(at.checked_sub(1)?);
    let place = PLACE.captures(bare(&above))?;
    let end = log.len().min(at + LONG);
    let ends =
        |&line: &usize| log.text(line).starts_with("******") || log.text(line).starts_with("##[") || log.text(line).starts_with("------");
    let end = (at + 1..end).find(ends).unwrap_or(end);
    let text = |line: usize| bare(&log.text(line)).trim_end().to_owned();
    let line = (at + 1..end).find_map(|line| match text(line).as_str() {
        "Got:" => Some(line + 1),
        "Got nothing" => Some(line),
        line_text if line_text.starts_with("Differences (") => Some(line + 1),
        "Exception raised:" => (line + 1..end).rev().find(|&line| RAISED.is_match(&text(line))),
        _ => None,
    });
    let expected = (at + 1..end).find(|&line| text(line) == "Expected:").map(|line| text(line + 1));
    let message = line.map(|line| match &expected {
        Some(expected) if text(line - 1) == "Got:" => format!("expected {}, got {}", expected.trim(), text(line).trim()),
        _ => text(line).trim().to_owned(),
    });
    let test = TestFailure {
        id: place["name"].to_owned(),
        message,
        place: Place { path: Some(place["path"].to_owned()), line: number(&place, "line"), column: None },
    };
    Some(Failed { test, head: at, line })
}
