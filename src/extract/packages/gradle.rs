//! Gradle: below `* What went wrong:` a tree of reasons; the deepest `>` says why.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::wording::bare;
use crate::extract::words::problems;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Place, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "gradle", literals: &["* What went wrong:"], read };

static TASK: Pattern = Pattern::new(
    r"^(?:> )?(?:Execution failed|Could not determine the dependencies of|A problem was found with the configuration of) (?:for )?task '(?<target>[^']+)'",
);
static WHERE: Pattern = Pattern::new(
    r"^(?:Build|Settings|Script|Initialization script) file '(?<path>[^']+)'(?: line: (?<line>\d+))?$|^Script '(?<script>[^']+)' line: (?<number>\d+)$",
);
/// Reasons that point at what a compiler, a test or another process printed.
static WRAPPER: Pattern = Pattern::new(
    r"^Script compilation errors?:|^Could not resolve all \w+(?: \w+)? for configuration|Compilation (?:error|failed)|There were failing tests|There was failure in|A failure occurred while executing|(?:Process|process) '.*' finished with non-zero exit|finished with non-zero exit value|See the report at|see the (?:compiler|report|log)|See log for (?:more )?details|Execution failed for task|Lint found (?:fatal )?errors|violations (?:were )?found|Ktlint|\d+ (?:exceptions|issues|violations)|^The following files had format violations|Android resource (?:linking|compilation) failed|Multiple task action failures occurred|Test process encountered an unexpected problem|Failed to run (?:Gradle Test|Kapt|KAPT)|^Process .* (?:non-zero|exit)|No signature of method|\(no error message\)$|^Compilation finished with errors|^Command line execution failed|returned non-zero exit (?:code|value)|^Build failed\b",
);

static PROCESS: Pattern =
    Pattern::new(r"^(?:> )?(?:com\.android\.ide\.common\.process\.)?ProcessException: |^(?:> )?\S*ninja: Entering directory ");

/// Longest tree of one failure.
const LONG: usize = 250;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    let mut reads = Vec::new();
    for marked in lines.chunk_by(|&a, &b| log.step_of(a) == log.step_of(b)) {
        let failures: Vec<Failure> = marked.iter().rev().take(20).rev().map(|&at| failure(log, at)).collect();
        // Of several failures of one build, those that say why; of several builds, the last.
        let Some(first) = failures.iter().find(|failure| failure.why).or(failures.last()) else { continue };
        if !first.why {
            continue;
        }
        let listed: Vec<Problem> = failures.iter().filter(|failure| failure.why).map(|failure| failure.problem.clone()).collect();
        let mut details = Details::default();
        if let Some(task) = &first.task {
            details = details.with("target", task.clone());
        }
        reads.push(Read {
            line: first.line,
            span: failures.first().map_or(first.line, |failure| failure.start)
                ..failures.last().map_or(first.line, |failure| failure.end) + 1,
            category: if first.problem.message.starts_with("Could not ") { "dependencies" } else { "build" },
            depth: Depth::Why,
            confidence: Confidence::High,
            title: first.task.as_ref().map_or_else(|| "The Gradle build failed".to_owned(), |task| format!("Gradle task {task} failed")),
            root_cause: problems("Gradle", &listed),
            details: details.with_problems(listed),
        });
    }
    reads
}

struct Failure {
    start: usize,
    end: usize,
    line: usize,
    why: bool,
    task: Option<String>,
    problem: Problem,
}

fn failure(log: &JobLog, at: usize) -> Failure {
    let mut failure = Failure { start: at, end: at, line: at, why: false, task: None, problem: Problem::default() };
    let mut deepest = None;
    let mut last_blank = false;
    for next in at + 1..(at + LONG).min(log.len()) {
        let text = log.text(next);
        let trimmed = bare(&text);
        if trimmed.starts_with("* Try:")
            || trimmed.starts_with("* Exception is:")
            || trimmed.starts_with("* Get more help")
            || log.has_tag(next)
        {
            break;
        }
        if trimmed.is_empty() {
            last_blank = true;
            continue;
        }
        if last_blank && trimmed.starts_with("BUILD FAILED") {
            break;
        }
        last_blank = false;
        failure.end = next;
        if failure.task.is_none() {
            failure.task = TASK.captures(trimmed).map(|found| found["target"].to_owned());
        }
        let depth = depth(&text);
        if deepest.is_none() || depth.is_some() && depth > deepest.map_or(Some(0), |(deep, _)| deep) {
            deepest = Some((depth, next));
        }
    }
    if let Some((_, line)) = deepest
        && let Some((line, Depth::Why)) =
            PROCESS.is_match(bare(&log.text(line))).then(|| telling(log, line..failure.end + 1, |text| Some(text))).flatten()
    {
        // What another process printed is the rest of the reason.
        failure.line = line;
        failure.why = true;
        bare(&log.text(line)).clone_into(&mut failure.problem.message);
    } else if let Some((_, line)) = deepest {
        let text = log.text(line);
        let message = bare(&text).trim_start_matches("> ").trim();
        failure.line = line;
        // What a Kotlin script's compiler says stands below.
        failure.why = !WRAPPER.is_match(message) && !message.starts_with("Script compilation error");
        message.clone_into(&mut failure.problem.message);
        failure.problem.place = place(log, at);
        startup(log, &mut failure);
    }
    failure
}

/// How deep a reason stands, by its arrow's column; none for what only goes on.
fn depth(text: &str) -> Option<usize> {
    text.find("> ")
        .filter(|&column| {
            text[..column].chars().all(|c| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '#' | '.' | ':' | '|'))
                && text[..column].trim().len() < 16
        })
        .map(|column| column + 1)
}

/// `* Where:` stands above.
fn place(log: &JobLog, at: usize) -> Place {
    for above in (at.saturating_sub(5)..at).rev() {
        let text = log.text(above);
        if let Some(found) = WHERE.captures(bare(&text)) {
            let group = |one: &str, other: &str| found.name(one).or_else(|| found.name(other)).map(|group| group.as_str().to_owned());
            return Place { path: group("path", "script"), line: group("line", "number").and_then(|line| line.parse().ok()), column: None };
        }
    }
    Place::default()
}

/// A build script that does not compile is explained on the next lines: `build file '…': 12: unexpected token`.
fn startup(log: &JobLog, failure: &mut Failure) {
    if !failure.problem.message.starts_with("startup failed:") {
        return;
    }
    let next = failure.line + 1;
    if next <= failure.end {
        bare(&log.text(next)).clone_into(&mut failure.problem.message);
        failure.line = next;
    }
}
