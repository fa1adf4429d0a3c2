//! `rustc` and clippy, through cargo or anything that calls it.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Grade, Line, Listing, Seen, Tally, number, place};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::Problem;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "rustc", literals: &["error[E", "error: "], read };

static LISTING: Listing = Listing { tool: "rustc", problem, summary, ..Listing::BUILD };

static HEAD: Pattern = Pattern::new(r"^\s*error(?:\[(?<code>E\d{4})\])?: (?<message>.+)$");
static PLACE: Pattern = Pattern::new(r"^\s*(?:-->|╭▸|┌─) (?<path>\S[^:]*(?::[\\/][^:]*)?\.rs):(?<line>\d+):(?<column>\d+)");
/// `--message-format short`.
static SHORT: Pattern = Pattern::new(r"^(?<path>\S+\.rs):(?<line>\d+):(?<column>\d+): error(?:\[(?<code>E\d{4})\])?: (?<message>.+)$");
static LINT: Pattern =
    Pattern::new(r"^\s*= note: (?:requested on the command line with )?`(?:-[DF] |#\[(?:deny|forbid)\()(?<lint>[\w:-]+)(?:\)\])?`");
/// Cargo's wrappers, and rustc's own last words.
static END: Pattern = Pattern::new(
    r"^\s*error: (?:could not (?:compile|document) `[^`]+`.* due to (?:(?<errors>\d+) |(?<one>one |1 )?)previous errors?|aborting due to (?:(?<count>\d+) )?previous errors?|could not (?:compile|document) `)",
);

/// The place stands behind a message of at most so many lines.
const MESSAGE: usize = 8;
/// Longer explanations are cut.
const BLOCK: usize = 80;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = LISTING.read(log, lines);
    for read in &mut reads {
        let code = read.details.problems.first().and_then(|problem| problem.code.as_deref());
        if code.is_some_and(|code| code.starts_with("clippy::")) {
            read.category = "lint";
            read.title = read.title.replace("compile error", "clippy error");
            read.root_cause = read.root_cause.replacen("rustc: ", "clippy: ", 1);
        }
    }
    reads
}

fn summary(text: &str) -> Option<Tally> {
    let end = END.captures(text)?;
    // Of a crate with one error, cargo says "1 previous error", and before 2021 nothing of a number.
    let errors = number(&end, "errors").or_else(|| end.name("one").map(|_| 1)).or_else(|| number(&end, "count"));
    Some(Tally::Failed(errors, None))
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(short) = SHORT.captures(line.text) {
        return Some(Seen::of(line, &short));
    }
    let head = HEAD.captures(line.text)?;
    let code = head.name("code").map(|code| code.as_str().to_owned());
    let mut next = None;
    for lines in 1..=MESSAGE {
        let text = line.behind(lines);
        if let Some(found) = PLACE.captures(&text) {
            next = Some((lines, place(&found)));
        }
        if next.is_some() || text.trim().is_empty() || HEAD.is_match(&text) {
            break;
        }
    }
    let (at, place) = match next {
        Some((lines, place)) => (lines, place),
        // A crate that cannot be found has no place.
        None if code.is_some() => (0, crate::model::Place::default()),
        None => return None,
    };
    let mut seen = Seen {
        problem: Problem { message: head["message"].trim().to_owned(), code, place },
        grade: Grade::Error,
        depth: Depth::Why,
        line: line.at,
        lines: line.at..line.at + at + 1,
    };
    for lines in at + 1..BLOCK {
        let text = line.behind(lines);
        if text.trim().is_empty() {
            break;
        }
        if let Some(lint) = LINT.captures(&text) {
            seen.problem.code = Some(lint["lint"].replace('-', "_"));
        }
        seen.lines.end = line.at + lines + 1;
    }
    Some(seen)
}
