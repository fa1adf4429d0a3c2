//! Cabal and Stack.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "cabal",
    literals: &["Could not resolve dependencies", "Error: [Cabal-", "Error: [S-", "cabal: ", "In the dependencies for "],
    read,
};

static TOOL: Tool = Tool::new("Cabal", "dependencies", WORDINGS);

/// The first choice that was rejected, with the reason: `rejecting: base-4.20 (conflict: …)`.
fn rejected(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 30)).find(|&at| {
        let text = log.text(at);
        text.contains("rejecting: ") || text.contains("unknown package: ") || text.contains("next goal: ") && text.contains("conflict")
    })
}

const WORDINGS: &[Wording] = &[
    Wording::why("Requirements conflict", r"^(?:cabal(?:-\d[\d.]*)?: )?(?<message>Could not resolve dependencies:)$").deeper(rejected),
    // The suite says itself which of its tests failed.
    Wording::that("A test suite failed", r"^Error: \[(?:S-1995|Cabal-7125)\]"),
    Wording::what("Cabal failed", r"^(?:Error: \[(?<code>(?:Cabal|S)-\d+)\])(?<message>.*)").deeper(next_line),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
