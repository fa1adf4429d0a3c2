//! The Elixir compiler, and `mix format`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Grade, Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "elixir",
    literals: &[
        "** (CompileError)",
        "** (SyntaxError)",
        "** (TokenMissingError)",
        "└─ ",
        "mix format failed",
        "--warnings-as-errors option",
        "errors on the given files",
    ],
    read,
};

static LISTING: Listing = Listing { tool: "Elixir", problem, ..Listing::BUILD };

static OLD: Pattern = Pattern::new(
    r"^\s*\*\* \((?<code>CompileError|SyntaxError|TokenMissingError)\) (?<path>[^\s:]+\.exs?):(?<line>\d+)(?::(?<column>\d+))?: (?<message>.+)$",
);
/// Since 1.15 the place stands below the message and the source.
static PLACE: Pattern = Pattern::new(r"^\s*└─ (?<path>[^\s:]+\.exs?):(?<line>\d+)(?::(?<column>\d+))?");
static MESSAGE: Pattern = Pattern::new(r"^\s*(?<severity>error|warning): (?<message>.+)$");
static UNFORMATTED: Pattern = Pattern::new(r"^\*\* \(Mix\) (?<message>mix format failed due to --check-formatted)");
static FILE: Pattern = Pattern::new(r"^\s+\* (?<path>\S+)$");
static DENIED: Pattern = Pattern::new(r"^Compilation failed due to warnings");
/// Before 1.15 a warning's place stands below it.
static WARNING: Pattern = Pattern::new(r"^\s*warning: (?<message>.+)$");
static WARNED: Pattern = Pattern::new(r"^\s+(?:└─ )?(?<path>[^\s:]+\.exs?):(?<line>\d+)");
/// Its place stands at most so far below it.
const PLACED: usize = 12;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = OLD.captures(line.text) {
        return Some(Seen::of(line, &found));
    }
    if let Some(found) = UNFORMATTED.captures(line.text) {
        let mut seen = Seen::of(line, &found).shallow();
        "not formatted".clone_into(&mut seen.problem.message);
        if let Some((lines, at)) = (1..6).find_map(|lines| FILE.captures(&line.behind(lines)).map(|found| (lines, place(&found)))) {
            seen.problem.place = at;
            seen.line = line.at + lines;
            seen.lines.end = line.at + lines + 1;
        }
        return Some(seen);
    }
    if DENIED.is_match(line.text) {
        return denied(line);
    }
    let at = place(&PLACE.captures(line.text)?);
    (1..20.min(line.at)).find_map(|lines| {
        let above = line.log.text(line.at - lines);
        let mut seen = Seen::of(line, &MESSAGE.captures(crate::extract::lead::bare(&above))?);
        seen.problem.place = at.clone();
        seen.line = line.at - lines;
        seen.lines.start = seen.line;
        Some(seen)
    })
}

/// A warning fails the build where it was asked to: the nearest above.
fn denied(line: &Line<'_>) -> Option<Seen> {
    (1..60.min(line.at)).find_map(|lines| {
        let above = line.log.text(line.at - lines);
        let mut seen = Seen::of(line, &WARNING.captures(crate::extract::lead::bare(&above))?);
        let below = line.at - lines + 1..line.at.min(line.at - lines + PLACED);
        seen.problem.place = below.into_iter().find_map(|at| Some(place(&WARNED.captures(&line.log.text(at))?))).unwrap_or_default();
        seen.grade = Grade::Error;
        seen.line = line.at - lines;
        seen.lines.start = seen.line;
        Some(seen)
    })
}
