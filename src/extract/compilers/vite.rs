//! Vite's build, and those built on it: the words of Rollup and Rolldown behind `error during build:`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "vite", literals: &["error during build:", "Build failed with "], read };

static LISTING: Listing = Listing { tool: "Vite", counted: ("build error", "build errors"), problem, ..Listing::BUILD };

static HEAD: Pattern = Pattern::new(r"^(?:error during build:|Build failed with \d+ errors?:)$");
static MESSAGE: Pattern = Pattern::new(
    r"^\s*(?:(?:Rollup|Rolldown|Build)?Error: |Error: |\[(?<kind>[A-Z_]+)\] (?:\w*Error: )?)?(?<message>(?:\[(?<code>(?:vite|plugin|commonjs|@?\w)[^\]]*)\]:? )?(?:(?<path>[^\s():]+\.\w+) \((?<line>\d+):(?<column>\d+)\): )?\S.*)$",
);
/// esbuild's transform says on the next line where and what.
static TRANSFORM: Pattern = Pattern::new(r"^(?<path>\S[^:]*(?::[\\/][^:]*)?):(?<line>\d+):(?<column>\d+): ERROR: (?<message>.+)$");
static FILE: Pattern = Pattern::new(r"^file: (?<path>\S[^:?]*(?::[\\/][^:?]*)?)(?:\?[^:]*)?(?::(?<line>\d+):(?<column>\d+))?(?: \(.*\))?$");
static STACK: Pattern = Pattern::new(r"^\s+at ");
static MARKED: Pattern = Pattern::new(r"^\s*╭─\[ ?(?<path>[^\s:]+):(?<line>\d+):(?<column>\d+) ?\]");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if !HEAD.is_match(line.text) {
        return None;
    }
    let (first, text) =
        (1..6).map(|lines| (lines, line.behind(lines))).find(|(_, text)| !text.trim().is_empty() && !HEAD.is_match(text))?;
    let mut seen = Seen::of(line, &MESSAGE.captures(&text)?);
    seen.line = line.at + first;
    for lines in first + 1..first + 60 {
        let text = line.behind(lines);
        if let Some(found) = TRANSFORM.captures(&text).filter(|_| lines == first + 1) {
            seen = Seen::of(line, &found);
            seen.line = line.at + lines;
        } else if let Some(found) = [&FILE, &MARKED].into_iter().find_map(|pattern| pattern.captures(&text)) {
            let at = crate::extract::listing::place(&found);
            if seen.problem.place.line.is_none() {
                seen.problem.place = at;
            }
        }
        if text.starts_with("##[") {
            break;
        }
        seen.lines.end = line.at + lines;
        if STACK.is_match(&text) && !STACK.is_match(&line.behind(lines + 1)) {
            seen.lines.end += 1;
            break;
        }
    }
    Some(seen)
}
