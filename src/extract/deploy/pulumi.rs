//! Pulumi.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "pulumi",
    literals: &[
        "error: update failed",
        "error: preview failed",
        "error: Running program '",
        "error: an unhandled error occurred",
        "error: no stack named",
        "error: failed to load",
        "error: could not load plugin",
        "error: getting stack",
        "error: [409] Conflict",
        "error: passphrase must be set",
        "error: PULUMI_ACCESS_TOKEN",
        "error: it looks like",
        "error: 1 error occurred",
        "error: creating ",
        "error: Program failed with an unhandled exception",
        "the stack is currently locked",
        "error: Missing required configuration variable",
    ],
    read,
};

static TOOL: Tool = Tool::new("Pulumi", "deploy", WORDINGS);

/// The first item of the list.
fn item(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 4)).find(|&at| bare(&log.text(at)).starts_with("* "))
}

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A configuration value is missing",
        r"^(?:\S+ )*error: (?<message>Missing required configuration variable '(?<name>[^']+)'.*|passphrase must be set.*|PULUMI_ACCESS_TOKEN must be set.*)",
    ),
    Wording::why(
        "The stack is locked or missing",
        r"^error: (?<message>(?:no stack named|\[409\] Conflict|the stack is currently locked|getting stack).*)",
    ),
    Wording::why("A resource could not be made", r"^error: (?<message>(?:\d+ errors? occurred:|creating .*))").deeper(item),
    Wording::why("The program cannot run", r"^error: (?<message>(?:could not load plugin|failed to load|it looks like).*)"),
    Wording::what(
        "The program failed",
        r"^error: (?<message>(?:Running program '|an unhandled error occurred|Program failed with an unhandled exception).*)",
    ),
    Wording::that("An update failed", r"^error: (?<message>(?:update|preview) failed)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
