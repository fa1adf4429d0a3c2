//! Conan, versions 1 and 2.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "conan",
    literals: &[
        "ERROR: Package '",
        "ERROR: Missing prebuilt package",
        "ERROR: Missing binary: ",
        "ERROR: Version conflict",
        "Error in build() method",
        "Error in package() method",
        "Error in generate() method",
        "Error in validate() method",
        "Error in source() method",
        "Invalid ID: ",
        "Unable to find '",
        "ERROR: Profile not found",
        "ERROR: The default build profile",
        "ERROR: Conflict in ",
        "ERROR: Failed requirement ",
        "ERROR: Invalid setting ",
        "ERROR: conanfile",
        "ERROR: Error loading conanfile",
    ],
    read,
};

static TOOL: Tool = Tool::new("Conan", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("A package has no binary for these settings", r"^ERROR: (?<message>Missing binary: (?<package>[^\s:]+).*)"),
    Wording::why("A package has no binary for these settings", r"^ERROR: (?<message>Missing prebuilt package for '(?<package>[^']+)'.*)"),
    Wording::why(
        "A package does not exist",
        r"^(?:ERROR: )(?<message>(?:Package '(?<package>[^']+)' not resolved: |Failed requirement '(?:[^']+)' .*: )?Unable to find '(?:[^']+)' in remotes.*|Package '.*)",
    ),
    Wording::why("Requirements conflict", r"^ERROR: (?<message>(?:Version conflict|Conflict in) .*)"),
    Wording::why(
        "A package does not support these settings",
        r"^(?:ERROR: )(?<message>(?<package>\S+): (?:Invalid ID: |Error in validate\(\) method).*)",
    ),
    Wording::why("The profile is wrong", r"^ERROR: (?<message>(?:Profile not found|The default build profile|Invalid setting).*)"),
    Wording::why("The recipe cannot be read", r"^ERROR: (?<message>(?:Error loading conanfile|conanfile).*)"),
    Wording::what("A recipe failed", r"^ERROR: (?<message>(?<package>\S+): Error in \w+\(\) method, line \d+.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
