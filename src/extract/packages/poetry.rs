//! Poetry.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "poetry",
    literals: &[
        "version solving failed",
        "poetry.lock is not up to date with pyproject.toml",
        "since poetry.lock was last generated",
        "Unable to find installation candidates for",
        "supported Python range (",
        "not found in known hashes",
        "is not allowed by the project (",
        "Poetry could not find a pyproject.toml",
        "The Poetry configuration is invalid",
        "Group(s) not found: ",
        "is likely not a problem with poetry but with",
        "No file/folder found for package",
    ],
    read,
};

static POETRY: Tool = Tool::new("Poetry", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "The lockfile does not match pyproject.toml",
        r"^(?:Error: )?(?<message>(?:pyproject\.toml changed significantly since poetry\.lock was last generated|poetry\.lock is not up to date with pyproject\.toml).*)",
    ),
    // Dart and Bundler solve with the same words, but write constraints without brackets.
    Wording::why(
        "Requirements conflict",
        r"^(?<message>(?:And b|So, b|B|So,? |And )?.*(?:\([^)]*\)|Python|poetry).*version solving failed\.?)",
    ),
    Wording::why(
        "A package has no file for this platform",
        r"^(?:RuntimeError: )?(?<message>Unable to find installation candidates for (?<package>\S+).*)",
    ),
    Wording::why(
        "A package does not support the project's range of Python",
        r"^(?<message>The current project's supported Python range .*)",
    ),
    Wording::why("A package is not what the lockfile says", r"^(?<message>Hash for (?<package>\S+) .* not found in known hashes.*)"),
    Wording::why(
        "The project does not allow this version of Python",
        r"(?<message>Current Python version \([^)]+\) is not allowed by the project .*)",
    ),
    Wording::why("pyproject.toml is invalid", r"^(?<message>The Poetry configuration is invalid:?)").deeper(next_line),
    Wording::why(
        "Poetry was called wrongly",
        r"^(?<message>Poetry could not find a pyproject\.toml file.*|Group\(s\) not found: .*|No file/folder found for package .*)",
    ),
    Wording::what(
        "A package could not be built",
        r"(?<message>This error originates from the build backend, and is likely not a problem with poetry but (?:with (?<package>\S+))?.*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    POETRY.read(log, lines)
}
