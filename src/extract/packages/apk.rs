//! apk, the package manager of Alpine.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "apk",
    literals: &[
        "ERROR: unable to select packages",
        "ERROR: unsatisfiable constraints",
        "ERROR: Unable to lock database",
        "APKINDEX",
        " (no such package):",
    ],
    read,
};

static TOOL: Tool = Tool::new("apk", "dependencies", WORDINGS).reading_on(2);

const WORDINGS: &[Wording] = &[
    Wording::why("A package does not exist", r"^(?:ERROR: )?(?<message>(?<package>[\w.+-]+) \(no such package\):?)"),
    Wording::why("Requirements conflict", r"^ERROR: (?<message>(?:unable to select packages|unsatisfiable constraints):)")
        .deeper(next_line),
    Wording::why("The database is locked", r"^ERROR: (?<message>Unable to lock database.*)"),
    Wording::what(
        "A repository could not be reached",
        r"^(?:ERROR|WARNING): (?<message>(?:fetching |updating and opening |opening )?(?<url>https?://\S+?)(?:APKINDEX\S*)?: (?:temporary error|network error|DNS|TLS|Permission denied|could not|UNTRUSTED|operation|remote server).*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
