//! pub, the package manager of Dart and Flutter.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "pub",
    literals: &[
        "version solving failed.",
        " of pubspec.yaml:",
        "Could not find a file named \"pubspec.yaml\"",
        "doesn't exist (could not find package",
        "The current Dart SDK version is",
        "Unable to satisfy `pubspec.yaml`",
        "Got socket error trying to find package",
        "pubspec.lock",
        "The current Flutter SDK version is",
    ],
    read,
};

static TOOL: Tool = Tool::new("pub", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    // Poetry solves with the same words, but writes constraints in brackets.
    Wording::why(
        "The SDK is too old or too new",
        r"^(?<message>(?:Because|So, because|And because) .*requires (?:the )?(?:Flutter )?SDK version .*version solving (?:failed|fails)\.)",
    ),
    Wording::why(
        "Requirements conflict",
        r"^(?<message>(?:Because|So, because|And because|So) [^()]*(?:\(could not find package [^)]*\))?[^()]*, version solving failed\.)",
    ),
    Wording::why(
        "pubspec.yaml is wrong",
        r"^(?<message>Error on line (?<line>\d+), column (?<column>\d+) of (?<path>\S*pubspec\.yaml): .*)",
    ),
    Wording::why("The lockfile does not match pubspec.yaml", r"^(?<message>Unable to satisfy `pubspec\.yaml` using `pubspec\.lock`.*)"),
    Wording::why("There is no pubspec.yaml", r#"^(?<message>Could not find a file named "pubspec\.yaml" .*)"#),
    Wording::what("A package could not be fetched", r"^(?<message>Got socket error trying to find package (?<package>\S+) .*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
