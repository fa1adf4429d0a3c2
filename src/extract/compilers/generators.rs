//! Generators of code: GraphQL Code Generator, Dart's `build_runner`; and R8, which takes code away.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare, next_line};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const GRAPHQL_CODEGEN: Extractor = Extractor { name: "graphql-codegen", literals: &["[FAILED: "], read: read_graphql };
pub(super) const BUILD_RUNNER: Extractor =
    Extractor { name: "build-runner", literals: &["[SEVERE] ", "E json_serializable on ", "E freezed on "], read: read_runner };
pub(super) const R8: Extractor =
    Extractor { name: "r8", literals: &["Missing class ", "ERROR: R8: ", "Missing classes detected while running R8"], read: read_r8 };

static GRAPHQL: Tool = Tool::new("GraphQL Code Generator", "build", GRAPHQL_WORDINGS);

const GRAPHQL_WORDINGS: &[Wording] = &[
    Wording::why("GraphQL code could not be generated", r"^✖ (?:Load|Parse|Generate|GraphQL)\b.* \[FAILED: ?(?<message>.*[^:\s]\]?|)\s*$")
        .deeper(said),
    Wording::why("GraphQL code could not be generated", r"^✖ (?:Load|Parse|Generate|GraphQL)\b.* \[FAILED: ?(?<message>.*:)\s*$")
        .deeper(next_line),
];

/// The message stands below where there is none on the line.
fn said(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    static EMPTY: Pattern = Pattern::new(r"\[FAILED: *$");
    EMPTY.is_match(bare(&log.text(at))).then(|| next_line(log, at, end)).flatten()
}

static RUNNER: Tool = Tool::new("build_runner", "build", RUNNER_WORDINGS);

const RUNNER_WORDINGS: &[Wording] = &[
    Wording::why(
        "Dart code could not be generated",
        r"^(?:\[SEVERE\]|E) (?<name>\S+) (?:on|\(\S+\) on) (?<path>\S+\.dart)(?: \(cached\))?:$",
    )
    .deeper(next_line),
    Wording::why(
        "Dart code could not be generated",
        r"^\[SEVERE\] (?<message>(?:Conflicting outputs|Unable to|Failed to|Nothing can be built|.*Error: ).*)$",
    ),
    Wording::that("Dart code could not be generated", r"^\[SEVERE\] (?<message>Failed after .*)$"),
];

static SHRINKER: Tool = Tool::new("R8", "build", SHRINKER_WORDINGS);

const SHRINKER_WORDINGS: &[Wording] = &[
    Wording::why("R8 misses a class", r"^(?:ERROR: (?:R8: )?)?(?<message>Missing class (?<name>[\w.$]+) \(referenced from: .*)$").listed(),
    Wording::why("R8 failed", r"^ERROR: R8: (?<message>\S.*)$").unsure(),
];

/// The trace that follows a message, at most.
const TRACE: usize = 80;

fn read_graphql(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = GRAPHQL.read(log, lines);
    for read in &mut reads {
        let last = lines.iter().rev().find(|&&at| log.step_of(at) == log.step_of(read.line)).copied().unwrap_or(read.line);
        let end = log.step_of(read.line).map_or(log.len(), |step| log.steps[step].end());
        read.span.end = read.span.end.max((last + TRACE).min(end));
    }
    reads
}

fn read_runner(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    RUNNER.read(log, lines)
}

fn read_r8(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    // As warnings they fail nothing.
    let fails = |at: &usize| bare(&log.text(*at)).starts_with("ERROR: ");
    if lines.iter().any(fails) { SHRINKER.read(log, lines) } else { Vec::new() }
}
