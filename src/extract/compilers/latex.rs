//! TeX: an error begins with `!`, and the line of the source follows as `l.12`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "latex",
    literals: &[
        "! Undefined control sequence",
        "! LaTeX Error: ",
        "! Package ",
        "! Missing ",
        "! Extra ",
        "! Paragraph ended before",
        "! File ended while",
        "! Misplaced ",
        "! Emergency stop",
        "! TeX capacity exceeded",
        ".tex:",
    ],
    read,
};

static LISTING: Listing = Listing { tool: "TeX", counted: ("error in a document", "errors in a document"), problem, ..Listing::BUILD };

static ERROR: Pattern = Pattern::new(r"^! (?<message>\S.*)$");
/// With `-file-line-error`.
static PLACED: Pattern = Pattern::new(
    r"^(?<path>\S+\.(?:tex|sty|cls|bib)):(?<line>\d+): (?<message>(?:Undefined|LaTeX Error|Package|Missing|Extra|Paragraph|File ended|Misplaced|Emergency).*)$",
);
static SOURCE: Pattern = Pattern::new(r"^l\.(?<line>\d+) ");

/// The source stands so near below.
const BELOW: usize = 12;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    if let Some(found) = PLACED.captures(line.text) {
        return Some(Seen::of(line, &found));
    }
    let found = ERROR.captures(line.text)?;
    let mut seen = Seen::of(line, &found);
    let source = (1..=BELOW).find_map(|below| Some((below, SOURCE.captures(&line.behind(below))?["line"].parse().ok()?)));
    match source {
        Some((below, number)) => {
            seen.problem.place.line = Some(number);
            Some(seen.until(line.at + below + 1))
        }
        // Its last word, which follows from another error.
        None => line.text.starts_with("! Emergency stop").then(|| seen.shallow()),
    }
}
