//! vcpkg.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "vcpkg",
    literals: &[
        "error: building ",
        "error: https://",
        "error: Missing ",
        "error: failed to download",
        "error: while looking for package",
        "error: in triplet ",
        "Failed to download from mirror set",
        "error: no version database entry for",
        "error: while loading ",
        "error: failed to git show",
        "error: vcpkg was unable to",
        " is only supported on '",
        "error: File does not have the expected hash",
        "error: Failed to locate manifest",
        "error: could not find baseline",
        "error: while checking out baseline",
        "error: Could not locate a manifest",
        "is already installed by",
        "error: 'vcpkg install'",
    ],
    read,
};

static TOOL: Tool = Tool::new("vcpkg", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("A port does not exist", r"^(?:\S+: )?error: (?<message>while looking for package (?<package>\S+?):.*)").deeper(next_line),
    Wording::why("A version of a port does not exist", r"^(?:\S+: )?error: (?<message>no version database entry for (?<package>\S+).*)"),
    Wording::why(
        "A baseline cannot be had",
        r"^(?:\S+: )?error: (?<message>(?:while checking out baseline|could not find baseline|failed to git show) .*)",
    ),
    Wording::why("A download is not what the port says", r"^error: (?<message>File does not have the expected hash.*)"),
    Wording::why("A port does not support this platform", r"^(?:error: )?(?<message>(?<package>\S+) is only supported on '.*)"),
    Wording::why(
        "A download failed",
        r"^(?:\S+: )?error: (?<message>(?<url>https://\S+): (?:WinHttp|curl |failed|.*(?:status|exit) code|.*timed out).*)",
    ),
    Wording::why("A download failed", r"^(?:error: )(?<message>(?:Failed to download from mirror set|failed to download ).*)"),
    Wording::why(
        "vcpkg failed",
        r"^(?:\S+: )?error: (?<message>(?:in triplet|while loading|vcpkg was unable to|Failed to locate manifest|Could not locate a manifest).*)",
    ),
    Wording::what("A port could not be built", r"^error: (?<message>building (?<package>\S+) failed with: \w+.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
