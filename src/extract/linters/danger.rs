//! Danger: what a project asks of a pull request, where it fails the build.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "danger", literals: &["Failing the build, there "], read };

static TOOL: Tool = Tool::new("Danger", "lint", WORDINGS);

const WORDINGS: &[Wording] =
    &[Wording::what("The pull request lacks something", r"(?<message>Failing the build, there (?:is|are) \d+ fails?\.)").deeper(failure)];

/// The first of its failures, where it prints them and does not only comment.
fn failure(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let heading = (at + 1..end.min(at + 5)).find(|&at| bare(&log.text(at)) == "## Failures")?;
    next_line(log, heading, end)
}

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
