//! CocoaPods.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "cocoapods",
    literals: &[
        "[!] CocoaPods could not find compatible versions",
        "[!] Unable to find a specification for",
        "[!] Error installing ",
        "[!] Invalid `Podfile` file",
        "[!] Failed to download ",
        "[!] Unable to ",
        "[!] The `",
        "[!] Oh no, an error occurred",
        "[!] No `Podfile' found",
        "CDN: trunk URL couldn't be downloaded",
        "The sandbox is not in sync with the Podfile.lock",
        "[!] The version of CocoaPods used to generate the lockfile",
        "[!] There were changes to the",
        "[!] Unknown command",
        "[!] Pod::",
    ],
    read,
};

static TOOL: Tool = Tool::new("CocoaPods", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "Requirements conflict",
        r#"^\[!\] (?<message>CocoaPods could not find compatible versions for pod "(?<package>[^"]+)".*)"#,
    ),
    Wording::why("A pod does not exist", r"^\[!\] (?<message>Unable to find a specification for `(?<package>[^`\s]+).*)"),
    Wording::why(
        "The lockfile does not match the Podfile",
        r"^(?:error: |\[!\] )(?<message>(?:The sandbox is not in sync with the Podfile\.lock|There were changes to the (?:podfile|lockfile)).*)",
    ),
    Wording::why("The Podfile cannot be read", r"^\[!\] (?<message>Invalid `Podfile` file: .*|No `Podfile' found .*)"),
    Wording::what(
        "A pod could not be downloaded",
        r"^\[!\] (?<message>(?:Failed to download '(?<package>[^']+)'|CDN: trunk URL couldn't be downloaded).*)",
    ),
    Wording::what("CocoaPods failed", r"^\[!\] (?<message>(?:Unable to|The `|The version of CocoaPods|Pod::).*)"),
    Wording::that("A pod could not be installed", r"^\[!\] (?<message>Error installing (?<package>\S+)|Oh no, an error occurred\.)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
