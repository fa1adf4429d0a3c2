//! Homebrew.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "brew",
    literals: &[
        "Error: No available formula",
        "Error: No formulae or casks found",
        "Error: Cask '",
        "SHA-256 mismatch",
        "SHA256 mismatch",
        "The `brew link` step did not complete",
        "has already locked ",
        ": Failed to download resource",
        "has been disabled because",
        "Error: It seems there is already ",
        "Error: invalid option: ",
        "Error: An exception occurred within a child process",
        "Error: Download failed",
        "Error: Invalid formula",
        "Error: No such keg",
        "Refusing to load formula",
        "Error: Cannot install ",
        "No available formula or cask",
        "Error: Could not symlink",
    ],
    read,
};

static TOOL: Tool = Tool::new("Homebrew", "dependencies", WORDINGS);

/// `Could not symlink bin/x`, and what is in the way.
fn unlinked(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 6)).find(|&at| log.text(at).starts_with("Could not symlink "))
}

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A formula does not exist",
        r"^Error: (?<message>(?:No available formula(?: or cask)? with the name|No formulae or casks found for|Cask '(?:[^']+)' is unavailable).*)",
    ),
    Wording::why("A download is not what the formula says", r"^Error: (?<message>(?:(?<package>\S+): )?SHA-?256 mismatch.*)"),
    Wording::why("A formula could not be linked", r"^Error: (?<message>The `brew link` step did not complete successfully.*)")
        .deeper(unlinked),
    Wording::why("Another process holds the lock", r"^Error: (?<message>A `(?:[^`]+)` process has already locked .*)"),
    Wording::why("A formula is disabled", r"^Error: (?<message>(?<package>\S+) has been disabled because .*)"),
    Wording::why("A download failed", r"^Error: (?<message>(?:(?<package>\S+): )?Failed to download resource .*|Download failed .*)"),
    Wording::why(
        "Homebrew failed",
        r"^Error: (?<message>(?:It seems there is already|Invalid formula|No such keg|Cannot install|invalid option|Refusing to load|Could not symlink|An exception occurred within a child process).*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
