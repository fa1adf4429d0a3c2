//! NVIDIA's CUDA compiler, and others with the same front end (`path(12): error: …`).

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, Tally, number};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "nvcc",
    literals: &["): error: ", "): error #", "): catastrophic error", "nvcc fatal", "; error   : ", "detected in the compilation of"],
    read,
};

static LISTING: Listing = Listing { tool: "nvcc", problem, summary, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(concat!(
    r"(?:^|\s)",
    super::file!(),
    r"\((?<line>\d+)(?:,\s?(?<column>\d+))?\): (?:catastrophic )?error(?: #(?<code>\d+)(?:-D)?)?: (?<message>.+)$"
));
static FATAL: Pattern = Pattern::new(r"nvcc fatal\s+: (?<message>.+)$");
/// The assembler behind it: `ptxas x.ptx, line 12; error   : …`.
static PTXAS: Pattern = Pattern::new(r"^ptxas (?<path>\S+), line (?<line>\d+); error\s+: (?<message>.+)$");
static COUNT: Pattern = Pattern::new(r"^(?<errors>\d+) (?:catastrophic )?errors? detected in the compilation of");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn summary(text: &str) -> Option<Tally> {
    COUNT.captures(text).map(|count| Tally::Failed(number(&count, "errors"), None))
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = PROBLEM.captures(line.text).or_else(|| FATAL.captures(line.text)).or_else(|| PTXAS.captures(line.text))?;
    Some(Seen::of(line, &found))
}
