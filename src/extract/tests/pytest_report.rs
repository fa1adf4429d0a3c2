//! One report of pytest, from its first section to its count.

use std::path::Path;

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, place};
use crate::extract::extractor::Read;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::Pattern;

static SECTION: Pattern = Pattern::new(r"^={2,} (.+?) =+$");
static BLOCK: Pattern = Pattern::new(r"^_+ ([^_\s].*?|_[^_ ].*?|__\w.*?) _+$");
static AT_PHASE: Pattern = Pattern::new(r"^ERROR (?:at \w+ of|collecting) (.+)$");
static CAPTURED: Pattern = Pattern::new(r"^-{3,} Captured .* -{3,}$");
static RAISED: Pattern = Pattern::new(r"^E(?: {2,}(.*))?$");
/// As Python prints it: `--tb=native`, `--tb=line`, exception groups.
static EXCEPTION: Pattern = Pattern::new(
    r"^(?: *\| )?((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Warning|Exit|Interrupt|Failed|Group|Timeout)\b(?:: .*)?|[\w.]+Exception: .*)$",
);
static IN_FILE: Pattern = Pattern::new(r"^(?<path>[^\s:]+\.\w+):(?<line>\d+):?(?: (?<rest>.*))?$");
static FRAME: Pattern = Pattern::new(r#"^\s*File "(?<path>[^"]+)", line (?<line>\d+)"#);
static SYNTAX: Pattern = Pattern::new(r"^(?:Syntax|Indentation|Tab)Error: ");
static CRASHED: Pattern = Pattern::new(r"^worker '.*' crashed while running '(.+)'$");
/// What stands before the line on which a doctest differs.
static DOCTEST: Pattern = Pattern::new(r"^(?:Got:|Differences \(.*\):)$");
static SUMMARY: Pattern = Pattern::new(r"^(FAILED|ERROR|SUBFAIL(?:ED)?(?:\(.*?\)|\[.*?\])*) (\S.*)$");
static TOTALS: Pattern = Pattern::new(r"^(?:=+ )?(?:no tests ran|\d+ \w+)(?:, \d+ \w+)* in [\d.:]+ ?s(?:econds)?(?: \([\d:]+\))?(?: =+)?$");
static COUNT: Pattern = Pattern::new(r"^(\d+) (failed|passed|skipped|errors?|xfailed|xpassed|rerun)$");

/// A report is longer than this only where its tests print a lot; then its tail is given up.
const REACH: usize = 20_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Errors,
    Failures,
    Summary,
    Other,
}

/// What a section says of one test.
struct Block {
    failed: Failed,
    /// The test's own file: the one its traceback begins in, unless another is called a test.
    origin: Option<String>,
}

/// What is gathered on the way through a report.
#[derive(Default)]
struct Gathered {
    errors: Vec<Block>,
    failures: Vec<Block>,
    summary: Vec<Failed>,
    totals: Option<String>,
}

/// The report whose first section begins at a line; where nothing failed in it, the line where it ends.
pub(super) fn report(log: &JobLog, start: usize, prefix: &Prefix) -> Result<Read, usize> {
    let lines = Lines::of(log, start..start + REACH, prefix);
    let mut all = Gathered::default();
    let mut section = Section::Other;
    let mut quiet = false;
    let mut end = lines.end();
    for at in lines.range() {
        let text = lines.get(at);
        if text.starts_with('=') && text.contains(" test session starts ") || text.starts_with("##[group]Run ") {
            end = at;
            break;
        }
        if TOTALS.is_match(text) {
            all.totals = Some(text.trim_matches(['=', ' ']).to_owned());
            end = at + 1;
            break;
        }
        if let Some(header) = SECTION.captures(text) {
            section = match &header[1] {
                "ERRORS" => Section::Errors,
                "FAILURES" => Section::Failures,
                "short test summary info" => Section::Summary,
                _ => Section::Other,
            };
            quiet = false;
            continue;
        }
        match section {
            Section::Errors => block_line(&mut all.errors, &mut quiet, &lines, at),
            Section::Failures => block_line(&mut all.failures, &mut quiet, &lines, at),
            Section::Summary => all.summary.extend(summary_line(text, at)),
            Section::Other => {}
        }
    }
    let totals = all.totals.take();
    let count = |what: &str| totals.as_deref().and_then(|totals| counted(totals, what));
    if totals.is_some() && count("failed").is_none() && count("error").is_none() {
        return Err(end);
    }
    let mut report = Report::new(start..end, merged(all));
    if totals.is_none() {
        // The head of a log, or a run that was cut off; blocks and summary alone are the runner's word, too.
        report = report.unfinished();
    }
    report
        .count("failed", count("failed"))
        .count("errors", count("error"))
        .count("passed", count("passed"))
        .count("skipped", count("skipped"))
        .read()
        .ok_or(end)
}

