//! NuGet, and a .NET SDK that is not there; what MSBuild says about projects is its own.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "nuget",
    literals: &[
        "error NU1",
        "error NU3",
        "error NU5",
        "Unable to load the service index",
        "Response status code does not indicate success",
        "A compatible .NET SDK was not found",
        "A compatible installed .NET SDK",
        "The command could not be loaded, possibly because",
        "error: Response status",
        "error: Unable to ",
        "because you intended to execute a .NET",
    ],
    read,
};

static TOOL: Tool = Tool::new("NuGet", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A package does not exist",
        r"(?:^|[\s:])(?:(?<path>[^\s:(][^:(]*\.\w+)(?:\((?<line>\d+)(?:,(?<column>\d+))?\))?\s*: )?error (?<code>NU1101): (?<message>Unable to find package (?<package>[^\s]+?)\. .*?)(?: \[(?<target>[^\]]+(?:proj|sln|slnx))[^\]]*\])?$",
    ),
    Wording::why(
        "A version of a package does not exist",
        r"(?:^|[\s:])(?:(?<path>[^\s:(][^:(]*\.\w+)(?:\((?<line>\d+)(?:,(?<column>\d+))?\))?\s*: )?error (?<code>NU110[23]): (?<message>Unable to find (?:a stable )?package (?<package>\S+) .*?)(?: \[(?<target>[^\]]+(?:proj|sln|slnx))[^\]]*\])?$",
    ),
    Wording::why(
        "The lockfile does not match the projects",
        r"(?:(?<path>[^\s:(][^:(]*\.\w+)\s*: )?error (?<code>NU100[34]): (?<message>.*?)(?: \[(?<target>[^\]]+(?:proj|sln|slnx))[^\]]*\])?$",
    ),
    Wording::why(
        "Packages could not be restored",
        r"(?:(?<path>[^\s:(][^:(]*\.\w+)\s*: )?error (?<code>NU\d{4}): (?<message>.*?)(?: \[(?<target>[^\]]+(?:proj|sln|slnx))[^\]]*\])?$",
    ),
    Wording::why("The .NET SDK is not installed", r"^(?<message>A compatible (?:installed )?\.NET SDK .*)"),
    Wording::what(
        "The feed refused",
        r"^(?:error: )(?<message>(?:Unable to load the service index for source (?<url>\S+)|Response status code does not indicate success: .*)).*",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
