//! Chocolatey, winget and Scoop.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "choco",
    literals: &[
        "The package was not found with the source(s) listed",
        "Unable to find version '",
        " (exited ",
        "Chocolatey installed ",
        "Chocolatey upgraded ",
        "Error while running '",
        "No package found matching input criteria",
        "Couldn't find manifest for '",
        "Hash check failed!",
        "but expected hash",
        "Installer hash does not match",
        "Unable to connect to source '",
        "did not meet '",
        "Unable to resolve dependency '",
    ],
    read,
};

static TOOL: Tool = Tool::new("Chocolatey", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A package does not exist",
        r"^(?<message>(?<package>\S+) not installed\. The package was not found with the source\(s\) listed\..*|No package found matching input criteria\.|Couldn't find manifest for '(?:[^']+)'.*)",
    ),
    Wording::why(
        "A version of a package does not exist",
        r"^(?:ERROR: )?(?<message>Unable to find version '(?<version>[^']+)' of package '(?<package>[^']+)'.*|Unable to resolve dependency '.*)",
    ),
    Wording::why(
        "A download is not what the package says",
        r"^(?:ERROR: )?(?<message>(?:Error - hashes do not match|Checksum for '.*' did not meet '.*'|Hash check failed!|Installer hash does not match).*)",
    ),
    Wording::why("A source could not be reached", r"^(?:ERROR: )?(?<message>Unable to connect to source '(?<url>[^']+)'.*)"),
    Wording::what("An installer failed", r"^- (?<message>(?<package>\S+) \(exited -?\d+\) - .*)"),
    Wording::that("Chocolatey failed", r"^Chocolatey (?:installed|upgraded) \d+/\d+ packages\. \d+ packages failed\."),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
