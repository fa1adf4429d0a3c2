//! Unity: packages of the editor, its licence, and what its test runner says in the end.

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
        "Package [",
        "Aborting batchmode due to failure",
        ": Could not clone [",
        "Machine identification is invalid",
        "icense activation strategy could",
        "while trying to activate",
    ],
    read,
};

static TOOL: Tool = Tool::new("Unity", "dependencies", WORDINGS).reading_on(3);

const WORDINGS: &[Wording] = &[
    Wording::why("There is no licence for the editor", r"(?<message>No valid Unity Editor license found\. .*)"),
    Wording::why("The licence is for another machine", r"(?<message>Machine identification is invalid for current license\.)"),
    Wording::why("There is no licence for the editor", r"(?<message>No valid license activation strategy could be determined\..*)"),
    Wording::why("There is no licence for the editor", r"^(?<message>License activation strategy could not be determined\.)"),
    Wording::what(
        "The licence was not activated",
        r"(?<message>Unclassified error occured while trying to activate (?:\(\w+\) )?license\.?)",
    ),
    Wording::why("A package cannot be found", r"^(?<message>(?<package>[\w.-]+): Package \[[^\]]+\] cannot be found.*)"),
    Wording::why(
        "A package cannot be had",
        r"^(?<message>(?<package>[a-z][\w-]*\.[\w-]+\.[\w.-]+): (?:Could not clone \[|Version |No 'git' executable|Error when executing git|Invalid|The file \[|Cannot ).*)",
    ),
    Wording::that(
        "Packages could not be resolved",
        r"^(?<message>An error occurred while resolving packages:|Project has invalid dependencies:)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
