//! Corepack, and the disagreement about `packageManager` that it settles.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "corepack",
    literals: &[
        "Cannot find matching keyid",
        "Usage Error: This project is configured to use",
        "defines \"packageManager\"",
        "corepack.cjs",
        "Error when performing the request to",
        "Mismatch hashes. Expected",
    ],
    read,
};

static COREPACK: Tool = Tool::new("Corepack", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("Corepack is too old to know the registry's keys", r"(?:^|[ (])Error: (?<message>Cannot find matching keyid: .*)"),
    Wording::why(
        "Another package manager is asked for",
        r"^(?:Usage Error: |error )(?<message>This project is configured to use (?<name>\S+) .*)",
    ),
    Wording::why(
        "Another version of the package manager is asked for",
        r#"^error (?<message>This project's package\.json defines "packageManager": "(?<name>[^"]+)".*)"#,
    ),
    Wording::why(
        "A package manager could not be downloaded",
        r"(?:^|[ (])(?:Internal )?Error: (?<message>Error when performing the request to (?<url>[^;\s]+).*|Mismatch hashes\. Expected .*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    COREPACK.read(log, lines)
}
