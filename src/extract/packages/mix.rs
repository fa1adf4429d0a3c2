//! Mix and Hex.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "mix",
    literals: &[
        "** (Mix) ",
        "Hex dependency resolution failed",
        "the dependency is not available, run",
        "the lock is outdated",
        "lock mismatch: the dependency is out of date",
        "** (Hex) ",
        "Registry checksum mismatch",
        ", version solving failed.",
    ],
    read,
};

static TOOL: Tool = Tool::new("Mix", "dependencies", WORDINGS).reading_on(2);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "Requirements conflict",
        r#"^(?<message>(?:Because|So, because|And because|So) (?:"?your app"?|the lock) .*version solving failed\.)"#,
    ),
    Wording::why("A package does not exist", r"^\*\* \(Mix\) (?<message>No package with name (?<package>\S+) .*)"),
    Wording::why(
        "A dependency is missing or outdated",
        r"^(?<message>(?:the dependency is not available, run|the lock is outdated|lock mismatch: the dependency is out of date).*)",
    ),
    Wording::why("A task does not exist", r#"^\*\* \(Mix\) (?<message>The task "(?<command>[^"]+)" could not be found.*)"#),
    Wording::why(
        "The lockfile does not match",
        r"^(?:\*\* \(Mix\) )?(?<message>Registry checksum mismatch.*|.*mix\.lock is out of date.*|Your mix\.lock.*)",
    ),
    Wording::why("The project needs another Elixir", r"^\*\* \(Mix\) (?<message>You're trying to run .* on Elixir .*)"),
    Wording::what("A dependency does not compile", r"^\*\* \(Mix\) (?<message>Could not compile dependency :(?<package>\w+).*)"),
    Wording::that("Mix failed", r"^\*\* \(Mix\) (?<message>.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
