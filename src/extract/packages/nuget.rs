//! NuGet, the .NET SDK and what MSBuild says about projects.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "nuget",
    literals: &[
        "error NU1",
        "error NU3",
        "error NU5",
        "error NETSDK",
        "error MSB",
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
    Wording::why(
        "The .NET SDK does not support the project",
        r"(?:(?<path>[^\s:(][^:(]*\.\w+)(?:\((?<line>\d+)(?:,(?<column>\d+))?\))?\s*: )?error (?<code>NETSDK\d+): (?<message>.*?)(?: \[(?<target>[^\]]+(?:proj|sln|slnx))[^\]]*\])?$",
    ),
    Wording::why(
        "A project or SDK is missing",
        r"(?:(?<path>[^\s:(][^:(]*\.\w+)(?:\((?<line>\d+)(?:,(?<column>\d+))?\))?\s*: )?(?:MSBUILD : )?error (?<code>MSB(?:1003|1009|1011|4019|4025|4066|4236|3202|3644|8020|8036|3971)): (?<message>.*?)(?: \[(?<target>[^\]]+(?:proj|sln|slnx))[^\]]*\])?$",
    ),
    Wording::why("The .NET SDK is not installed", r"^(?<message>A compatible (?:installed )?\.NET SDK .*)"),
    Wording::what(
        "MSBuild failed",
        r"(?:(?<path>[^\s:(][^:(]*\.\w+)(?:\((?<line>\d+)(?:,(?<column>\d+))?\))?\s*: )?(?:MSBUILD : )?error (?<code>MSB(?:3027|3021|3030|3491|4018|4057|4062|4181|6003)): (?<message>.*?)(?: \[(?<target>[^\]]+(?:proj|sln|slnx))[^\]]*\])?$",
    ),
    Wording::what(
        "The feed refused",
        r"^(?:error: )(?<message>(?:Unable to load the service index for source (?<url>\S+)|Response status code does not indicate success: .*)).*",
    ),
    Wording::that("A command of the project failed", r"error (?<code>MSB\d+): (?<message>.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
