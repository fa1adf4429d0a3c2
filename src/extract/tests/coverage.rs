//! Coverage below what a project demands of itself, as each tool words it: told apart from failed tests, which lower it, too.

use super::report::runner_failure;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::model::Confidence;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "coverage",
    literals: &[
        // pytest-cov, coverage.py
        "Required test coverage of ",
        "Coverage failure: total of ",
        // Jest, Vitest, nyc
        " does not meet ",
        " coverage threshold for ",
        // ExUnit
        "Coverage test failed, threshold not met",
        // SimpleCov
        "is below the expected minimum coverage",
        // JaCoCo
        "ratio is ",
        // Infection
        "MSI percentage should be ",
        // c8, tarpaulin and others word it alike.
        "Coverage is below the ",
        // interrogate
        "RESULT: FAILED (minimum: ",
    ],
    read,
};

static SHORT: Pattern = Pattern::new(
    r"(?x)
    FAIL\ Required\ test\ coverage\ of\ .*\ not\ reached
    | Coverage\ failure:\ total\ of
    | (?: Jest | ERROR ):\ .*(?:overage|threshold).*\ does\ not\ meet\ .*threshold | ERROR:\ Coverage\ for\ .*\ does\ not\ meet
    | Jest:\ .*\ coverage\ threshold\ for\ .*\ not\ met | ^Coverage\ test\ failed,\ threshold\ not\ met
    | overage\ \([\d.]+%\)\ is\ below\ the\ expected\ minimum\ coverage
    | The\ minimum\ required\ (?:Covered\ Code\ )?MSI\ percentage\ should\ be\ .*,\ but\ actual\ is
    | Rule\ violated\ for\ .*\ ratio\ is\ .*,\ but\ expected\ (?: minimum | maximum )
    | RESULT:\ FAILED\ \(minimum:\ [\d.]+%,\ actual:
    | ^\s*(?:Error:\ )?Coverage\ is\ below\ the\ (?: threshold | failing\ threshold | minimum )",
);
/// Failed tests, as most runners count them.
static FAILED: Pattern =
    Pattern::new(r"(?i)\b[1-9]\d* (?:failed|failing|failures?|errors?)\b|<<< (?:FAILURE|ERROR)!|(?:Failures|Errors): [1-9]");

/// Where the runner's own count may stand.
const NEAR: usize = 300;

/// One value a step: the last line, which is the tool's final word.
fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads: Vec<(Option<usize>, Read)> = Vec::new();
    for &at in marks {
        let text = log.text(at);
        if !SHORT.is_match(&text) {
            continue;
        }
        let step = log.step_of(at);
        let bounds = step.map_or(0..log.len(), |step| log.steps[step].lines.clone());
        let near = bounds.start.max(at.saturating_sub(NEAR))..bounds.end.min(at + NEAR / 10);
        let failed = near.into_iter().any(|line| line != at && !log.is_echo(line) && FAILED.is_match(&log.text(line)));
        let message = text.trim().trim_start_matches("##[error]");
        let (title, what) = if message.contains("MSI percentage") {
            ("The mutation score is below its threshold", "Too few mutants were killed")
        } else {
            ("Coverage is below its threshold", "Coverage is too low")
        };
        let mut read = runner_failure(at, at..at + 1, title, format!("{what}: {}.", quote(message)));
        if failed {
            read.confidence = Confidence::Low;
        }
        match reads.last_mut() {
            Some((known, last)) if *known == step => *last = read,
            _ => reads.push((step, read)),
        }
    }
    reads.into_iter().map(|(_, read)| read).collect()
}
