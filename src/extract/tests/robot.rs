//! Robot Framework: tests and suites that failed on the console, and their messages.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "robot", literals: &["| FAIL |", "FAIL: "], read };

static VERBOSE: Pattern = Pattern::new(r"^(?<name>\S.*?)\s*\| FAIL \|$");
static DOTTED: Pattern = Pattern::new(r"^FAIL: (?<name>\S.*)$");
static COUNT: Pattern = Pattern::new(
    r"^(?:\d+ critical tests?, .*|(?<tests>\d+) tests?(?: total)?, (?<passed>\d+) passed, (?<failed>\d+) failed(?:, (?<skipped>\d+) skipped)?)$",
);
static RULE: Pattern = Pattern::new(r"^[-=]{20,}$");
/// A name of a suite: its dotted path, on the rule's lines above and below.
static SETUP: Pattern = Pattern::new(r"^(?:Suite|Parent suite) (?:setup|teardown) failed:?$");

/// The dotted console counts below its list.
const BELOW: usize = 20;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let mut failed: Vec<Failed> = Vec::new();
        let mut counts = None;
        let mut last = marked[0];
        for &at in marked {
            let text = log.text(at);
            // Columns are no lead.
            let own = if VERBOSE.is_match(&text) { text.as_ref() } else { bare(&text) };
            let Some(found) =
                VERBOSE.captures(own).or_else(|| DOTTED.captures(own).filter(|_| RULE.is_match(bare(&log.text(at.saturating_sub(1))))))
            else {
                continue;
            };
            let lines = Lines::of(log, at..at + 40, &Prefix::of(&text[..text.len() - own.len()]));
            let end = (at + 1..lines.end()).find(|&next| RULE.is_match(lines.get(next))).unwrap_or(lines.end());
            last = end;
            if let Some(line) = (at + 1..end).find(|&line| COUNT.is_match(lines.get(line))) {
                // A suite counts its tests, and may say why it failed itself.
                counts = COUNT
                    .captures(lines.get(line))
                    .map(|found| (number(&found, "failed"), number(&found, "passed"), number(&found, "skipped")));
                continue;
            }
            // unittest heads its failures alike, with a rule below.
            let Some(told) = lines.filled(at + 1..end) else { continue };
            let mut line = Some(told);
            if let Some(setup) = line.filter(|&line| SETUP.is_match(lines.get(line))) {
                line = lines.filled(setup + 1..end).or(line);
            }
            let message = line.map(|line| lines.get(line).trim().to_owned());
            let name = found["name"].split(" :: ").next().unwrap_or_default().trim().to_owned();
            failed.push(Failed { test: TestFailure { id: name, message, ..TestFailure::default() }, head: at, line });
        }
        let Some(first) = failed.first().map(|first| first.head) else { continue };
        let below = || (last..(last + BELOW).min(log.len())).find(|&at| COUNT.is_match(bare(&log.text(at))));
        if counts.is_none()
            && let Some(at) = below()
        {
            last = at;
            counts = COUNT
                .captures(bare(&log.text(at)))
                .map(|found| (number(&found, "failed"), number(&found, "passed"), number(&found, "skipped")));
        }
        let report = Report::new(first..last + 1, failed);
        let report = match counts {
            Some((failures, passed, skipped)) => report.count("failed", failures).count("passed", passed).count("skipped", skipped),
            None => report.unfinished(),
        };
        reads.extend(report.read());
    }
    reads
}