/// The number that the totals give for a word, in singular.
fn counted(totals: &str, what: &str) -> Option<u64> {
    let (counts, _) = totals.split_once(" in ")?;
    counts.split(", ").find_map(|count| {
        let found = COUNT.captures(count)?;
        (found[2].trim_end_matches('s') == what).then(|| found[1].parse().ok())?
    })
}

/// A line of a section with one block a test. `quiet`: behind the traceback, in what the test printed.
fn block_line(blocks: &mut Vec<Block>, quiet: &mut bool, lines: &Lines<'_>, at: usize) {
    let text = lines.get(at);
    if let Some(head) = BLOCK.captures(text) {
        let id = AT_PHASE.captures(&head[1]).map_or_else(|| head[1].to_owned(), |phase| phase[1].to_owned());
        let test = TestFailure { id, ..TestFailure::default() };
        blocks.push(Block { failed: Failed { test, head: at, line: None }, origin: None });
        *quiet = false;
        return;
    }
    let Some(block) = blocks.last_mut().filter(|block| !block.failed.test.id.is_empty()) else {
        // `--tb=line` has no blocks, only lines.
        if let Some(found) = IN_FILE.captures(text)
            && let Some(message) = found.name("rest").filter(|rest| is_python(&found["path"]) && !rest.as_str().starts_with("in "))
        {
            let test = TestFailure { id: String::new(), message: Some(message.as_str().to_owned()), place: place(&found) };
            blocks.push(Block { origin: test.place.path.clone(), failed: Failed { test, head: at, line: Some(at) } });
        }
        return;
    };
    *quiet |= CAPTURED.is_match(text);
    if !*quiet {
        block.take(lines, at);
    }
}

impl Block {
    /// A line of the traceback. Of chained exceptions the last counts.
    fn take(&mut self, lines: &Lines<'_>, at: usize) {
        let text = lines.get(at);
        let message = if let Some(raised) = RAISED.captures(text) {
            let raised = raised.get(1).map_or("", |text| text.as_str());
            // A syntax error is named below its source.
            let first = !RAISED.is_match(lines.get(at - 1)) && !raised.trim().is_empty() || SYNTAX.is_match(raised);
            if let Some(frame) = FRAME.captures(raised) {
                self.failed.test.place = place(&frame);
            }
            first.then_some(raised)
        } else if let Some(found) = IN_FILE.captures(text).or_else(|| FRAME.captures(text)) {
            let found = place(&found);
            let placed = self.failed.test.place.path.is_some();
            if self.origin.is_none() && !is_library(&found) || is_test(&found) && !self.origin.as_deref().is_some_and(names_test) {
                self.origin.clone_from(&found.path);
            }
            if !placed || !is_library(&found) {
                self.failed.test.place = found;
            }
            None
        } else if let Some(crashed) = CRASHED.captures(text) {
            crashed[1].clone_into(&mut self.failed.test.id);
            Some(text)
        } else if self.failed.test.id.starts_with("[doctest]") && DOCTEST.is_match(lines.get(at - 1)) {
            Some(text)
        } else {
            (EXCEPTION.is_match(text) || text.starts_with("[XPASS(strict)]")).then_some(text)
        };
        if let Some(message) = message {
            self.failed.test.message = Some(message.trim_matches([' ', '|']).to_owned());
            self.failed.line = Some(at);
        }
    }
}

