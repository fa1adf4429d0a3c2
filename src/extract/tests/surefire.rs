//! Maven's Surefire and Failsafe: tests as they fail, with their stacks, and the results of each module.

use std::collections::HashSet;
use std::ops::Range;

use super::entries::Entries;
use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, runner_failure};
use super::throwable::thrown;
use crate::extract::extractor::{Extractor, Read};
use crate::extract::lead::bare;
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Place, TestFailure};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "surefire",
    literals: &[
        "<<< FAILURE!",
        "<<< ERROR!",
        "Failed tests:",
        "Tests in error:",
        "[ERROR] Failures:",
        "[ERROR] Errors:",
        "Tests run: ",
        "The forked VM terminated without ",
        "There was a timeout in the fork",
        "There was a timeout or other error in the fork",
    ],
    read,
};

/// Level of Maven's log; `Error:  ` is how GitHub's page shows it.
macro_rules! level {
    () => {
        r"^(?:\[(?:ERROR|WARNING|INFO|WARN)\] ?|Error:  )?"
    };
}

/// `testAdd(com.acme.CalcTest)  Time elapsed: 0.01 sec  <<< FAILURE!`, `com.acme.CalcTest.testAdd -- Time elapsed: 0.01 s <<< ERROR!`
static HEADS: [Pattern; 1] = [Pattern::new(concat!(
    level!(),
    r"(?<name>[^\s\[].*?)\s+(?:-- )?Time elapsed: [\d.,]+ s(?:ec)?\s+<<< (?:FAILURE|ERROR)!(?: --? in .*)?\s*$"
))];
static CLASS: Pattern = Pattern::new(concat!(level!(), r"Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+, Time elapsed: "));
/// The class of the tests below.
static CLASS_OF: Pattern = Pattern::new(r"<<< (?:FAILURE|ERROR)!\s+--? in (?<class>[\w.$]+)\s*$");
static SUMMARY: Pattern = Pattern::new(concat!(
    level!(),
    r"Tests run: (?<tests>\d+), Failures: (?<failed>\d+), Errors: (?<errors>\d+), Skipped: (?<skipped>\d+)(?:, Flakes: \d+)?\s*$"
));
static LIST: Pattern =
    Pattern::new(concat!(level!(), r"\s*(?<list>Failed tests|Tests in error|Failures|Errors|Flakes|Flaked tests):\s*(?<first>\S.*)?$"));
static RESULTS: Pattern = Pattern::new(concat!(level!(), r"\s*Results ?:\s*$"));
static RUNNING: Pattern = Pattern::new(concat!(level!(), r"(?:Running (?:[\w$]+\.)*[A-Z][\w$]*\s*$|-{20,}|\s*$)"));
/// Until 2.13: `testAdd(com.acme.CalcTest): expected:<3> but was:<4>`.
static OLD_ITEM: Pattern =
    Pattern::new(r"^\s*(?:Run \d+: )?(?<method>[^\s():]+(?:\[[^\]]*\])?)\((?<class>[\w.$]+)\)(?:: (?<message>.*))?$");
/// `CalcTest.testAdd:12 expected:<3> but was:<4>`, `CalcTest>BaseTest.testAdd:12->check:30 » Arithmetic / by zero`
static ITEM: Pattern = Pattern::new(
    r"^\s+(?:Run \d+: )?(?<class>[\w$]+)(?:>[\w$.]+?)?\.(?<method>[^\s:»]+?(?:\([^)]*\))?(?:\[[^\]]*\])?)(?::(?<line>\d+))?(?:->[\w.$<>]+(?::\d+)?)*(?:\s+(?:» ?)?(?<message>\S.*)?|\s*)$",
);
static CRASHED: Pattern = Pattern::new(
    r"(?<message>The forked VM terminated without (?:properly saying|saying properly) goodbye.*?|There was a timeout (?:or other error )?in the fork.*?)(?: -> \[Help 1\])?$",
);
static OUTCOME: Pattern = Pattern::new(concat!(level!(), r"BUILD (?<outcome>SUCCESS|FAILURE)\s*$"));

static ENTRIES: Entries = Entries { heads: &HEADS, tell: thrown, stops: &[], id, ..Entries::PLAIN };

/// The results of a module stand at most so far below its last test.
const RESULTS_REACH: usize = 3_000;
/// What Maven says in the end, below the results.
const OUTCOME_REACH: usize = 2_000;

