//! Nix: evaluation, hashes and builders.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "nix",
    literals: &[
        "error: builder for '/nix/store",
        "error: Cannot build '/nix/store",
        "error: hash mismatch in fixed-output derivation",
        "error: attribute '",
        "error: undefined variable '",
        "error: flake '",
        "error: syntax error, unexpected",
        "dependencies of derivation '",
        "with features {",
        " has an unfree license",
        "is marked as broken",
        "is marked as insecure",
        "error: getting status of '/nix/store",
        "error: unable to download '",
        "error: path '/nix/store",
        "error: cannot coerce ",
        "error: infinite recursion",
        "error: Package ",
        "error: cannot find flake",
        "error: access to ",
        "error: a '",
        "error: assertion '",
        "is required, but it is not available",
    ],
    read,
};

static TOOL: Tool = Tool::new("Nix", "build", WORDINGS);

/// What the builder printed: its last log lines begin with `>`.
fn builder(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let close =
        (at + 1..end.min(at + 80)).find(|&at| log.text(at).trim_start().starts_with("For full logs, run")).unwrap_or(end.min(at + 80));
    let open = (at + 1..close).find(|&at| log.text(at).trim_start().starts_with('>'))?;
    match telling(log, open..close, |text| text.trim_start().strip_prefix('>').map(str::trim_start)) {
        Some((line, Depth::Why)) => Some(line),
        quoted => printed(log, at).or(quoted.map(|(line, _)| line)),
    }
}

/// With `-L`, all that a builder printed stands above, each line with its name.
fn printed(log: &JobLog, at: usize) -> Option<usize> {
    let start = log.step_of(at).map_or(0, |step| log.steps[step].lines.start).max(at.saturating_sub(ABOVE));
    let (line, depth) = telling(log, start..at, |text| BUILDER.find(text).map(|name| &text[name.end()..]))?;
    (depth == Depth::Why).then_some(line)
}

static BUILDER: Pattern = Pattern::new(r"^[A-Za-z][\w.+-]*> ");
/// So far.
const ABOVE: usize = 2_000;

const WORDINGS: &[Wording] = &[
    Wording::why("A hash differs", r"^error: (?<message>hash mismatch in fixed-output derivation '(?<target>[^']+)':?)"),
    Wording::why("A builder failed", r"^error: (?<message>(?:builder for '(?<target>[^']+)' failed|Cannot build '(?:[^']+)').*)")
        .deeper(builder),
    Wording::why(
        "The expression cannot be evaluated",
        r"^error: (?<message>(?:attribute '|undefined variable '|syntax error|cannot coerce|infinite recursion|assertion '|access to ).*)",
    ),
    Wording::why("A flake lacks something", r"^error: (?<message>(?:flake '|cannot find flake).*)"),
    Wording::why(
        "A package may not be used",
        r"^error: (?<message>Package .*(?:has an unfree license|is marked as (?:broken|insecure)).*)",
    ),
    Wording::why("No machine of this kind can build it", r"^error: (?<message>a '(?<name>[^']+)' with features .* is required.*)"),
    Wording::why("A download failed", r"^error: (?<message>unable to download '(?<url>[^']+)': .*)"),
    Wording::what("Nix failed", r"^error: (?<message>(?:getting status of|path) '/nix/store.*)"),
    Wording::that("A derivation failed", r"^error: (?<message>\d+ dependenc(?:y|ies) of derivation '.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
