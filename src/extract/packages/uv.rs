//! uv: `error: …`, or `×` with a tree of reasons under it; lately, `cause:` in its place.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::{Tool, Wording, caused_by};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "uv",
    literals: &[
        "No solution found when resolving",
        "error: The lockfile at `uv.lock`",
        "error: Unable to find lockfile at",
        "error: Failed to spawn: ",
        "error: No virtual environment found",
        "error: No interpreter found",
        "error: No `project` table found",
        "error: No `pyproject.toml` found",
        "error: Failed to parse",
        "error: Failed to fetch: ",
        "error: Failed to prepare distributions",
        "error: Failed to install: ",
        "error: Error while fetching remote python",
        "error: Distribution not found at",
        "error: Group `",
        "error: Extra `",
        "error: Request failed after",
        "error: The interpreter at",
        "error: The Python request",
        "error: The requested interpreter",
        "error: Failed to download ",
        "Failed to build `",
        "Failed to download `",
        "error: Failed to determine ",
        "Failed to resolve dependencies for",
        "error: The current Python version",
        "error: The build backend returned",
    ],
    read,
};

static UV: Tool = Tool::new("uv", "dependencies", WORDINGS);
static REASON: Pattern = Pattern::new(r"^\s*(?:╰─▶|├─▶|Caused by:|cause:) ");

/// Where the tree begins to explain.
fn because(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 4)).find(|&at| REASON.is_match(&log.text(at)))
}

/// The last branch of the tree.
fn reason(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let last = (at + 1..end.min(at + 60)).take_while(|&at| !log.has_tag(at)).filter(|&at| REASON.is_match(&log.text(at))).last();
    last.or_else(|| caused_by(log, at, end.min(at + 60)))
}

/// What the build backend printed, else the last branch.
fn backend(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    let close = (at + 1..end).find(|&at| log.has_tag(at) || log.text(at).trim_start().starts_with("hint: ")).unwrap_or(end);
    let open = (at + 1..close).find(|&at| log.text(at).trim() == "[stderr]");
    let told = open.and_then(|open| telling(log, open + 1..close, |text| Some(text))).filter(|(_, depth)| *depth == Depth::Why);
    told.map(|(line, _)| line).or_else(|| reason(log, at, close))
}

const WORDINGS: &[Wording] = &[
    Wording::why("Requirements conflict", r"^(?:× |error: )?(?<message>No solution found when resolving .*)").deeper(because),
    Wording::why("The lockfile does not match pyproject.toml", r"^error: (?<message>The lockfile at `uv\.lock` needs to be updated.*|Unable to find lockfile at .*)"),
    Wording::why("A command does not exist", r"^error: (?<message>Failed to spawn: `?(?<command>[^`]+)`?.*)"),
    Wording::why("There is no virtual environment", r"^error: (?<message>No virtual environment found.*)"),
    Wording::why("There is no such Python", r"^error: (?<message>No interpreter found .*|The (?:interpreter at|Python request|requested interpreter|current Python version).*)"),
    Wording::why("A package could not be built", r"^(?:× |error: )?(?<message>Failed to build `(?<package>[^`]+)`.*|The build backend returned an error)").deeper(backend),
    Wording::why("A package could not be downloaded", r"^(?:× |error: )?(?<message>Failed to (?:download `(?<package>[^`]+)`.*|download .*|fetch: `(?<url>[^`]+)`.*|prepare distributions.*))").deeper(reason),
    Wording::why("A Python could not be downloaded", r"^error: (?<message>Error while fetching remote python downloads json from .*)"),
    Wording::why("The network failed", r"^error: (?<message>Request failed after .*)").deeper(reason),
    Wording::why("A file cannot be read", r"^error: (?<message>Failed to parse:? .*)").deeper(reason),
    Wording::why("The project does not define it", r"^error: (?<message>(?:Group|Extra) `(?<name>[^`]+)` .*|No `(?:project`|pyproject\.toml`).*)"),
    Wording::why("uv failed", r"^(?:× |error: )(?<message>(?:Distribution not found at|Failed to install:|Failed to determine|Failed to resolve dependencies for) .*)").deeper(reason),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    UV.read(log, lines)
}
