//! Bats, as TAP and as it prints on a terminal.

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "bats", literals: &["in test file "], read };

static IN_FILE: Pattern = Pattern::new(
    r"^(?<prefix>.*?)(?:# {1,2}|   ?)\(?(?:in test|.*, in test|from function .* in) file (?<path>\S+?), line (?<line>\d+)\)?,?$",
);
static NAMED: Pattern = Pattern::new(r"^.*?(?:not ok \d+ |[✗✘] )(?<name>\S.*?)(?: in \d+ms| \[\d+\])?$");
static FAILED: Pattern = Pattern::new(r"^[# ]+(?<message>`.*' failed.*)$");

/// An entry's name stands a few lines above its place, its command below.
const NEAR: usize = 8;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut failed: Vec<(Option<usize>, Failed)> = Vec::new();
    for &at in marks {
        let text = log.text(at);
        let Some(found) = IN_FILE.captures(&text) else { continue };
        let lines = Lines::around(log, at, at.saturating_sub(NEAR)..at + NEAR, &Prefix::of(&found["prefix"]));
        let Some((head, name)) =
            (lines.range().start..at).rev().find_map(|line| Some((line, NAMED.captures(lines.get(line))?["name"].to_owned())))
        else {
            continue;
        };
        let line = (at + 1..lines.end()).find(|&line| FAILED.is_match(lines.get(line)));
        let message = line.and_then(|line| Some(FAILED.captures(lines.get(line))?["message"].to_owned()));
        failed.push((log.step_of(at), Failed { test: TestFailure { id: name, message, place: place(&found) }, head, line }));
    }
    let mut reads = Vec::new();
    while let Some((step, _)) = failed.first() {
        let step = *step;
        let rest = failed.iter().position(|(other, _)| *other != step).unwrap_or(failed.len());
        let tests: Vec<Failed> = failed.drain(..rest).map(|(_, failed)| failed).collect();
        let (start, count) = (tests[0].head, tests.len() as u64);
        let end = tests.last().map_or(start, |last| last.line.unwrap_or(last.head)) + NEAR;
        reads.extend(Report::new(start..end, tests).count("failed", Some(count)).read());
    }
    reads
}
