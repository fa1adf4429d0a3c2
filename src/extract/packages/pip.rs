//! pip: what it says itself, and what the build of a package printed inside its box.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording, bare};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::Confidence;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "pip",
    literals: &[
        "ERROR: Could not find a version that satisfies",
        "ERROR: No matching distribution found",
        "ERROR: Cannot install ",
        "ERROR: ResolutionImpossible",
        "DO NOT MATCH THE HASHES",
        "ERROR: Hashes are required",
        "ERROR: In --require-hashes mode",
        "ERROR: Could not install packages due to",
        "Invalid requirement: ",
        "ERROR: Could not open requirements file",
        "error: externally-managed-environment",
        "error: subprocess-exited-with-error",
        "error: metadata-generation-failed",
        "error: legacy-install-failure",
        "error: failed-wheel-build-for-install",
        "Failed building wheel for ",
        "ERROR: Command errored out with exit status",
        "ERROR: Package '",
        "ERROR: HTTP error ",
        "is not a supported wheel on this platform",
        "ERROR: Directory '",
        "ERROR: Cannot find command 'git'",
        "ERROR: Failed to build ",
        "ERROR: Could not build wheels",
        "does not appear to be a Python project",
        "pip._vendor.urllib3.exceptions.",
        "pip._internal.exceptions.",
        "ERROR: Exception:",
        "ERROR: Error while checking for conflicts",
        "ERROR: You must give at least one requirement",
        "has inconsistent ",
    ],
    read,
};

static PIP: Tool = Tool::new("pip", "dependencies", WORDINGS).reading_on(6);

const WORDINGS: &[Wording] = &[
    Wording::why("A requirement cannot be read", r"^(?:ERROR: |\S+InstallationError: )(?<message>Invalid requirement: .*)"),
    Wording::why(
        "Requirements conflict",
        r"^ERROR: (?<message>Cannot install .* because these package versions have conflicting dependencies\.)",
    ),
    Wording::why(
        "No version of a package fits",
        r"^ERROR: (?<message>Could not find a version that satisfies the requirement (?<package>[\w.-]+).*)",
    ),
    Wording::why("No version of a package fits", r"^ERROR: (?<message>No matching distribution found for (?<package>[\w.-]+).*)"),
    Wording::why(
        "A package is not what the hashes say",
        r"^(?:ERROR: )?(?<message>THESE PACKAGES DO NOT MATCH THE HASHES.*|Hashes are required in --require-hashes mode.*|In --require-hashes mode, .*)",
    ),
    Wording::why(
        "A package does not support this version of Python",
        r"^ERROR: (?<message>Package '(?<package>[^']+)' requires a different Python: .*)",
    ),
    Wording::why(
        "A wheel is for another platform",
        r"^ERROR: (?<message>(?<package>\S+\.whl) is not a supported wheel on this platform.*)",
    ),
    Wording::why("The environment belongs to the system", r"^(?<message>error: externally-managed-environment)"),
    Wording::why("A requirements file does not exist", r"^ERROR: (?<message>Could not open requirements file: .*)"),
    Wording::why(
        "A directory holds no Python project",
        r"^ERROR: (?<message>.* does not appear to be a Python project: .*|Directory '.*' is not installable\..*)",
    ),
    Wording::why("The metadata of a package contradicts itself", r"^ERROR: (?<message>(?:Requested )?.* has inconsistent .*)"),
    Wording::why("The index did not give a package", r"^ERROR: (?<message>HTTP error \d+ while getting (?<url>\S+).*)"),
    Wording::why(
        "pip could not install packages",
        r"^ERROR: (?<message>Could not install packages due to an \w+: .*|Cannot find command 'git'.*|You must give at least one requirement.*)",
    ),
    Wording::why("The network failed", r"^(?<message>pip\._vendor\.(?:urllib3\.exceptions|requests\.exceptions)\.\w+: .*)"),
    Wording::why("pip failed", r"^(?<message>pip\._internal\.exceptions\.\w+: .*)"),
    Wording::what("Requirements conflict", r"^(?<message>ERROR: ResolutionImpossible: .*)"),
    Wording::what("A package could not be built", r"^ERROR: (?<message>Failed building wheel for (?<package>\S+))"),
    Wording::what(
        "A package could not be built",
        r"^(?:ERROR: |× )(?<message>(?:Failed to build|Could not build wheels for|Encountered error while (?:trying to install package|generating package metadata)).*)",
    ),
    Wording::that(
        "A package could not be built",
        r"^(?:ERROR: |× )?(?<message>error: (?:subprocess-exited-with-error|metadata-generation-failed|legacy-install-failure|failed-wheel-build-for-install)|Command errored out with exit status.*|ERROR: Exception:)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = PIP.read_all(log, lines);
    for read in reads.iter_mut().filter(|read| read.depth < Depth::Why) {
        let marked = lines.iter().copied().filter(|&at| log.step_of(at) == log.step_of(read.line));
        if let Some((found, depth)) = inside(log, &marked.collect::<Vec<_>>()) {
            let text = log.text(found);
            let message = bare(&text).to_owned();
            read.root_cause = match read.details.named.get("package") {
                Some(package) => format!("The build of {} failed: {}.", quote(package), quote(&message)),
                None => format!("The build of a package failed: {}.", quote(&message)),
            };
            if let Some(first) = read.details.problems.first_mut() {
                first.message = message;
            }
            "A package could not be built".clone_into(&mut read.title);
            read.span.start = read.span.start.min(found);
            read.span.end = read.span.end.max(found + 1);
            read.line = found;
            read.depth = depth;
            read.confidence = if depth == Depth::Why { Confidence::High } else { Confidence::Medium };
        }
    }
    reads.retain(|read| read.depth > Depth::That);
    reads
}

/// The line that says why in the last box `[N lines of output]` … `[end of output]`, or behind an older pip's `Complete output`.
fn inside(log: &JobLog, marked: &[usize]) -> Option<(usize, Depth)> {
    let end = marked.last()?;
    let limit = end.saturating_sub(BOX).max(log.step_of(*end).map_or(0, |step| log.steps[step].lines.start));
    let start = (limit..=*end)
        .rev()
        .find(|&at| is_box(&log.text(at)))
        .or_else(|| (*end..(*end + 12).min(log.len())).find(|&at| is_box(&log.text(at))))?;
    let close = (start..(start + BOX).min(log.len())).find(|&at| {
        let text = log.text(at);
        let text = bare(&text);
        text == "[end of output]" || text.starts_with("-----------") && at > start + 1
    })?;
    telling(log, start + 1..close, |text| Some(text))
}

/// Longest output of a build that is looked through.
const BOX: usize = 6_000;

fn is_box(text: &str) -> bool {
    text.trim_end().ends_with(" lines of output]")
        || text.trim_end().ends_with("[1 line of output]")
        || text.contains("Complete output (")
        || text.contains("Complete output from command")
}
