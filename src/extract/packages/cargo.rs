//! Cargo and rustup: resolving, fetching, manifests and toolchains; what rustc says is not theirs.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording, bare, caused_by, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "cargo",
    literals: &[
        "error: failed to select a version for",
        "error: no matching package",
        "error: failed to get `",
        "error: failed to load ",
        "error: failed to parse ",
        "error: failed to read `",
        "error: failed to download ",
        "error: failed to verify the checksum",
        "error: failed to query ",
        "error: failed to sync",
        "error: failed to publish",
        "error: failed to prepare local package",
        "error: failed to determine package fingerprint",
        "error: unable to update ",
        "error: cannot update the lock file",
        "error: the lock file ",
        "error: checksum for `",
        "error: package `",
        "error: package ID specification",
        "error: package collision",
        "is not supported by the following package",
        "error: failed to run custom build command for",
        "error: no such command: `",
        "error: no such subcommand: `",
        "error: toolchain '",
        "error: component '",
        "error: could not find `Cargo.toml`",
        "error: the package '",
        "error: the package `",
        "does not contain this feature",
        "does not have these features",
        "error: no bin target named",
        "error: no example target named",
        "error: no test target named",
        "error: current package believes it's in a workspace",
        "error: feature `",
        "error: crate ",
        "already exists on crates.io index",
        "is already uploaded",
        "error: could not download ",
        "error: could not execute process `",
        "error: linker `",
        "error: cyclic package dependency",
        "working directory contain changes that were not yet committed",
        "error: invalid character `",
        "error: binary `",
        "error: profile `",
        "Cargo.toml:",
    ],
    read,
};

static TOOL: Tool = Tool::new("Cargo", "dependencies", WORDINGS);

/// What a build script printed to its error stream: a message of its own, a panic, a compiler's complaint.
fn script(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let output = (at + 1..end.min(at + 200)).find(|&at| bare(&log.text(at)) == "--- stderr")?;
    let close = (output + 1..end.min(output + 300)).find(|&at| {
        let text = log.text(at);
        log.has_tag(at) || text.starts_with("warning: build failed") || text.starts_with("error: ") && at > output + 1
    });
    let line = telling(log, output + 1..close.unwrap_or(end.min(output + 300)), |text| Some(text)).map(|(line, _)| line)?;
    // A panic says why on the line below its place.
    let panic = log.text(line).contains(" panicked at ") && log.text(line).trim_end().ends_with(':');
    Some(if panic { line + 1 } else { line })
}

/// What is wrong with a manifest stands above its place.
fn above(log: &JobLog, at: usize, _: usize) -> Option<usize> {
    at.checked_sub(1).filter(|&at| log.text(at).trim_start().starts_with("error: "))
}

const WORDINGS: &[Wording] = &[
    Wording::why("The lockfile does not match Cargo.toml", r"^error: (?<message>(?:cannot (?:update|create) the lock file (?<path>\S+)|the lock file (?:\S+) needs to be updated).*)"),
    Wording::why("No version of a crate fits", r"^error: (?<message>failed to select a version for (?:the requirement )?`(?<package>[^`\s]+).*)"),
    Wording::why("A crate does not exist", r"^error: (?<message>no matching package(?:s)?(?: named `(?<package>[^`]+)`)? found.*)"),
    Wording::why("A crate needs a newer Rust", r"^error: (?<message>rustc \S+ is not supported by the following packages?:)").deeper(next_line),
    Wording::why("Cargo.toml cannot be read", r"^--> (?<path>\S*Cargo\.toml):(?<line>\d+):(?<column>\d+)$").deeper(above),
    Wording::why(
        "A crate needs a newer Rust", r"^error: (?<message>package `(?<package>[^`]+)` cannot be built because it requires rustc .*)"),
    Wording::why("A crate is not what the lockfile says", r"^error: (?<message>(?:checksum for `(?<package>[^`]+)`|failed to verify the checksum of `(?:[^`]+)`).*)"),
    Wording::why("A toolchain lacks a component", r"^error: (?<message>(?:toolchain '(?<name>[^']+)'|component '(?:[^']+)') .*)"),
    Wording::why("A cargo command is not installed", r"^error: (?<message>no such (?:sub)?command: `(?<command>[^`]+)`.*)"),
    Wording::why("A version is published already", r"^error: (?<message>crate (?:version )?`?(?<package>[^`\s@]+)(?:@(?<version>[^`\s]+))?`? (?:already exists on|is already uploaded).*)").unsure(),
    Wording::why("A manifest cannot be read", r"^error: (?<message>failed to (?:parse manifest at|read|load manifest for|parse lock file at|load source for) .*)").deeper(caused_by),
    // Rules name the ways in which networks fail.
    Wording::what("A dependency cannot be fetched", r"^error: (?<message>(?:failed to (?:get `(?<package>[^`]+)` as a dependency|download|query|sync|load|update)|unable to update|could not download) .*)").deeper(caused_by),
    Wording::why("A build script failed", r"^error: (?<message>failed to run custom build command for `(?<package>[^`]+)`)").deeper(script),
    Wording::why("Publishing failed", r"^error: (?<message>failed to (?:publish to registry at|prepare local package) .*)").deeper(caused_by)
    .unsure(),
    Wording::why("The workspace has changes that are not committed", r"^error: (?<message>\d+ files in the working directory contain changes that were not yet committed.*)"),
    Wording::why("Cargo was asked for something that is not there", r"^error: (?<message>(?:could not find `Cargo\.toml`|the package [`'].*(?:does not contain this feature|does not have these features)|no (?:bin|example|test|bench) target named|package ID specification|current package believes it's in a workspace|feature `[^`]+` is required|cyclic package dependency|package collision|profile `|binary `).*)"),
    Wording::what("A program is missing", r"^error: (?<message>(?:linker `(?<command>[^`]+)` not found|could not execute process `(?:[^`]+)`).*)").deeper(caused_by),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
