//! The OCaml compiler, alone or through dune.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Grade, Line, Listing, Seen, place};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "ocaml", literals: &[".ml\", line", ".mli\", line", ".mly\", line", ".mll\", line", ".re\", line"], read };

static LISTING: Listing = Listing { tool: "The OCaml compiler", problem, ..Listing::BUILD };

static PLACE: Pattern = Pattern::new(r#"^\s*File "(?<path>[^"]+)", lines? (?<line>\d+)(?:-\d+)?, characters (?<column>\d+)-\d+:$"#);
/// Warnings are errors where the profile says so.
static MESSAGE: Pattern = Pattern::new(r"^\s*Error(?: \((?<code>[^)]+)\))?: (?<message>.+)$");

/// The source and its marks stand between place and message.
const SOURCE: usize = 20;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let at = place(&PLACE.captures(line.text)?);
    if line.behind(1).starts_with("diff --git ") || line.behind(1).starts_with("--- ") {
        return Some(expectation(line, at));
    }
    for lines in 1..SOURCE {
        let text = line.behind(lines);
        if PLACE.is_match(&text) || text.trim().is_empty() {
            return None;
        }
        if let Some(found) = MESSAGE.captures(&text) {
            let mut seen = Seen::of(line, &found).until(line.at + lines + 1);
            seen.problem.place = at;
            seen.line = line.at + lines;
            return Some(seen);
        }
    }
    None
}

/// A test of dune's prints other than it should, and the difference follows.
fn expectation(line: &Line<'_>, at: Place) -> Seen {
    let problem = Problem { message: "the output is not as expected".to_owned(), code: None, place: at };
    Seen { problem, grade: Grade::Error, depth: Depth::What, line: line.at, lines: line.at..line.at + 1 }
}