fn read(log: &JobLog, marks: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in marks.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let mut found = Vec::new();
        let mut from = 0;
        for (index, &at) in marked.iter().enumerate() {
            let text = log.text(at);
            if let Some(summary) = SUMMARY.captures(bare(&text)) {
                let failures = number(&summary, "failed").unwrap_or(0) + number(&summary, "errors").unwrap_or(0);
                if failures > 0 {
                    found.extend(module(log, &marked[from..index], Some(at)));
                }
                from = index + 1;
            }
        }
        found.extend(module(log, &marked[from..], None));
        let apart = |between: Range<usize>| between.into_iter().any(|at| OUTCOME.is_match(bare(&log.text(at))));
        let mut found: Vec<Read> = Report::joined(found, apart).into_iter().filter_map(Report::read).collect();
        if found.is_empty() {
            found.extend(crash(log, marked));
        }
        let passed = found.last().is_some_and(|last| went_well(log, last.span.end));
        if passed {
            // Failures are ignored, and something else may have failed.
            for read in &mut found {
                read.confidence = Confidence::Low;
            }
        }
        reads.extend(found);
    }
    reads
}

/// Whether Maven calls the build a success below its tests.
fn went_well(log: &JobLog, from: usize) -> bool {
    let end = log.step_of(from.saturating_sub(1)).map_or(log.len(), |step| log.steps[step].lines.end);
    let outcome = (from..end.min(from + OUTCOME_REACH)).find_map(|at| {
        let text = log.text(at);
        OUTCOME.captures(bare(&text)).map(|found| &found["outcome"] == "SUCCESS")
    });
    outcome.unwrap_or(false)
}

/// What the marked lines of a module tell, up to its summary.
fn module(log: &JobLog, marks: &[usize], summary: Option<usize>) -> Option<Report> {
    let first = marks.iter().copied().find(|&at| {
        let text = log.text(at);
        let own = bare(&text);
        !CLASS.is_match(own) && HEADS[0].is_match(own) || LIST.is_match(own)
    })?;
    let text = log.text(first);
    let prefix = Prefix::of(&text[..text.len() - bare(&text).len()]);
    let end = summary.map_or(marks.last().map_or(first, |&last| last + RESULTS_REACH), |at| at + 1);
    let mut failed: Vec<Failed> = Vec::new();
    let last = marks.last().copied().unwrap_or(first);
    let mut class = None;
    for &at in marks {
        let lines = Lines::of(log, at..end.min(at + ENTRIES.longest), &prefix);
        if CLASS.is_match(lines.get(at)) {
            class = CLASS_OF.captures(lines.get(at)).map(|found| found["class"].to_owned());
        } else if let Some(head) = HEADS[0].captures(lines.get(at)) {
            let name = match &class {
                // JUnit 5's methods were named without their class until 2.22.
                Some(class) if !head["name"].contains('.') && !id(&head["name"]).contains('.') => {
                    format!("{class}.{}", &head["name"])
                }
                _ => head["name"].to_owned(),
            };
            failed.push(entry(&lines, at, &name));
        }
    }
    let below = Lines::of(log, failed.last().map_or(first, |failed| failed.head)..end, &prefix);
    let results = below.range().rfind(|&at| RESULTS.is_match(below.get(at)));
    let list = results.or_else(|| below.range().find(|&at| LIST.is_match(below.get(at))));
    let flaky = list.map(|list| items(&below, list, &mut failed)).unwrap_or_default();
    let mut seen = HashSet::new();
    failed.retain(|failed| !flaky.contains(&failed.test.id) && seen.insert(failed.test.id.clone()));
    let mut report = Report::new(first..summary.unwrap_or(last) + 1, failed);
    match summary {
        Some(at) => {
            let text = log.text(at);
            let found = SUMMARY.captures(bare(&text))?;
            report =
                ["tests", "failed", "errors", "skipped"].into_iter().fold(report, |report, what| report.count(what, number(&found, what)));
        }
        None => report = report.unfinished(),
    }
    Some(report)
}

/// A test's head, and its throwable below.
fn entry(lines: &Lines<'_>, at: usize, name: &str) -> Failed {
    let end = (at + 1..lines.end()).find(|&next| {
        let text = lines.get(next);
        HEADS[0].is_match(text)
            || text.starts_with("[INFO]")
            || RESULTS.is_match(text)
            || LIST.is_match(text)
            || CLASS.is_match(text)
            || next > at + 3 && text.starts_with("Running ") && RUNNING.is_match(text)
    });
    let mut test = TestFailure { id: id(name), ..TestFailure::default() };
    let told = thrown(&ENTRIES, lines, at + 1..end.unwrap_or(lines.end()), &test);
    let line = told.as_ref().map(|told| told.line);
    if let Some(told) = told {
        (test.message, test.place) = (Some(told.message), told.place);
    }
    Failed { test, head: at, line }
}

