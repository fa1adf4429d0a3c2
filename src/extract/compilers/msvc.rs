//! Microsoft's C and C++ compiler and linker.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "msvc",
    literals: &["error C", "error LNK", "error D8", "error RC", "error CVT", "error U1", " : general error "],
    read,
};

static LISTING: Listing = Listing { tool: "MSVC", counted: ("build error", "build errors"), problem, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(concat!(
    r"(?:(?:^|\s|\d>)",
    super::file!(),
    r"(?:\((?<line>\d+)(?:,(?<column>\d+))?\))?\s?: )?(?:fatal )?error (?<code>(?:C|LNK|D|RC|CVT|U)[1-9]\d{3})\s?: (?<message>.+?)(?: \[[^\]\[]+\.\w*proj\])?$"
));

/// Tools beside the compiler: `mt.exe : general error c101008d: …`.
static GENERAL: Pattern = Pattern::new(r"^\s*[\w.-]+ : general error (?<code>[A-Za-z]?[0-9a-f]+): (?<message>.+)$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = PROBLEM.captures(line.text).or_else(|| GENERAL.captures(line.text))?;
    let mut seen = Seen::of(line, &found);
    // NMAKE's "return code" and the linker's count only wrap what stands above.
    if matches!(&found["code"], "U1077" | "LNK1120" | "C1003") {
        seen.depth = Depth::That;
    }
    Some(seen)
}
