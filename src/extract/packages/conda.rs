//! conda and mamba.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "conda",
    literals: &[
        "PackagesNotFoundError: ",
        "ResolvePackageNotFound:",
        "LibMambaUnsatisfiableError: ",
        "UnsatisfiableError: ",
        "CondaHTTPError: ",
        "HTTP 000 CONNECTION FAILED",
        "EnvironmentFileNotFound: ",
        "Could not solve for environment specs",
        "critical libmamba ",
        "CondaToSNonInteractiveError: ",
        "CondaValueError: ",
        "CondaEnvException: ",
        "CondaVerificationError: ",
        "ChecksumMismatchError: ",
        "EnvironmentLocationNotFound: ",
        "InvalidMatchSpec: ",
        "NoWritablePkgsDirError: ",
        "SpecNotFound: ",
    ],
    read,
};

static CONDA: Tool = Tool::new("conda", "dependencies", WORDINGS);

/// The first branch of the tree that says what cannot be had.
fn branch(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let told = |text: &str| {
        [
            "nothing provides",
            "does not exist",
            "which does not",
            "conflicts with",
            "is not installable",
            "requires",
            "are missing",
            "excluded by",
        ]
        .iter()
        .any(|word| text.contains(word))
    };
    (at + 1..end.min(at + 30)).take_while(|&at| !log.has_tag(at)).find(|&at| told(&log.text(at))).or_else(|| next_line(log, at, end))
}

const WORDINGS: &[Wording] = &[
    Wording::why(
        "A package does not exist in these channels",
        r"^(?<message>(?:PackagesNotFoundError|ResolvePackageNotFound|SpecNotFound):.*)",
    )
    .deeper(next_line),
    Wording::why(
        "Requirements conflict",
        r"(?<message>(?:LibMambaUnsatisfiableError|UnsatisfiableError): .*|Could not solve for environment specs)",
    )
    .deeper(branch),
    Wording::why("The terms of a channel are not accepted", r"^(?<message>CondaToSNonInteractiveError: .*)"),
    Wording::why("A channel could not be reached", r"^(?<message>CondaHTTPError: .*<(?<url>[^>]+)>.*)"),
    Wording::why("A file or environment does not exist", r"^(?<message>(?:EnvironmentFileNotFound|EnvironmentLocationNotFound): .*)"),
    Wording::why("A package is not what the channel says", r"^(?<message>(?:CondaVerificationError|ChecksumMismatchError): .*)"),
    Wording::why(
        "conda failed",
        r"^(?<message>(?:CondaValueError|InvalidMatchSpec|NoWritablePkgsDirError|CondaHTTPError): .*|critical libmamba \S.*)",
    ),
    Wording::that("pip failed under conda", r"^(?<message>CondaEnvException: .*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    CONDA.read(log, lines)
}
