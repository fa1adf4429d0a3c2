//! Composer: a list of problems, of which one line says what does not fit.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "composer",
    literals: &[
        " -> your ",
        " but your ",
        " but it is missing from your system",
        " -> it is missing from your system",
        " -> found ",
        " -> could not be found",
        " could not be found in any version",
        "could not be found, it looks like its",
        "but these were not loaded",
        " but it does not match the constraint",
        "Your requirements could not be resolved",
        "Your lock file does not contain a compatible set",
        "is not present in the lock file",
        "The lock file is not up to date with",
        "Could not authenticate against",
        "Could not find package ",
        "file could not be downloaded",
        "does not contain valid JSON",
        "event returned with error code",
        "contains a Composer plugin which is blocked",
        "Composer could not find a composer.json",
        "is locked to version ",
        "but it conflicts with",
        "conflicts with your root composer.json",
        "Failed to download ",
        "was not found on the server",
    ],
    read,
};

static TOOL: Tool = Tool::new("Composer", "dependencies", WORDINGS).reading_on(4);

const WORDINGS: &[Wording] = &[
    Wording::why("The platform does not satisfy a requirement", r"^- (?<message>(?:Root composer\.json requires|(?<package>\S+/\S+) .*requires) .* (?:->|but) (?:your \S+ version .* does not satisfy that requirement|it is missing from your system).*)").listed(),
    Wording::why("No version of a package fits", r"^- (?<message>(?:Root composer\.json requires (?<package>[^\s,]+)|\S+ .*requires) .*(?:-> (?:found .*|could not be found)|found .* but it does not match the constraint|could not be found in any version|could not be found, it looks like its name|but these were not loaded|but it conflicts with|conflicts with your root).*)").listed(),
    Wording::why("No version of a package fits", r"^- (?<message>\S+ .*(?:conflicts with|requires) .*(?:but it conflicts|conflicts with your root composer\.json).*)"),
    Wording::why("The lockfile lacks a package", r#"^- (?<message>Required (?:\(in require-dev\) )?package "(?<package>[^"]+)" is (?:not present in the lock file|in the lock file as).*)"#),
    Wording::why("Composer may not run a plugin", r"(?<message>(?<package>\S+/\S+) contains a Composer plugin which is blocked .*)"),
    Wording::why("Composer may not read a repository", r"(?<message>Could not authenticate against \S+)"),
    Wording::why("A package does not exist", r"^(?<message>Could not find package (?<package>\S+).*)"),
    Wording::why("A file could not be downloaded", r#"^(?:\[\S+\] )?(?<message>(?:Failed to download .*: )?The "(?<url>[^"]+)" file could not be downloaded.*)"#),
    Wording::why("composer.json cannot be read", r#"^(?:\[\S+\] )?(?<message>"?\S*composer\.json"? does not contain valid JSON.*|Composer could not find a composer\.json file in .*)"#),
    Wording::what("The requirements cannot be met", r"^(?<message>Your (?:requirements could not be resolved to an installable set|lock file does not contain a compatible set) .*)"),
    Wording::that("A Composer script failed", r"^Script (?<command>.*) handling the \S+ event returned with error code \d+"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
