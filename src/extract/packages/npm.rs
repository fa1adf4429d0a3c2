//! npm: up to version 9 each line begins with `npm ERR!`, since 10 with `npm error`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "npm", literals: &["npm ERR!", "npm error"], read };

static NPM: Tool = Tool::new("npm", "dependencies", WORDINGS);

/// The line that names the conflict, below the header: `peer react@"^17" from x@1.0.0`.
fn conflict(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let mut dependency = false;
    for at in at + 1..end.min(at + 60) {
        let text = log.text(at);
        let rest =
            bare(&text).strip_prefix("npm ").and_then(|rest| rest.strip_prefix("ERR!").or_else(|| rest.strip_prefix("error")))?.trim();
        if dependency && !rest.is_empty() {
            return Some(at);
        }
        dependency |= rest == "Could not resolve dependency:";
    }
    None
}

const WORDINGS: &[Wording] = &[
    Wording::why(
        "The lockfile does not match package.json",
        r"^npm (?:ERR!|error) (?<message>(?:`npm ci`|cipm) can only install packages when your package\.json and package-lock\.json.*)",
    ),
    Wording::why(
        "There is no lockfile",
        r"^npm (?:ERR!|error) (?<message>The `npm ci` command can only install with an existing package-lock\.json.*)",
    ),
    Wording::why(
        "Peer dependencies conflict",
        r"^npm (?:ERR!|error) (?:ERESOLVE|eresolve) (?<message>(?:could not resolve|unable to resolve dependency tree))",
    )
    .deeper(conflict),
    Wording::why(
        "A version of a package does not exist",
        r"^npm (?:ERR!|error) (?:notarget )?(?<message>No matching version found for (?<package>@?[^@\s]+)(?:@\S+)?)",
    ),
    Wording::why(
        "A version is published already",
        r"^npm (?:ERR!|error) .*(?<message>You cannot publish over the previously published versions: (?<version>\S+?)\.?)$",
    )
    // Seen again when a release runs a second time.
    .unsure(),
    Wording::why(
        "A package does not exist",
        r"^npm (?:ERR!|error) (?:404 +)?(?<message>'(?<package>@?[^@']+)(?:@[^']*)?' is not in (?:this|the npm) registry.*)",
    ),
    Wording::why(
        "A package does not exist, or may not be read",
        r"^npm (?:ERR!|error) (?:404 +)?(?<message>The requested resource '(?<package>@?[^@']+)(?:@[^']*)?' could not be found.*)",
    ),
    Wording::why(
        "A package does not exist",
        r"^npm (?:ERR!|error) (?:404 )?(?<message>(?<code>404) Not Found(?: - (?:GET|PUT|HEAD) (?<url>\S+)|: (?<package>\S+)).*)",
    ),
    Wording::why(
        "The registry refused",
        r"^npm (?:ERR!|error) (?:40[123] )?(?<message>(?<code>40[123]) [A-Z][\w ]+ - (?:GET|PUT|POST|HEAD|DELETE) (?<url>\S+).*)",
    ),
    Wording::why(
        "The registry asks for a login",
        r"^npm (?:ERR!|error) (?:need auth )?(?<message>(?:This command requires you to be logged in|Unable to authenticate|Incorrect or missing password|This operation requires a one-time password).*)",
    ),
    Wording::why("Provenance cannot be signed", r"^npm (?:ERR!|error) (?<message>Provenance generation in GitHub Actions requires .*)"),
    Wording::why(
        "A package does not support this version of Node.js",
        r"^npm (?:ERR!|error) (?:notsup|engine) (?<message>Not compatible with your version of node/npm: (?<package>\S+))",
    ),
    Wording::why(
        "A package does not support this version of Node.js",
        r"^npm (?:ERR!|error) (?:notsup|engine) (?<message>Unsupported engine for (?<package>\S+): .*)",
    ),
    Wording::why(
        "A package does not support this platform",
        r"^npm (?:ERR!|error) (?:notsup )?(?<message>Unsupported platform for (?<package>\S+): .*)",
    ),
    Wording::why(
        "A package is not what the lockfile says",
        r"^npm (?:ERR!|error) (?<message>.*integrity checksum failed.*|Verification failed while extracting .*)",
    ),
    Wording::why("A script does not exist", r#"^npm (?:ERR!|error) (?<message>[Mm]issing script: "?(?<command>[^"]+)"?)"#),
    Wording::why(
        "package.json cannot be read",
        r"^npm (?:ERR!|error) (?:JSON\.parse|enoent|code) (?<message>(?:Could not read package\.json|Invalid package\.json|Failed to parse|Unexpected token).*)",
    ),
    Wording::why("There is no workspace of this name", r"^npm (?:ERR!|error) (?<message>No workspaces found:.*)"),
    Wording::why("No executable to run", r"^npm (?:ERR!|error) (?<message>could not determine executable to run)"),
    // A rule names the ways in which networks fail.
    Wording::what(
        "The network failed",
        r"^npm (?:ERR!|error) (?:network )?(?<message>(?:request to (?<url>\S+) failed, reason: .*|Invalid response body while trying to fetch (?:\S+).*|Socket timeout|Response timeout while .*|read ECONNRESET|aborted|connect ETIMEDOUT .*|getaddrinfo .*|network timeout at: .*))",
    ),
    Wording::why("The disk is full", r"^npm (?:ERR!|error) (?:nospc )?(?<message>(?<code>ENOSPC): .*)"),
    Wording::why(
        "A git dependency cannot be fetched",
        r"^npm (?:ERR!|error) (?<message>(?:fatal: |remote: |ERROR: |\S+: )?(?:Could not read from remote repository|Permission denied \(publickey\)|Repository not found|could not read Username for ).*)",
    ),
    Wording::why(
        "An install script does not compile",
        r"^npm (?:ERR!|error) (?<path>(?:[A-Z]:)?[^\s:]+):(?<line>\d+):(?<column>\d+): (?:fatal )?error: (?<message>.*)",
    ),
    Wording::why(
        "node-gyp failed",
        r"^npm (?:ERR!|error) gyp ERR! (?:find \w+|stack Error:) (?<message>(?:Could not find|You need to install|[Nn]ot found|404 |.*(?:response|status code|not find)).*)",
    ),
    Wording::why(
        "An install script failed",
        r"^npm (?:ERR!|error) (?<message>(?:\w+: Installation error: |(?:\w+:)?\s*(?:[A-Z]\w*)?Error: |ERROR: ).*)",
    )
    .unsure(),
    Wording::why(
        "A file cannot be written or read",
        r"^npm (?:ERR!|error) (?:\w+ |\[Error: )?(?<message>(?<code>E(?:ACCES|PERM|ROFS|EXIST|BUSY|NOTEMPTY|NOENT|ISDIR|NOTDIR)): .*)",
    )
    .unsure(),
    Wording::why(
        "npm itself broke",
        r"^npm (?:ERR!|error) (?<message>(?:Exit handler never called!|cb\(\) never called!|Cannot read propert.*|Maximum call stack size exceeded|Invalid (?:Version|tag name).*))",
    ),
    Wording::that(
        "An npm script failed",
        r"^npm (?:ERR!|error) (?:(?:Lifecycle script `(?<command>[^`]+)` failed)|Exit status \d+|command failed|errno \d+|\S+@\S+ [\w:-]+: `.*`).*",
    ),
    Wording::that("npm failed", r"^npm (?:ERR!|error) code (?<code>\w+)"),
    // What is listed beside the lockfile's error.
    Wording::what(
        "The lockfile does not match package.json",
        r"^npm (?:ERR!|error) (?<message>(?:Missing: \S+ from lock file|Invalid: lock file's \S+ does not satisfy \S+))",
    )
    .listed(),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    NPM.read(log, lines)
}
