//! Checks of a JavaScript package before it is published: its size, its API, its types, its licences.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::listing::{Grade, Line, Listing, Seen, Tally, by_rows};
use crate::extract::wording::{Tool, Wording};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

pub(super) const SIZE_LIMIT: Extractor = Extractor {
    name: "size-limit",
    literals: &["size limit has exceeded by ", "Size Limit can", "Size Limit config", "B gzip", "> maxSize "],
    read: read_size,
};
pub(super) const API_EXTRACTOR: Extractor = Extractor {
    name: "api-extractor",
    literals: &[
        " - (ae-",
        " - (tsdoc-",
        "API signature for this project",
        "API report file is missing",
        "Unable to find an api-extractor.json",
        "API Extractor completed with",
    ],
    read: read_api,
};
pub(super) const ATTW: Extractor = Extractor {
    name: "attw",
    literals: &["arethetypeswrong.github.io/blob/main/docs/problems/", "This package does not contain types."],
    read: read_attw,
};
pub(super) const LICENSES: Extractor =
    Extractor { name: "license-checker", literals: &["which is not permitted by the --"], read: read_licenses };
pub(super) const TYPEDOC: Extractor = Extractor { name: "typedoc", literals: &["] Found "], read: read_typedoc };

static SIZE: Tool = Tool::new("The size check", "lint", SIZES);

const SIZES: &[Wording] = &[
    Wording::why("The package is too large", r"^\s*(?<message>(?:Package s|S)ize limit has exceeded by [\d.]+ \w+)").listed(),
    Wording::why(
        "The package is too large",
        r"^\s*(?:✖|FAIL) +(?<message>(?<path>\S+?):? +[\d.]+ ?\w+ > (?:maxSize )?[\d.]+ ?\w+(?: \(?\w+\)?)?)",
    )
    .listed(),
    Wording::why("A file to be measured is not there", r"^\s*(?<message>Size Limit can\S{1,3}t find .*)"),
    Wording::why("The limits cannot be read", r"^\s*(?<message>Size Limit config .*)"),
];

static CHANGED: Pattern =
    Pattern::new(r"^(?:Warning|Error): (?:You have changed the (?:public )?API signature for this project|The API report file is missing)");
static API_ROWS: [Pattern; 2] = [
    Pattern::new(r"^(?<severity>Warning|Error): (?<path>[^\s:]+):(?<line>\d+):(?<column>\d+) - \((?<code>[\w-]+)\) (?<message>\S.*)$"),
    Pattern::new(
        r"^(?:Warning|Error|ERROR): (?<message>(?:You have changed the|The API report file is missing|Unable to find an api-extractor).*)$",
    ),
];
static API: Listing = Listing {
    tool: "API Extractor",
    counted: ("API problem", "API problems"),
    problem: api,
    summary: api_summary,
    rows: &API_ROWS,
    ..Listing::LINT
};

static TYPES: Tool = Tool::new("arethetypeswrong", "lint", TYPE_PROBLEMS);

const TYPE_PROBLEMS: &[Wording] = &[
    Wording::why(
        "The package's types are wrong",
        r"^\s*[^\w\s]{1,4}\s+(?<message>\S.*?) https://github\.com/arethetypeswrong/\S+/docs/problems/(?<code>\w+)\.md",
    )
    .listed(),
    Wording::why("The package has no types", r"^(?<message>This package does not contain types\.)").unsure(),
];

static LICENSE_TOOL: Tool = Tool::new("The licence check", "lint", LICENSE_PROBLEMS);

const LICENSE_PROBLEMS: &[Wording] = &[Wording::why(
    "A package has a licence that is not allowed",
    r#"^(?<message>Package "(?<package>[^"]+)" is licensed under ".*" which is not permitted by the --\S+ flag).*"#,
)];

static TYPEDOC_ROWS: [Pattern; 1] = [Pattern::new(r"^\[(?<severity>error|warning)\] (?<message>\S.*)$")];
static TYPEDOC_COUNTS: [Pattern; 1] =
    [Pattern::new(r"^\[(?:error|warning)\] Found (?<errors>\d+) errors? and (?<warnings>\d+) warnings?$")];
static TYPEDOC_LISTING: Listing = Listing {
    tool: "TypeDoc",
    counted: ("documentation problem", "documentation problems"),
    rows: &TYPEDOC_ROWS,
    counts: &TYPEDOC_COUNTS,
    ..Listing::LINT
};

fn read_size(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    SIZE.read(log, lines)
}

fn read_attw(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    TYPES.read(log, lines)
}

fn read_licenses(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    LICENSE_TOOL.read(log, lines)
}

fn read_api(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    API.read(log, lines)
}

fn api(line: &Line<'_>) -> Option<Seen> {
    let mut seen = by_rows(line)?;
    if CHANGED.is_match(line.text) {
        seen.grade = Grade::Error;
    }
    seen.depth = Depth::Why;
    Some(seen)
}

fn api_summary(text: &str) -> Option<Tally> {
    match text.trim() {
        "API Extractor completed successfully" => Some(Tally::Clean),
        "API Extractor completed with warnings" | "API Extractor completed with errors" => Some(Tally::Failed(None, None)),
        _ => None,
    }
}

/// Its words stand at most so far above its count.
const ABOVE: usize = 500;
/// Warnings alone fail a step only where they are its last words.
const LAST: usize = 5;

fn read_typedoc(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for &at in lines {
        let text = log.text(at);
        let Some(found) = TYPEDOC_COUNTS[0].captures(bare(&text).trim()) else { continue };
        let ends = log.step_of(at).and_then(|step| log.steps[step].exit).is_none_or(|(exit, _)| exit.saturating_sub(at) <= LAST);
        if &found["errors"] == "0" && !ends {
            continue;
        }
        let start = log.step_of(at).map_or(0, |step| log.steps[step].lines.start).max(at.saturating_sub(ABOVE));
        let said: Vec<usize> = (start..=at).filter(|&line| !log.is_echo(line)).collect();
        reads.extend(TYPEDOC_LISTING.read(log, &said));
    }
    reads
}
