//! dnf, yum, zypper and pacman.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "dnf",
    literals: &[
        "Error: Unable to find a match: ",
        "No match for argument: ",
        "Failed to download metadata for repo",
        "Error: Failed to download metadata",
        "Cannot find a valid baseurl for repo",
        "Errors during downloading metadata",
        "Failed to resolve the transaction",
        "nothing provides ",
        "Error: GPG check FAILED",
        "Error: Error downloading packages",
        "No package found:",
        "error: target not found: ",
        "error: failed retrieving file",
        "error: failed to commit transaction",
        "Error: Nothing to do",
        "Package not found.",
        "Status code: ",
        "No provider of '",
    ],
    read,
};

static TOOL: Tool = Tool::new("dnf", "dependencies", WORDINGS).reading_on(2);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A package does not exist",
        r"^(?:Error: )?(?<message>Unable to find a match: (?<package>\S+).*|No package found: .*|error: target not found: (?:\S+)|No provider of '(?:[^']+)' found\.?)",
    ),
    Wording::why("A package does not exist", r"^(?:Error: )?(?<message>No match for argument: (?<package>\S+).*)"),
    Wording::why("Requirements conflict", r"^- (?<message>nothing provides .* needed by .*)"),
    Wording::why("A repository has no base address", r"^(?:Error: )?(?<message>Cannot find a valid baseurl for repo: (?<name>\S+))"),
    Wording::why("A signature does not fit", r"^(?<message>Error: GPG check FAILED)"),
    Wording::what("A repository could not be reached", r"^- (?<message>(?:Status code: \d+ for|Curl error \(\d+\):) .*)"),
    Wording::what(
        "A repository could not be reached",
        r"^(?:Error: )?(?<message>Failed to download metadata for repo '(?<name>[^']+)'.*|error: failed retrieving file .*|Error downloading packages:.*)",
    ),
    Wording::that(
        "The transaction failed",
        r"^(?<message>Failed to resolve the transaction:|error: failed to commit transaction.*|Errors during downloading metadata.*|Error: Nothing to do.*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
