//! Prettier: files that are not formatted, and files that it cannot read.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Grade, Line, Listing, Seen, Tally, number};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Place, Problem};
use crate::regexes::{Groups, Pattern};

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "prettier",
    literals: &[
        "[warn] ",
        "[error] ",
        "Code style issues",
        "Error occurred when checking code style",
        "prettier --list-different",
        "prettier -l ",
    ],
    read,
};

static LISTING: Listing =
    Listing { tool: "Prettier", counted: ("unformatted file", "unformatted files"), problem, summary, alone: true, ..Listing::LINT };

static UNFORMATTED: Pattern = Pattern::new(r"^\[warn\] (?<path>[^\s:]\S*\.\w+)$");
static BROKEN: Pattern =
    Pattern::new(r"^\[error\] (?<path>[^:]+\.\w+): (?<message>\w*(?:Error|Exception): .+?)(?: \((?<line>\d+):(?<column>\d+)\))?$");
/// Since 2.3 with a count; before, `the above file(s). Forgot to run Prettier?`.
static COUNT: Pattern = Pattern::new(
    r"^(?:\[(?:warn|error)\] )?(?:Code style issues (?:found )?in|Error occurred when checking code style in) (?:(?<errors>\d+) files?|the above file)",
);
/// As npm and yarn echo what they run.
static LISTED: Pattern = Pattern::new(r"^(?:> |\$ ).*\bprettier\b.* (?:--list-different|-l)\b");
static FILE: Pattern = Pattern::new(r"^(?<path>[^\s:*?\[\]()]+\.[A-Za-z]\w{0,9})$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn summary(text: &str) -> Option<Tally> {
    let count = COUNT.captures(text)?;
    Some(Tally::Failed(number(&count, "errors"), None))
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = BROKEN.captures(line.text) {
        return Some(Seen::of(line, &found));
    }
    if let Some(found) = UNFORMATTED.captures(line.text) {
        return Some(unformatted(&found, line.at));
    }
    if !LISTED.is_match(line.text) {
        return None;
    }
    // `--list-different` prints nothing but names.
    let first = (line.at + 1..line.at + 4).find(|&at| !bare(&line.log.text(at)).trim().is_empty())?;
    let text = line.log.text(first);
    let found = FILE.captures(bare(&text))?;
    let more = (first..first + 500).take_while(|&at| FILE.is_match(bare(&line.log.text(at)))).count();
    Some(unformatted(&found, first).until(first + more))
}

fn unformatted(found: &Groups<'_>, at: usize) -> Seen {
    let path = found["path"].to_owned();
    Seen {
        problem: Problem { message: "not formatted".to_owned(), code: None, place: Place { path: Some(path), line: None, column: None } },
        grade: Grade::Error,
        depth: Depth::What,
        line: at,
        lines: at..at + 1,
    }
}
