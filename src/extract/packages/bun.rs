//! Bun as a package manager and script runner.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "bun",
    literals: &[
        "error: lockfile had changes",
        "error: No version matching",
        " failed to resolve",
        "error: Script not found",
        "error: script \"",
        "error: GET http",
        "error: Integrity check failed",
        "error: Workspace dependency",
        "error: Failed to install ",
        "error: Package \"",
    ],
    read,
};

static BUN: Tool = Tool::new("Bun", "dependencies", WORDINGS);

const WORDINGS: &[Wording] = &[
    Wording::why("The lockfile does not match package.json", r"^error: (?<message>lockfile had changes, but lockfile is frozen.*)"),
    Wording::why(
        "A version of a package does not exist",
        r#"^error: (?<message>No version matching "(?<version>[^"]*)" found for specifier "(?<package>[^"]+)".*)"#,
    ),
    Wording::why("The registry did not give a package", r"^error: (?<message>GET (?<url>https?://\S+) - (?<code>\d+).*)"),
    Wording::why("A package is not what the lockfile says", r"^error: (?<message>Integrity check failed.*)"),
    Wording::why("A workspace package is missing", r#"^error: (?<message>Workspace dependency "(?<package>[^"]+)" not found.*)"#),
    Wording::why("A script does not exist", r#"^error: (?<message>Script not found "(?<command>[^"]+)".*)"#),
    Wording::what("A package could not be resolved", r"^error: (?<message>(?<package>@?[^@\s]+)@\S+ failed to resolve)"),
    Wording::that("A Bun script failed", r#"^error: (?<message>script "(?<command>[^"]+)" exited with code \d+)"#),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    BUN.read(log, lines)
}
