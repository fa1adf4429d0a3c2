//! sbt and Coursier.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "sbt",
    literals: &[
        "[error] sbt.librarymanagement.ResolveException",
        "ResolveException: Error downloading",
        "Error downloading ",
        "[error] Not a valid command: ",
        "[error] Not a valid key: ",
        "eviction errors were found",
        "[error] not found: ",
        "[error]   not found: ",
        "[error] Project loading failed",
        "[error] (update)",
        "conflicting cross-version suffixes",
    ],
    read,
};

static TOOL: Tool = Tool::new("sbt", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("A dependency could not be downloaded", r"(?<message>Error downloading (?<package>\S+:\S+:\S+))"),
    Wording::why(
        "Versions of dependencies do not go together",
        r"^\[error\]\s+(?<message>.*eviction errors were found.*|.*[Cc]onflicting cross-version suffixes in: .*)",
    ),
    Wording::why("A command or key does not exist", r"^\[error\]\s+(?<message>Not a valid (?:command|key): .*)"),
    Wording::what("A dependency could not be found", r"^\[error\]\s+(?<message>not found: (?<url>\S+))"),
    Wording::that("sbt failed", r"^\[error\]\s+(?<message>\(.*update\) .*|Project loading failed.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
