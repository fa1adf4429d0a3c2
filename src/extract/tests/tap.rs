//! The Test Anything Protocol: tape, node-tap, AVA and others, and Node's own runner, whose spec reporter prints otherwise.

use std::collections::HashSet;
use std::ops::Range;

use super::entries::{Entries, Told};
use super::javascript::frame;
use super::lines::Lines;
use super::report::{Failed, place};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "tap", literals: &["not ok "], read };

static HEADS: [Pattern; 1] = [Pattern::new(r"^\s*not ok \d+(?:\s+-)?\s+(?<name>[^\s#].*?)(?:\s+# (?i:time|duration).*)?\s*$")];
static STOPS: [Pattern; 2] =
    [Pattern::new(r"^\s*(?:not )?ok \d+\b"), Pattern::new(r"^\s*(?:# Subtest: .*|\.\.\.|\d+\.\.\d+.*|# tests \d+)$")];
static COUNTS: [Pattern; 2] = [
    Pattern::new(
        r"^# (?:pass\s+(?<passed>\d+)|fail(?:ed)?\s+(?<failed>\d+)(?: tests?| of \d+ tests?)?|skip(?:ped)?:?\s+(?<skipped>\d+))\s*$",
    ),
    Pattern::new(r"^# \{ total: \d+, pass: (?<passed>\d+), fail: (?<failed>\d+)"),
];
/// Those are no failures.
static EXPECTED: Pattern = Pattern::new(r"(?i)\s# (?:todo|skip)\b");

/// A key of the block below a test.
static KEY: Pattern = Pattern::new(
    r"^\s*(?<key>error|message|found|wanted|expected|actual|operator|at|location|name|failureType|exitCode|signal|compare|assertion|diff):(?: (?<value>.*))?$",
);
static AT: Pattern = Pattern::new(r"(?<path>(?:file://)?[^\s():'\x22]+\.\w+):(?<line>\d+)(?::(?<column>\d+))?\)?'?$");
/// Frames of a block have no `at`.
static BARE_FRAME: Pattern =
    Pattern::new(r"^\s+(?:at )?(?:.*\()?(?:file://)?(?<path>/?[^\s():]+\.[cm]?[jt]sx?):(?<line>\d+):(?<column>\d+)\)?$");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, stops: &STOPS, counts: &COUNTS, ..Entries::PLAIN };

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    read_of(log, marks, false)
}

/// Of Node's runner, or of all others.
pub(super) fn read_of(log: &JobLog, marks: &[usize], node: bool) -> Vec<Read> {
    let mut reads = Vec::new();
    for mut report in ENTRIES.reports(log, marks) {
        report.failed.retain(|failed| {
            let text = log.text(failed.head);
            !EXPECTED.is_match(&text) && !matches!(failed.test.message.as_deref(), Some(SUITE | BATS))
        });
        // A test around others that failed says no more than they do.
        let indent = |failed: &Failed| log.text(failed.head).len() - log.text(failed.head).trim_start().len();
        let inside = (1..report.failed.len()).filter(|&at| indent(&report.failed[at - 1]) > indent(&report.failed[at]));
        let around: HashSet<usize> = inside.map(|at| report.failed[at].head).collect();
        report.failed.retain(|failed| failed.line.is_some() || !around.contains(&failed.head));
        let by_node = report.failed.iter().any(|failed| is_node(log, failed.head));
        if by_node == node {
            reads.extend(report.read());
        }
    }
    reads
}

const SUITE: &str = "subtests failed";
const BATS: &str = "bats";

fn is_node(log: &JobLog, head: usize) -> bool {
    (head + 1..head + 8).any(|at| log.text(at).contains("failureType:"))
}

