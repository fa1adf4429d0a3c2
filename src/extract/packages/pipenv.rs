//! Pipenv.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "pipenv",
    literals: &[
        "Pipfile.lock",
        "Locking Failed!",
        "ERROR:: Aborting deploy",
        "[ResolutionFailure]",
        "pipenv.exceptions.",
        "ERROR: Couldn't install package",
    ],
    read,
};

static PIPENV: Tool = Tool::new("Pipenv", "dependencies", WORDINGS).reading_on(4);

const WORDINGS: &[Wording] = &[
    Wording::why("The lockfile does not match Pipfile", r"^(?<message>Your Pipfile\.lock(?: \([0-9a-f]+\) is out of date\..*)?)$"),
    Wording::why(
        "No version of a package fits",
        r"(?:\[ResolutionFailure\]:? +|^ERROR: )(?<message>(?:No matching distribution found for|Could not find a version that matches|Could not find a version that satisfies) (?<package>[\w.-]+).*)",
    ),
    Wording::why("A package could not be installed", r"^(?<message>ERROR: Couldn't install package:? (?<package>\S+).*)"),
    Wording::what("Requirements conflict", r"(?<message>\[ResolutionFailure\]: .*|ResolutionFailure: .*)"),
    Wording::that("Pipenv failed", r"(?<message>Locking Failed!|ERROR:: Aborting deploy|pipenv\.exceptions\.\w+.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    PIPENV.read(log, lines)
}