/// Reads the lists of the results into the tests; gives the names of those that passed in the end.
fn items(lines: &Lines<'_>, from: usize, failed: &mut Vec<Failed>) -> Vec<String> {
    let mut flaky = Vec::new();
    let mut list = None;
    for at in from..lines.end() {
        let text = lines.get(at);
        let (item, text) = if let Some(found) = LIST.captures(text) {
            list = Some(found["list"].starts_with("Fla"));
            let Some(first) = found.name("first") else { continue };
            (format!("  {}", first.as_str()), text)
        } else if SUMMARY.is_match(text) {
            list = None;
            continue;
        } else {
            (without_level(text).to_owned(), text)
        };
        let Some(passed) = list else { continue };
        if passed {
            let name = item.trim();
            if !name.is_empty() && !name.starts_with("Run ") {
                flaky.push(id(name));
            }
            continue;
        }
        // A name with spaces, as Spock's are, is told from its message only by who knows it.
        let told = |known: &Failed| known.line.is_some() && begins_with(item.trim_start(), &known.test.id);
        if failed.iter().any(told) {
            continue;
        }
        let Some(test) = listed(&item, lines, at) else { continue };
        let said = test.message.is_some();
        let known = failed.iter_mut().find(|known| same(&known.test.id, &test.id));
        match known {
            Some(known) => {
                if known.test.place.path.is_none() || test.place.line.is_some() && is_elsewhere(&known.test) {
                    known.test.place = test.place;
                }
                if known.line.is_none() && said {
                    (known.test.message, known.line) = (test.message, Some(at));
                }
            }
            None if !text.contains("Run ") || said => failed.push(Failed { test, head: at, line: said.then_some(at) }),
            None => {}
        }
    }
    flaky
}

/// Whether an item of a list begins with a test's class and method, without package.
fn begins_with(item: &str, id: &str) -> bool {
    id.match_indices('.').map(|(dot, _)| &id[dot + 1..]).any(|short| short.contains('.') && short.contains(' ') && item.starts_with(short))
}

/// Whether a test's place is not in its own class.
fn is_elsewhere(test: &TestFailure) -> bool {
    test.place.path.as_deref().is_some_and(|path| !test.id.contains(path.split('.').next().unwrap_or(path)))
}

/// A test of a list: its class without package, its line there.
fn listed(item: &str, lines: &Lines<'_>, at: usize) -> Option<TestFailure> {
    let found = OLD_ITEM.captures(item).or_else(|| ITEM.captures(item))?;
    let class = &found["class"];
    let mut message = found.name("message").map(|message| message.as_str().trim().to_owned()).filter(|message| !message.is_empty());
    if message.is_none() {
        // AssertJ begins its messages with an empty line.
        let next = lines.filled(at + 1..at + 3).map(|next| lines.get(next));
        message = next
            .filter(|next| !next.starts_with("[ERROR]") && !LIST.is_match(next) && !SUMMARY.is_match(next))
            .map(|next| next.trim().to_owned());
    }
    let line = found.name("line").and_then(|line| line.as_str().parse().ok());
    let path = line.map(|_| format!("{}.java", class.rsplit('.').next().unwrap_or(class)));
    let id = format!("{class}.{}", found["method"].trim_end_matches("()"));
    Some(TestFailure { id, message, place: Place { path, line, column: None } })
}

/// Whether two names are of one test, one perhaps without its package, or without parameters.
fn same(full: &str, short: &str) -> bool {
    let plain = |name: &str| {
        let name = name.split(['{', '(', '[']).next().unwrap_or(name);
        // A nested class is named with its outer one, or not.
        let method = name.rsplit_once('.').map_or("", |(_, method)| method);
        name.split_once('$').map_or_else(|| name.to_owned(), |(outer, _)| format!("{outer}.{method}"))
    };
    let (full, short) = (plain(full), plain(short));
    // A class that did not start is named with one of its methods, or without.
    let class = short.rsplit_once('.').map_or(short.as_str(), |(class, _)| class);
    full == short || full.ends_with(&format!(".{short}")) || full.rsplit('.').next() == Some(class)
}

/// `testAdd(com.acme.CalcTest)` is `com.acme.CalcTest.testAdd` since version 3.
fn id(name: &str) -> String {
    match name.strip_suffix(')').and_then(|name| name.rsplit_once('(')) {
        Some((method, class))
            if class.contains(|c: char| c.is_ascii_uppercase())
                && !class.contains([' ', ','])
                && (class.contains('.') || !method.contains('.')) =>
        {
            format!("{class}.{method}")
        }
        _ => name.trim_end_matches("()").to_owned(),
    }
}

fn without_level(text: &str) -> &str {
    ["[ERROR] ", "[WARNING] ", "[INFO] ", "Error:  "].iter().find_map(|level| text.strip_prefix(level)).unwrap_or(text)
}

/// A JVM that ended before its tests did.
fn crash(log: &JobLog, marks: &[usize]) -> Option<Read> {
    let (at, message) = marks.iter().find_map(|&at| Some((at, CRASHED.captures(&log.text(at))?["message"].to_owned())))?;
    let span: Range<usize> = at..at + 1;
    let mut read = runner_failure(at, span, "The JVM of the tests ended", format!("Surefire: {}.", quote(&message)));
    // What ended it stands above.
    read.depth = Depth::What;
    read.confidence = Confidence::Medium;
    Some(read)
}
