//! pnpm: ` ERR_PNPM_<CODE>  message`; since version 11 with brackets around the code.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::wording::{Tool, Wording, bare, next_line};
use crate::log::JobLog;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "pnpm", literals: &["ERR_PNPM_", "ELIFECYCLE"], read };

static PNPM: Tool = Tool::new("pnpm", "dependencies", WORDINGS).reading_on(12);

/// The first peer in the tree that follows.
fn peer(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 40)).find(|&at| log.text(at).contains("✕ "))
}

/// `Got: v16.20.0`, behind the version that is asked for.
fn got(log: &JobLog, at: usize, end: usize) -> Option<usize> {
    (at + 1..end.min(at + 10)).find(|&at| bare(&log.text(at)).starts_with("Expected version:")).or_else(|| next_line(log, at, end))
}

const WORDINGS: &[Wording] = &[
    Wording::why(
        "The lockfile does not match package.json",
        r"^\[?(?<code>ERR_PNPM_(?:OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH|FROZEN_LOCKFILE_WITH_OUTDATED_LOCKFILE|LOCKFILE_MISSING_DEPENDENCY))\]?\s+(?<message>.*)",
    ),
    Wording::why("Peer dependencies conflict", r"^\[?(?<code>ERR_PNPM_PEER_DEP_ISSUES)\]?\s+(?<message>.*)").deeper(peer),
    Wording::why("The version of Node.js or pnpm is not supported", r"^\[?(?<code>ERR_PNPM_UNSUPPORTED_ENGINE)\]?\s+(?<message>.*)")
        .deeper(got),
    Wording::why(
        "A version of a package does not exist",
        r"^\[?(?<code>ERR_PNPM_NO_MATCHING_VERSION\w*)\]?\s+(?<message>.*? for (?<package>@?[^@\s]+).*)",
    ),
    Wording::why("A package does not exist", r"^\[?(?<code>ERR_PNPM_FETCH_404)\]?\s+(?<message>(?:GET (?<url>[^\s:]+:[^\s:]+))?.*)"),
    Wording::why("The registry refused", r"^\[?(?<code>ERR_PNPM_FETCH_40[13])\]?\s+(?<message>(?:GET (?<url>[^\s:]+:[^\s:]+))?.*)"),
    Wording::why(
        "The registry could not be reached",
        r"^\[?(?<code>ERR_PNPM_(?:FETCH_\d+|META_FETCH_FAIL|REQUEST_TIMEOUT))\]?\s+(?<message>.*)",
    ),
    Wording::why("A script does not exist", r"^\[?(?<code>ERR_PNPM_NO_SCRIPT\w*)\]?\s+(?<message>.*)"),
    Wording::that(
        "A script of a package failed",
        r"^\[?(?<code>ERR_PNPM_(?:RECURSIVE_(?:RUN|EXEC)_FIRST_FAIL|RECURSIVE_FAIL))\]?\s+(?<message>.*)",
    ),
    Wording::why("pnpm failed", r"^\[?(?<code>ERR_PNPM_[A-Z0-9_]+)\]?\s+(?<message>\S.*)"),
    Wording::that("A pnpm script failed", r"^(?:\S+ [\w:-]+: )?\[?(?<code>ELIFECYCLE)\]?\s+(?<message>(?:Command|Test) failed.*)"),
];

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let own = |at: &usize| !log.text(*at).contains("npm ERR!") && !log.text(*at).contains("npm error");
    let lines: Vec<usize> = lines.iter().copied().filter(own).collect();
    PNPM.read(log, &lines)
}
