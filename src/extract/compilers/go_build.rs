//! `go build`, `go vet`, and the compile errors of `go test`.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Line, Listing, Seen};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "go-build",
    literals: &[".go:", "build constraints exclude all Go files", " is not in std", " is not in GOROOT", "go: go.mod requires go"],
    read,
};

static LISTING: Listing = Listing { tool: "go", problem, ..Listing::BUILD };

static PROBLEM: Pattern = Pattern::new(r"^(?:vet: )?(?<path>(?:[A-Za-z]:[\\/])?[^\s:(]+\.go):(?<line>\d+):(?<column>\d+): (?<message>.+)$");
static GLOBAL: Pattern = Pattern::new(
    r"^(?:\S+\.go:\d+:\d+: )?(?<message>(?:package \S+ is not in (?:std|GOROOT)|package [^:]+: build constraints exclude all Go files|go: go\.mod requires go ).*)$",
);
static PACKAGE: Pattern = Pattern::new(r"^# \S+(?: \[\S+\])?$");
/// What the compiler says, for lists whose head is cut off.
static COMPILER: Pattern = Pattern::new(
    r"^(?:undefined: |cannot (?:use|assign|convert|infer|find|call|range)|declared and not used|\S+ declared (?:and|but) not used|\S+ imported (?:and|but) not used|missing return|syntax error: |too many |not enough |\S+ redeclared|invalid |unknown field|assignment mismatch|multiple-value|missing ',' |expected |\S+ undefined|impossible type|import cycle|duplicate |label |unreachable|cannot import|could not import|undeclared name)",
);
/// golangci-lint and staticcheck name the linter at the end.
static LINTER: Pattern = Pattern::new(r"\((?:[a-z][a-z0-9_-]+(?:: [A-Za-z0-9]+)?|(?:SA|S|ST|QF|U)\d{4})\)$");

/// The package's name stands at most so far above its errors: the compiler gives up after ten.
const HEADER: usize = 15;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LISTING.read(log, lines)
}

fn problem(line: &Line<'_>) -> Option<Seen> {
    let found = PROBLEM.captures(line.text).or_else(|| GLOBAL.captures(line.text))?;
    // Modules are `go mod`'s matter.
    if LINTER.is_match(line.text) || line.text.contains("no required module provides package") || line.text.contains("missing go.sum entry")
    {
        return None;
    }
    let message = &found["message"];
    let known = found.name("path").is_none()
        || line.text.starts_with("vet: ")
        || COMPILER.is_match(message)
        || line.before.is_some_and(|before| before.lines.end == line.at)
        || (1..=HEADER.min(line.at)).any(|lines| PACKAGE.is_match(bare(&line.log.text(line.at - lines))));
    known.then(|| {
        let more = (1..6).take_while(|&lines| line.behind(lines).starts_with('\t')).count();
        Seen::of(line, &found).until(line.at + 1 + more)
    })
}
