//! opam.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "opam",
    literals: &["[ERROR] Package conflict", "[ERROR] No package named ", "[ERROR] The compilation of ", "[ERROR] No solution"],
    read,
};

static TOOL: Tool = Tool::new("opam", "dependencies", WORDINGS);

/// The first item of the explanation.
fn item(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 10)).find(|&at| bare(&log.text(at)).starts_with("- "))
}

const WORDINGS: &[Wording] = &[
    Wording::why("A package does not exist", r"^\[ERROR\] (?<message>No package named (?<package>\S+) found.*)"),
    Wording::why("Requirements conflict", r"^\[ERROR\] (?<message>(?:Package conflict|No solution).*)").deeper(item),
    Wording::what("A package does not compile", r"^\[ERROR\] (?<message>The compilation of (?<package>\S+) failed.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
