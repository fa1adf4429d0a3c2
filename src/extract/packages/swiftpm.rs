//! Swift packages, through SwiftPM, xcodebuild or Carthage.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "swiftpm",
    literals: &[
        "error: Dependencies could not be resolved because",
        "Could not resolve package dependencies",
        "is using Swift tools version ",
        "error: Couldn't fetch updates from remote",
        "error: Couldn't clone ",
        "error: Failed to clone repository",
        "error: failed to clone ",
        "error: unknown package '",
        "error: product '",
        "error: the manifest is ",
        "error: Invalid manifest",
        "error: no such module 'PackageDescription'",
        "error: could not find target",
        "error: no versions of '",
        "error: an out-of-date resolved file was detected",
        "error: a resolved file is required",
        "*** Skipped ",
        "A shell task (",
        "Failed to check out repository",
        "error: package '",
        "error: 'swift ",
        "Could not find any versions of",
    ],
    read,
};

static TOOL: Tool = Tool::new("SwiftPM", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("Requirements conflict", r"^(?:xcodebuild: )?error: (?<message>Dependencies could not be resolved because .*)"),
    Wording::why(
        "The resolved file is out of date",
        r"^(?:xcodebuild: )?error: (?<message>(?:an out-of-date resolved file was detected|a resolved file is required) .*)",
    ),
    Wording::why(
        "A package needs a newer Swift",
        r"^(?:xcodebuild: )?(?:error: )?(?<message>package '(?<package>[^']+)' is using Swift tools version .*)",
    ),
    Wording::why(
        "The manifest is invalid",
        r"^(?:'[^']+': )?error: (?<message>(?:Invalid manifest|the manifest is|unknown package '|product '|no versions of ').*)",
    ),
    Wording::why(
        "A package could not be fetched",
        r"^(?:xcodebuild: )?error: (?<message>(?:Couldn't (?:fetch updates|clone)|[Ff]ailed to clone) .*)",
    ),
    Wording::what("A package could not be resolved", r"^(?:xcodebuild: error: )(?<message>Could not resolve package dependencies:)")
        .deeper(next_line),
    Wording::what(
        "Carthage could not check out a repository",
        r"^(?<message>Failed to check out repository.*|Could not find any versions of .*)",
    ),
    Wording::that("Carthage failed", r"^(?<message>A shell task \(.*\) failed with exit code \d+.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
