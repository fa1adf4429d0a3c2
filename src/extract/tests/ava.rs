//! AVA: its own reporter; its TAP is read with all TAP.

use std::ops::Range;

use super::entries::{Entries, Told};
use super::javascript::first_frame;
use super::lines::Lines;
use super::report::{Report, place};
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::TestFailure;
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "ava", literals: &["  ✖ ", "  ✘ [fail]: "], read };

/// The list of tests as they end; below the rule each is told.
static LISTED: Pattern = Pattern::new(r"^  (?:✖|✘ \[fail\]:) (?<name>\S.*?)\s*$");
static RULE: Pattern = Pattern::new(r"^  ─+$");
static HEADS: [Pattern; 1] = [Pattern::new(r"^  (?<name>\S.*?)\s*$")];
static PLACE: Pattern = Pattern::new(r"^  (?:› .*?)?(?:file://)?(?<path>[^\s:()]+\.\w+):(?<line>\d+)(?::(?<column>\d+))?\)?$");
static COUNT: Pattern = Pattern::new(r"^  (?<failed>\d+) (?:tests? failed|uncaught exceptions?|unhandled rejections?|tests? remained)");
/// Lines that are not what is wrong.
static SOURCE: Pattern =
    Pattern::new(r"^\s*\d+: |^\s*$|^  (?:Difference|Error thrown in test|Value is not|Rejected promise returned|Timeout)");
static ERROR: Pattern = Pattern::new(r"^  (?:message: (?<message>.*?),?|(?<name>\w*(?:Error|Exception)): (?<said>.*))$");

static ENTRIES: Entries = Entries { heads: &HEADS, tell, ..Entries::PLAIN };

const REACH: usize = 4_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let names: Vec<(usize, String)> =
            marked.iter().filter_map(|&at| Some((at, LISTED.captures(bare(&log.text(at)))?["name"].to_owned()))).collect();
        let Some(&(last, _)) = names.last() else { continue };
        let text = log.text(last);
        let prefix = super::lines::Prefix::of(&text[..text.len() - bare(&text).len()]);
        let lines = Lines::of(log, last..last + REACH, &prefix);
        let Some(rule) = (last..lines.end().min(last + 40)).find(|&at| RULE.is_match(lines.get(at))) else { continue };
        let end = (rule + 1..lines.end()).find(|&at| COUNT.is_match(lines.get(at)));
        let stop = end.unwrap_or(lines.end());
        // A title on its own line, of those in the list, which may have a message behind it there.
        let heads: Vec<(usize, &String)> = (rule + 1..stop)
            .filter(|&at| lines.get(at - 1).trim().is_empty() && lines.get(at + 1).trim().is_empty())
            .filter_map(|at| {
                let title = lines.get(at).trim();
                names
                    .iter()
                    .find(|(_, name)| name.starts_with(title) && lines.get(at).starts_with("  "))
                    .map(|(_, name)| (at, name))
                    .filter(|_| !title.is_empty())
            })
            .collect();
        let mut failed = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (index, &(at, _)) in heads.iter().enumerate() {
            let title = lines.get(at).trim().to_owned();
            if !seen.insert(title.clone()) || heads[..index].iter().any(|&(earlier, _)| at < earlier + 3) {
                continue;
            }
            let next = heads.get(index + 1).map_or(stop, |&(next, _)| next);
            let mut test = TestFailure { id: title, ..TestFailure::default() };
            let told = tell(&ENTRIES, &lines, at + 1..next, &test);
            let line = told.as_ref().map(|told| told.line);
            if let Some(told) = told {
                (test.message, test.place) = (Some(told.message), told.place);
            }
            failed.push(super::report::Failed { test, head: at, line });
        }
        let count = end.and_then(|at| COUNT.captures(lines.get(at))?["failed"].parse().ok());
        reads.extend(Report::new(names[0].0..stop + 1, failed).count("failed", count).read());
    }
    reads
}

/// A message of the test's own, what an error says, or the difference.
fn tell(_: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let mut at = range.clone().find_map(|at| PLACE.captures(lines.get(at)).map(|found| place(&found))).unwrap_or_default();
    if let Some(frame) = first_frame(lines, range.start, range.end) {
        at = frame;
    }
    let error = range.clone().find_map(|at| {
        let found = ERROR.captures(lines.get(at).trim_end()).or_else(|| ERROR.captures(lines.get(at).strip_prefix("  ")?))?;
        let said = found.name("said").or(found.name("message"))?.as_str().trim_matches('\'').replace("\\'", "'");
        Some((at, found.name("name").map_or(said.clone(), |name| format!("{}: {said}", name.as_str()))))
    });
    if let Some((line, message)) = error {
        return Some(Told { line, message, place: at });
    }
    let differs = |text: &str| text.starts_with("  -") || text.starts_with("  +");
    let changes: Vec<usize> = range.clone().filter(|&at| differs(lines.get(at))).take(4).collect();
    // Below its title stand the values, with what did not change.
    let difference = range.clone().find(|&at| lines.get(at).starts_with("  Difference")).unwrap_or(range.end);
    let own = (range.start..difference).find(|&at| {
        let text = lines.get(at);
        !SOURCE.is_match(text)
            && !PLACE.is_match(text)
            && !differs(text)
            && text.contains(char::is_alphabetic)
            && text.starts_with("  ")
            && changes.first().is_none_or(|&first| at <= first)
    });
    let change = changes.iter().map(|&at| lines.get(at).split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(", ");
    let (line, message) = match (own, changes.first()) {
        (Some(own), Some(_)) => (own, format!("{}: {change}", lines.get(own).trim())),
        (Some(own), None) => (own, lines.get(own).trim().to_owned()),
        (None, Some(&first)) => (first, change),
        (None, None) => return None,
    };
    Some(Told { line, message, place: at })
}
