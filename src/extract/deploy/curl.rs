//! curl in scripts.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "curl", literals: &["curl: (", "wget: ", "ERROR 404: ", "ERROR 403: ", "ERROR 50"], read };

static TOOL: Tool = Tool::new("curl", "network", WORDINGS).last_word(12);

const WORDINGS: &[Wording] = &[
    Wording::why("curl could not fetch", r"^(?:.*\s|\d+)?(?<message>curl: \((?<code>\d+)\) .*)").unsure(),
    Wording::why(
        "wget could not fetch",
        r"^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d )?(?<message>ERROR (?<code>\d{3}): .*|wget: (?:unable to|can't|server returned).*)",
    )
    .unsure(),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
