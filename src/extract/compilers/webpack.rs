//! webpack, Create React App, Next.js and Rspack.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "webpack",
    literals: &[
        "ERROR in ",
        "Module not found: ",
        "Failed to compile",
        "Type error: ",
        "Module parse failed",
        "Module build failed",
        "Error occurred prerendering page",
        "Build error occurred",
        "compiled with ",
    ],
    read,
};

static COUNTS: [Pattern; 1] = [Pattern::new(r"compiled with (?<errors>\d+) errors?(?: and (?<warnings>\d+) warnings?)?")];

static LISTING: Listing =
    Listing { tool: "The bundler", counted: ("build error", "build errors"), problem, counts: &COUNTS, ..Listing::BUILD };

/// The reason stands below the head; `[tsl]` is ts-loader's.
static HEAD: Pattern = Pattern::new(r"^(?:\[\w+\] )?ERROR in (?<path>[^\s(]+)(?:[\s(:](?<line>\d+)[:,](?<column>\d+))?");
static REASON: Pattern = Pattern::new(
    r"^\s*(?:>?\s*)(?<message>(?:Module not found: |Module parse failed: |Module build failed|(?:Type|Syntax|Reference)?[Ee]rror: |TS(?<code>\d+): |(?:\w*Error): |×|x ).*\S)\s*$",
);
/// Next.js and Create React App name the file above the reason.
static PLAIN: Pattern =
    Pattern::new(r"^\s*(?<message>(?:Module not found: |Type error: |Module parse failed: |Module build failed).*\S)\s*$");
static FILE: Pattern = Pattern::new(r"^\s*(?<path>\.{0,2}/?[^\s:]+\.\w+)(?::(?<line>\d+):(?<column>\d+))?$");
static PRERENDER: Pattern = Pattern::new(r"^\s*(?:⨯ )?Error occurred prerendering page");
/// Says that a loader failed; its words stand below.
static LOADER: Pattern = Pattern::new(r"^\s*Module build failed");
static LOADED: Pattern = Pattern::new(r"^\s*(?<message>(?:\w*Error: .+|[×x] .+|Unhandled scheme.*))$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(head) = HEAD.captures(line.text) {
        let (lines, text) = (1..8).map(|lines| (lines, line.behind(lines))).find(|(_, text)| REASON.is_match(text))?;
        let seen = Seen::of(line, &REASON.captures(&text)?);
        return Some(told(line, lines, seen, place(&head)));
    }
    if PRERENDER.is_match(line.text) {
        let (lines, text) = (1..4).map(|lines| (lines, line.behind(lines))).find(|(_, text)| LOADED.is_match(text))?;
        let seen = Seen::of(line, &LOADED.captures(&text)?);
        return Some(told(line, lines, seen, crate::model::Place::default()));
    }
    let found = PLAIN.captures(line.text)?;
    let above = line.log.text(line.at.checked_sub(1)?);
    let at = FILE.captures(crate::extract::lead::bare(&above)).map(|found| place(&found))?;
    Some(told(line, 0, Seen::of(line, &found), at))
}

/// A problem whose reason stands so far below its head, with the place of the head.
fn told(line: &Line<'_>, lines: usize, mut seen: Seen, at: crate::model::Place) -> Seen {
    seen.problem.place = at;
    seen.line = line.at + lines;
    seen.lines.end = line.at + lines + 1;
    if LOADER.is_match(&seen.problem.message)
        && let Some((more, text)) = (1..4).map(|more| (more, line.behind(lines + more))).find(|(_, text)| LOADED.is_match(text))
    {
        text.trim().clone_into(&mut seen.problem.message);
        seen.line += more;
        seen.lines.end += more;
    }
    seen
}
