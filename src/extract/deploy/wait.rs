//! Loops that wait for a service: wait-on, wait-for-it, start-server-and-test, dockerize.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "wait-on",
    literals: &[
        "Timed out waiting for: ",
        "timeout occurred after waiting",
        "Timeout occurred after waiting",
        "Timed out waiting for ",
        "Operation timed out",
        "Timeout after ",
        "did not become healthy",
        "failed to become healthy",
        "Health check failed",
        "health check failed",
        "is not healthy",
    ],
    read,
};

static TOOL: Tool = Tool::new("Waiting", "network", WORDINGS).last_word(12);

const WORDINGS: &[Wording] = &[
    Wording::why("A service did not answer in time", r"^(?:Error: )?(?<message>Timed out waiting for: (?<url>\S+))"),
    Wording::why(
        "A service did not answer in time",
        r"^(?<message>(?:wait-for-it\.sh: )?[Tt]imeout occurred after waiting \d+ seconds for (?<url>\S+)|Timeout after .* waiting on dependencies.*)",
    ),
    Wording::why(
        "A service did not answer in time",
        r"^(?:\S+ )?(?:Error: )?(?<message>Timed out waiting for (?:service |the server|http|tcp|port|\S+ to).*)",
    )
    .unsure(),
    Wording::why(
        "A health check failed",
        r"(?<message>(?:[Hh]ealth check failed|did not become healthy|failed to become healthy|is not healthy).*)",
    )
    .unsure(),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
