//! golangci-lint, versions 1 and 2.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::listing::{Line, Listing, Seen, Tally, number};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "golangci-lint",
    literals: &[
        ".go:",
        " (errcheck)",
        " (govet)",
        " (staticcheck)",
        " (unused)",
        " (revive)",
        " (gosec)",
        " (gosimple)",
        " (ineffassign)",
        " (typecheck)",
        " issues",
        "0 issues.",
        "used to build golangci-lint",
        "unsupported version of the configuration",
        "Running error: ",
        "can't load config",
        "Timeout exceeded: try increasing it",
    ],
    read,
};

static LISTING: Listing = Listing { tool: "golangci-lint", counted: ("lint issue", "lint issues"), problem, summary, ..Listing::LINT };

static ROW: Pattern = Pattern::new(
    r"(?:^|\s)(?<path>(?:[A-Za-z]:[\\/])?[^\s:(]+\.go):(?<line>\d+)(?::(?<column>\d+))?: (?<message>.+) \((?<code>[a-z][a-z0-9_-]+)(?:: [^()]*)?\)$",
);
/// The action's annotations carry no place; the linters' names tell them.
static ANNOTATED: Pattern = Pattern::new(
    r"^(?<message>\S.+) \((?<code>errcheck|govet|staticcheck|unused|gosimple|ineffassign|typecheck|revive|gocritic|gosec|misspell|goimports|gofmt|gofumpt|gci|lll|funlen|gocyclo|cyclop|gocognit|dupl|goconst|unparam|unconvert|stylecheck|errorlint|wrapcheck|noctx|bodyclose|depguard|testifylint|perfsprint|intrange|copyloopvar|nakedret|nilerr|nolintlint|whitespace|wsl|godot|exhaustive|prealloc|forbidigo|usestdlibvars|contextcheck)\)$",
);
static FATAL: Pattern = Pattern::new(
    r#"(?<message>(?:can't load config: .*)?(?:the Go language version \(\S+\) used to build golangci-lint is lower than the targeted Go version.*?|unsupported version of the configuration: .*?|Timeout exceeded: try increasing it.*?)|Running error: .*?|can't load config: .*?)"?$"#,
);
static COUNT: Pattern = Pattern::new(r"^(?<errors>\d+) issues[:.]$");

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn summary(text: &str) -> Option<Tally> {
    let count = COUNT.captures(text)?;
    match number(&count, "errors") {
        Some(0) => Some(Tally::Clean),
        errors => Some(Tally::Failed(errors, None)),
    }
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = [&ROW, &ANNOTATED, &FATAL].into_iter().find_map(|pattern| pattern.captures(line.text))?;
    // The source and a caret follow.
    Some(Seen::of(line, &found).until(line.at + 1))
}
