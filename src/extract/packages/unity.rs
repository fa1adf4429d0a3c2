//! Unity: packages of the editor, and its licence.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "unity",
    literals: &[
        "An error occurred while resolving packages",
        "Project has invalid dependencies",
        "] cannot be found",
        "No valid Unity Editor license found",
        "Error: Cannot find package",
        "Package [",
        "Aborting batchmode due to failure",
        ": Could not clone [",
    ],
    read,
};

static TOOL: Tool = Tool::new("Unity", "dependencies", WORDINGS).reading_on(3);

const WORDINGS: &[Wording] = &[
    Wording::why("There is no licence for the editor", r"(?<message>No valid Unity Editor license found\. .*)"),
    Wording::why("A package cannot be found", r"^(?<message>(?<package>[\w.-]+): Package \[[^\]]+\] cannot be found.*)"),
    Wording::why(
        "A package cannot be had",
        r"^(?<message>(?<package>[\w.-]+): (?:Could not clone \[|Version |No 'git' executable|Error when executing git|Invalid|The file \[|Cannot ).*)",
    ),
    Wording::that(
        "Packages could not be resolved",
        r"^(?<message>An error occurred while resolving packages:|Project has invalid dependencies:)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