/// What the block below a test says: its error, or what was expected and what came.
fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, test: &TestFailure) -> Option<Told> {
    // Values by themselves are quoted with the name above them.
    let head = range.start.saturating_sub(1);
    let mut block = Block::default();
    let mut frames = Place::default();
    for at in range.clone() {
        let text = lines.get(at);
        if text.contains("# (in test file ") || text.contains("# (from function ") {
            return Some(Told { line: at, message: BATS.to_owned(), place: Place::default() });
        }
        if let Some(found) = KEY.captures(text) {
            let value = found.name("value").map_or("", |value| value.as_str().trim());
            block.take(&found["key"], value, at, lines);
        } else if frames.path.is_none() {
            let own = frame(text).or_else(|| BARE_FRAME.captures(text).map(|found| place(&found)));
            frames = own
                .filter(|place| place.path.as_deref().is_some_and(|path| !path.contains("node_modules/") && !path.starts_with("node:")))
                .unwrap_or_default();
        }
    }
    if block.is_suite {
        return Some(Told { line: range.start, message: SUITE.to_owned(), place: Place::default() });
    }
    let place = if frames.path.is_some() { frames } else { block.place };
    let own = block.message.filter(|(_, message)| !message.is_empty() && *message != test.id && message != "test failed");
    let values = block.expected.zip(block.actual);
    let (line, message) = match (own, values) {
        (Some((line, message)), Some(((_, expected), (_, actual))))
            if !message.contains(&expected) && expected.len() + actual.len() < 80 =>
        {
            (line, format!("{message}: expected {expected}, got {actual}"))
        }
        (Some(own), _) => own,
        (None, Some(((line, expected), (_, actual)))) => {
            let operator = block.operator.map(|(_, operator)| format!("{operator}: ")).unwrap_or_default();
            (line.min(head), format!("{operator}expected {expected}, got {actual}"))
        }
        (None, None) => match block.diff.or(block.operator.map(|(line, operator)| (line, format!("{operator} failed")))) {
            Some((line, message)) => (line.min(head), message),
            None => return comment(lines, range, place),
        },
    };
    Some(Told { line, message, place })
}

/// Below a test without a block, a comment may say what is wrong.
fn comment(lines: &Lines<'_>, range: Range<usize>, place: Place) -> Option<Told> {
    let line = range.into_iter().find(|&at| {
        let text = lines.get(at).trim_start();
        text.starts_with("# ") && !text.trim_start_matches(['#', ' ']).is_empty() && !text.contains("Failed test")
    })?;
    Some(Told { line, message: lines.get(line).trim_start_matches(['#', ' ']).trim_end().to_owned(), place })
}

#[derive(Default)]
struct Block {
    message: Option<(usize, String)>,
    expected: Option<(usize, String)>,
    actual: Option<(usize, String)>,
    operator: Option<(usize, String)>,
    diff: Option<(usize, String)>,
    place: Place,
    is_suite: bool,
}

impl Block {
    fn take(&mut self, key: &str, value: &str, at: usize, lines: &Lines<'_>) {
        let told = || said(value, at, lines);
        match key {
            "error" | "message" if self.message.is_none() => self.message = told(),
            "expected" | "wanted" if self.expected.is_none() && !value.is_empty() => self.expected = told(),
            "actual" | "found" if self.actual.is_none() && !value.is_empty() => self.actual = told(),
            "operator" | "compare" | "assertion" if self.operator.is_none() => self.operator = Some((at, unquoted(value).to_owned())),
            "at" | "location" if self.place.path.is_none() => {
                self.place = AT.captures(unquoted(value)).map(|found| place(&found)).unwrap_or_default();
                if let Some(path) = &mut self.place.path {
                    *path = path.trim_start_matches("file://").to_owned();
                }
            }
            "diff" => self.diff = diff(at, lines),
            "failureType" => self.is_suite |= unquoted(value) == "subtestsFailed",
            _ => {}
        }
    }
}

/// The lines of a difference that differ.
fn diff(at: usize, lines: &Lines<'_>) -> Option<(usize, String)> {
    let differs = |text: &str| text.starts_with(['-', '+']) && !text.starts_with("---") && !text.starts_with("+++");
    let found: Vec<(usize, &str)> = (at + 1..at + 20)
        .map(|at| (at, lines.get(at).trim()))
        .take_while(|(_, text)| !text.is_empty() && *text != "...")
        .filter(|(_, text)| differs(text))
        .take(4)
        .collect();
    Some((found.first()?.0, found.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ")))
}

/// A value, which may stand on the lines below.
fn said(value: &str, at: usize, lines: &Lines<'_>) -> Option<(usize, String)> {
    if !matches!(value, "|-" | "|" | ">-" | ">" | "|2-" | "") {
        return Some((at, unquoted(value).to_owned()));
    }
    let indent = |text: &str| text.len() - text.trim_start().len();
    let depth = indent(lines.get(at));
    let below = (at + 1..at + 12).take_while(|&next| lines.get(next).trim().is_empty() || indent(lines.get(next)) > depth);
    let parts: Vec<(usize, &str)> = below.map(|next| (next, lines.get(next).trim())).filter(|(_, text)| !text.is_empty()).collect();
    let (first, text) = *parts.first()?;
    if text.ends_with(':') {
        return Some((first, parts.iter().take(2).map(|(_, text)| *text).collect::<Vec<_>>().join(" ")));
    }
    Some((first, text.to_owned()))
}

fn unquoted(value: &str) -> &str {
    let value = value.trim_end_matches(',');
    let quoted = value.len() > 1 && (value.starts_with('\'') && value.ends_with('\'') || value.starts_with('"') && value.ends_with('"'));
    if quoted { &value[1..value.len() - 1] } else { value }
}
