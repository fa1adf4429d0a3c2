//! Go modules: what cannot be resolved, fetched or verified.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "go-mod",
    literals: &[
        "missing go.sum entry",
        "go: updates to go.mod needed",
        "go: inconsistent vendoring",
        ": checksum mismatch",
        ": unknown revision ",
        " is not in std",
        " is not in GOROOT",
        "go: go.mod requires go",
        "go: errors parsing go.mod",
        "invalid go version '",
        "go: cannot find main module",
        "go.mod file not found",
        "module declares its path as",
        "ambiguous import: found package",
        "toolchain not available",
        "go: module ",
        "reading https://proxy.golang.org",
        "dial tcp: lookup proxy.golang.org",
        "does not contain package",
        "go: cannot use path@version",
        "requires go >= ",
        ": no matching versions for query",
        "verifying module: ",
        "no secure protocol found for repository",
        "is explicitly required in go.mod, but not marked",
        "package command-line-arguments is not a main package",
        "Go modules disabled",
        "unrecognized import path",
    ],
    read,
};

static TOOL: Tool = Tool::new("Go", "dependencies", WORDINGS).reading_on(2);

const WORDINGS: &[Wording] = &[
    Wording::why(
        "go.sum lacks an entry",
        r"^(?:go: )?(?:(?<path>\S+\.go):(?<line>\d+):(?<column>\d+): )?(?<message>(?:\S+: )?missing go\.sum entry for (?:module providing package (?<package>\S+?)|go\.mod file)(?:[; ].*)?)$",
    ),
    Wording::why(
        "A module is not what go.sum says",
        r"^(?:go: )?(?<message>(?:verifying )?(?<package>\S+?)@?(?<version>v\S+?)?(?:/go\.mod)?: checksum mismatch)",
    ),
    Wording::why("go.mod is not up to date", r"^(?<message>go: (?:updates to go\.mod needed|inconsistent vendoring in).*)"),
    Wording::why(
        "A newer Go is asked for",
        r"^(?:go: )?(?<message>.*(?:go\.mod requires go|requires go) >= (?<version>\S+) .*|.*toolchain not available.*)",
    ),
    Wording::why("go.mod cannot be read", r"^(?:go: )?(?<path>\S*go\.(?:mod|work)):(?<line>\d+): (?<message>.*)"),
    Wording::why(
        "A version of a module does not exist",
        r"^(?:go: |.*: )?(?<message>(?<package>\S+)@(?<version>[^\s:]+): (?:invalid version: |no matching versions for query|reading .*: (?:404|410) ).*)",
    ),
    Wording::why("A version of a module does not exist", r"^(?:go: )?(?<message>(?:.*\S@\S+: |.*invalid version: ).*unknown revision \S+)"),
    Wording::why(
        "A package does not exist",
        r"^(?:(?<path>\S+\.go):(?<line>\d+):(?<column>\d+): )?(?<message>package (?<package>\S+) is not in (?:std|GOROOT).*|module \S+ (?:found \(\S+\), but|provides package).*does not contain package .*)",
    ),
    Wording::why("A module's path disagrees with its name", r"^(?<message>.*module declares its path as: \S+.*)").deeper(next_line),
    Wording::why(
        "Two modules provide a package",
        r"^(?:(?<path>\S+\.go):(?<line>\d+):(?<column>\d+): )?(?<message>ambiguous import: found package .*)",
    ),
    Wording::why("There is no module", r"^(?<message>go: (?:cannot find main module|go\.mod file not found|cannot use path@version).*)"),
    Wording::what(
        "A module cannot be fetched",
        r"^(?:go: )?(?<message>.*(?:reading https://proxy\.golang\.org|dial tcp: lookup proxy\.golang\.org|no secure protocol found for repository|unrecognized import path|git ls-remote).*)",
    ),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TOOL.read(log, lines)
}
