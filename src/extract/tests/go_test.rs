//! `go test`, plain, with `-v`, with `-json`, and through gotestsum.

use serde::Deserialize;

use super::go_walk::{Line, walk};
use super::lines::{Lines, Prefix};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor =
    Extractor { name: "go-test", literals: &["--- FAIL: ", "=== FAIL: ", "FAIL\t", "FAIL\\t", "panic: test timed out after "], read };

/// A line that only `go test` prints, with what may stand before it.
static OWN: Pattern =
    Pattern::new(r"^(?<prefix>.*?)(?:    )*(?:--- FAIL: \S+ \(|=== FAIL: \S+ |FAIL\t\S+(?:\t| \[)|panic: test timed out after )");

/// Output of a test stands above the line that says it failed, under `-v`.
const BEFORE: usize = 4_000;
/// Below the first failure, the rest of what a step printed.
const REACH: usize = 20_000;

/// One line of `-json`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    #[serde(default)]
    package: String,
    #[serde(default)]
    output: String,
}

/// One value a step.
fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    let mut rest = marks;
    while let Some(&first) = rest.first() {
        let step = log.step_of(first);
        let in_step = rest.iter().take_while(|&&at| log.step_of(at) == step).count();
        reads.extend(step_report(log, &rest[..in_step]));
        rest = &rest[in_step..];
    }
    reads
}

fn step_report(log: &JobLog, marks: &[usize]) -> Option<Read> {
    let first = *marks.first()?;
    let text = log.text(first);
    let json = text.contains("\"Action\":\"output\"");
    let prefix = match OWN.captures(&text) {
        Some(found) if !json => Prefix::of(&found["prefix"]),
        _ => Prefix::of(""),
    };
    let start = log.step_of(first).map_or(0, |step| log.steps[step].lines.start).max(first.saturating_sub(BEFORE));
    let last = (*marks.last()? + 200).min(first + REACH);
    let lines = Lines::of(log, start..last, &prefix);
    if !json {
        return walk(&lines.range().map(|at| Line { at, text: lines.get(at) }).collect::<Vec<_>>());
    }
    let events: Vec<(usize, Event)> = lines
        .range()
        .filter_map(|at| Some((at, serde_json::from_str::<Event>(lines.get(at)).ok().filter(|event| !event.output.is_empty())?)))
        .collect();
    let mut sorted: Vec<&(usize, Event)> = events.iter().collect();
    // Packages run side by side.
    sorted.sort_by_key(|(_, event)| event.package.as_str());
    walk(&sorted.into_iter().map(|(at, event)| Line { at: *at, text: event.output.trim_end() }).collect::<Vec<_>>())
}