fn is_library(place: &Place) -> bool {
    place.path.as_deref().is_none_or(|path| path.contains("site-packages") || path.contains("/lib/python") || path.starts_with('<'))
}

fn is_python(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "py")
}

fn is_test(place: &Place) -> bool {
    place.path.as_deref().is_some_and(names_test)
}

/// As pytest finds test files unless it is told otherwise.
fn names_test(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.starts_with("test_") || name.ends_with("_test.py")
}

/// `FAILED path::test - message`; a parameter may hold ` - `, too.
fn summary_line(text: &str, at: usize) -> Option<Failed> {
    let found = SUMMARY.captures(text)?;
    let rest = found.get(2)?.as_str();
    let bracket = rest.find('[').filter(|&open| rest.find(" - ").is_none_or(|dash| open < dash));
    let (id, message) = match bracket.and_then(|_| rest.find("] - ")) {
        Some(close) => (&rest[..=close], Some(&rest[close + 4..])),
        None if bracket.is_some() && rest.ends_with(']') => (rest, None),
        None => rest.split_once(" - ").map_or((rest, None), |(id, message)| (id, Some(message))),
    };
    let path = id.split("::").next()?.to_owned();
    let is_path = path.contains(['.', '/']) || id.contains("::") || found[1].starts_with("ERROR");
    let test = TestFailure {
        id: id.trim_end().to_owned(),
        message: message.map(|message| message.trim().to_owned()),
        place: Place { path: Some(path), ..Place::default() },
    };
    is_path.then(|| Failed { line: test.message.is_some().then_some(at), test, head: at })
}

/// Blocks under the ids that the summary gives; then what only the summary knows. Errors stand first in the log, but those of teardowns
/// follow from failures.
fn merged(all: Gathered) -> Vec<Failed> {
    let (first, second) = if all.failures.len() >= all.errors.len() { (all.failures, all.errors) } else { (all.errors, all.failures) };
    let mut summary: Vec<Option<Failed>> = all.summary.into_iter().map(Some).collect();
    let mut merged: Vec<Failed> = Vec::with_capacity(summary.len());
    for Block { failed: mut block, origin } in first.into_iter().chain(second) {
        let known = summary.iter_mut().find(|entry| entry.as_ref().is_some_and(|entry| is_same(&block, entry)));
        if let Some(entry) = known.and_then(Option::take) {
            block.test.id = entry.test.id;
            if block.line.is_none() {
                block.test.message = entry.test.message;
                block.line = entry.line;
            }
            block.test.place.path = block.test.place.path.take().or(entry.test.place.path);
        } else if let Some(path) = origin.filter(|path| is_python(path) && !block.test.id.contains("::")) {
            block.test.id = unsummarized(&path, &block.test.id);
        }
        merged.push(block);
    }
    merged.extend(summary.into_iter().flatten());
    merged
}

/// Whether a block, headed `Class.test`, is a summary's `path::Class::test`.
fn is_same(block: &Failed, entry: &Failed) -> bool {
    if block.test.id.is_empty() {
        return entry.test.message.as_deref().is_some_and(|message| Some(message) == block.test.message.as_deref());
    }
    let (path, name) = entry.test.id.split_once("::").unwrap_or((&entry.test.id, ""));
    block.test.id == path || block.test.id == entry.test.id || name.replace("::", ".") == block.test.id
}

/// The id of a test by its file and the name that heads its block, where no summary gives it.
fn unsummarized(path: &str, name: &str) -> String {
    let (function, parameters) = name.split_at(name.find('[').unwrap_or(name.len()));
    if function.is_empty() || name == path { path.to_owned() } else { format!("{path}::{}{parameters}", function.replace('.', "::")) }
}
