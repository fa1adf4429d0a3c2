//! Yarn: version 1 begins lines with `error `, later ones with `➤ YN` and a number.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;

pub(super) const CLASSIC: Extractor = Extractor {
    name: "yarn-classic",
    literals: &[
        "error An unexpected error occurred",
        "error Couldn't find ",
        "error Your lockfile needs",
        "error Outdated lockfile",
        " is incompatible with this module",
        "error Found incompatible module",
        "error Command failed with exit code",
        "error Command \"",
        "error Integrity check failed",
        "error Incorrect integrity",
        "error Package \"",
        "error Workspaces can only",
        "error Failed to replace env in config",
        "error No lockfile",
        ": Command failed.",
        "error https://",
        "error Error: https://",
    ],
    read: read_classic,
};

pub(super) const BERRY: Extractor =
    Extractor { name: "yarn", literals: &["➤ YN0", "Usage Error: ", "Internal Error: "], read: read_berry };

static YARN1: Tool = Tool::new("Yarn", "dependencies", CLASSIC_WORDINGS);
static YARN: Tool = Tool::new("Yarn", "dependencies", BERRY_WORDINGS);

const CLASSIC_WORDINGS: &[Wording] = &[
    Wording::why(
        "A package does not support this version of Node.js",
        r#"^error (?<message>(?<package>@?[^@\s]+)@(?<version>[^\s:]+): The (?:engine|platform|CPU architecture) "[^"]+" is incompatible with this module\..*)"#,
    ),
    Wording::why(
        "The lockfile does not match package.json",
        r"^error (?<message>Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.*|Outdated lockfile.*|No lockfile in this directory.*)",
    ),
    Wording::why(
        "A version of a package does not exist",
        r#"^error (?<message>Couldn't find any versions for "(?<package>[^"]+)" that matches .*|Couldn't find match for .*)"#,
    ),
    Wording::why("A package does not exist", r#"^error (?<message>Couldn't find (?:the binary|package) "?(?<package>[^"]+)"?.*)"#),
    Wording::why(
        "A package is not what the lockfile says",
        r#"^error (?<message>(?:Integrity check failed for|Incorrect integrity when fetching from the cache for) "(?<package>[^"]+)".*)"#,
    ),
    Wording::why("A file that is depended on does not exist", r#"^error (?<message>Package "[^"]*" refers to a non-existing file .*)"#),
    Wording::why(
        "The registry did not give a package",
        r#"^error (?<message>An unexpected error occurred: "(?:(?<url>https?://[^\s":]+(?::\d+)?[^\s":]*): )?.*)"#,
    ),
    Wording::why("The registry did not give a package", r"^error (?:Error: )?(?<message>(?<url>https?://\S+): .*)"),
    Wording::why("A script does not exist", r#"^error (?<message>Command "(?<command>[^"]+)" not found.*)"#),
    Wording::why("The settings are wrong", r"^error (?<message>Workspaces can only be enabled .*|Failed to replace env in config.*)"),
    Wording::what("An install script failed", r"^error (?<message>(?<path>\S+node_modules\S+): Command failed\.)"),
    Wording::that("A Yarn script failed", r"^error (?<message>Command failed with exit code \d+.*|Found incompatible modules?.*)"),
];

const BERRY_WORDINGS: &[Wording] = &[
    Wording::why("The lockfile does not match package.json", r"^➤ (?<code>YN0028): [│|·└]? *(?<message>The lockfile would have been .*)"),
    Wording::why(
        "A version of a package does not exist",
        r"^➤ (?<code>YN00(?:16|27|82)): [│|·└]? *(?<message>(?:(?<package>@?[^@\s]+)@\S+: )?.*)",
    ),
    Wording::why("The registry refused", r"^➤ (?<code>YN00(?:33|41)): [│|·└]? *(?<message>.*)"),
    Wording::why("A package is not what the lockfile says", r"^➤ (?<code>YN0018): [│|·└]? *(?<message>.*)"),
    Wording::why("A package could not be built", r"^➤ (?<code>YN0009): [│|·└]? *(?<message>(?:(?<package>@?[^@\s]+)@\S+ )?.*)"),
    Wording::what(
        "Yarn's settings forbid it",
        r"^➤ (?<code>YN00(?:10|20|21|22|26|30|31|46|48|56|57|66|71|72|75|78|80|81|83|90|91|92)): [│|·└]? *(?<message>.*)",
    ),
    Wording::why("The registry did not give a package", r"^➤ (?<code>YN0035): [│|·└]? *(?<message>\S+: .*|The remote server failed .*)"),
    Wording::why("Yarn failed", r"^➤ (?<code>YN0001): [│|·└]? *(?<message>.*)"),
    Wording::why(
        "The lockfile does not match package.json",
        r"^(?:Internal|Usage) Error: (?<message>.*(?:doesn't seem to be present in your lockfile|doesn't seem to have been installed).*)",
    ),
    Wording::why(
        "Yarn was called wrongly",
        r"^Usage Error: (?<message>(?:Couldn't find a script named|The nearest package directory|Couldn't find the node_modules state file|No project found|Workspace).*)",
    ),
    Wording::that("Yarn failed", r"^➤ YN0000: [│|·└]? *(?<message>Failed with errors.*)"),
];

fn read_classic(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    YARN1.read(log, lines)
}

fn read_berry(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    YARN.read(log, lines)
}
