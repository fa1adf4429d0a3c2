//! apt and dpkg.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "apt",
    literals: &[
        "E: Unable to locate package",
        "E: Package '",
        "E: Version '",
        "E: Failed to fetch ",
        "E: Couldn't find any package by ",
        "E: Unable to fetch some archives",
        "E: The repository '",
        "E: Could not get lock",
        "E: Could not open lock file",
        "E: Unable to acquire the dpkg",
        "E: Unmet dependencies",
        "E: Unable to correct problems",
        "E: Sub-process ",
        "E: Some index files failed",
        "E: dpkg was interrupted",
        "E: Release file for ",
        "E: Unable to satisfy dependencies",
        "E: The package cache",
        "E: Type '",
        "E: Malformed ",
        "E: Conflicting values set for option",
        "E: Invalid operation ",
        "E: Unsupported file ",
        "E: You don't have enough free space",
        "dpkg: error processing ",
        "dpkg: dependency problems prevent",
        " : Depends: ",
        "Hash Sum mismatch",
    ],
    read,
};

static TOOL: Tool = Tool::new("apt", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A package does not exist",
        r"^(?:E: )(?<message>Unable to locate package (?<package>\S+)|Couldn't find any package by (?:glob|regex) '(?:[^']+)'|Package '(?:[^']+)' has no installation candidate|Version '(?<version>[^']+)' for '(?:[^']+)' was not found)",
    ),
    Wording::why("Dependencies cannot be met", r"^(?<message>(?<package>[\w.+:-]+) : (?:Pre)?Depends: .*)"),
    Wording::why(
        "A file is not what the mirror's index says",
        r"^(?:E: )?(?<message>(?:Failed to fetch (?<url>\S+) +)?.*Hash Sum mismatch.*)",
    ),
    Wording::why("A package is gone from the mirror", r"^E: (?<message>Failed to fetch (?<url>\S+) +(?<code>4\d\d) .*)"),
    Wording::what("The mirror could not be reached", r"^E: (?<message>Failed to fetch (?<url>\S+) +.*)"),
    Wording::why(
        "A repository cannot be used",
        r"^E: (?<message>(?:The repository '(?<url>[^' ]+)[^']*' (?:is not signed|does not have a Release file|no longer has a Release file|is no longer signed).*|Release file for \S+ (?:is not valid yet|is expired).*|Conflicting values set for option .*|Malformed .*|Type '.*))",
    ),
    Wording::why(
        "Another process holds the lock",
        r"^E: (?<message>(?:Could not get lock|Could not open lock file|Unable to acquire the dpkg) .*)",
    ),
    Wording::why("A package could not be configured", r"^(?<message>dpkg: error processing (?:package|archive) (?<package>\S+) .*)")
        .deeper(next_line),
    Wording::why(
        "apt failed",
        r"^E: (?<message>(?:dpkg was interrupted|You don't have enough free space|Unsupported file|Invalid operation) .*)",
    ),
    Wording::what(
        "Dependencies cannot be met",
        r"^E: (?<message>(?:Unmet dependencies|Unable to correct problems|Unable to satisfy dependencies).*)",
    ),
    Wording::that("apt failed", r"^E: (?<message>(?:Sub-process|Unable to fetch some archives|Some index files failed).*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
