//! Matchers over the lines of a log, as the runner applies them: line after line, a miss begins anew.

use super::NAME;
use super::file::{Line, Matcher, parse};
use crate::extract::words::{count, problems};
use crate::log::{JobLog, StepLog};
use crate::matching::{Depth, Finding, Reading, Source};
use crate::model::{Confidence, Details, Place, Problem};
use crate::rules::Captures;

/// Lines of a step that are looked at, the last ones; longer lines are none of a tool's.
const LINES: usize = 20_000;
const LONGEST: usize = 4_096;
/// Problems of a matcher in a step that are kept.
const PROBLEMS: usize = 1_000;

/// What the matchers of some files find in the steps that failed.
pub fn read_matched(log: &JobLog, files: &[&str]) -> Vec<Finding> {
    let matchers: Vec<Matcher> = files.iter().rev().flat_map(|file| parse(file)).collect();
    let mut findings = Vec::new();
    for step in log.steps.iter().filter(|step| step.failed() && !matchers.is_empty()) {
        let mut states: Vec<State> = matchers.iter().map(|_| State::default()).collect();
        walk(log, step, &matchers, &mut states);
        let found = matchers.iter().zip(states).filter_map(|(matcher, state)| finding(log, matcher, state));
        findings.extend(found);
    }
    findings
}

/// How far a matcher is, and what it found.
#[derive(Default)]
struct State {
    next: usize,
    parts: Parts,
    first: Option<usize>,
    found: Vec<Problem>,
}

#[derive(Clone, Default)]
struct Parts {
    file: Option<String>,
    line: Option<u64>,
    column: Option<u64>,
    severity: Option<String>,
    code: Option<String>,
    message: Option<String>,
}

impl Parts {
    fn take(&mut self, of: &Line, found: &regex::Captures<'_>) {
        let text = |group: Option<usize>| Some(found.get(group?)?.as_str().trim().to_owned()).filter(|text| !text.is_empty());
        let number = |group: Option<usize>| text(group).and_then(|digits| digits.parse().ok());
        self.file = text(of.file).or_else(|| self.file.take());
        self.line = number(of.number).or(self.line);
        self.column = number(of.column).or(self.column);
        self.severity = text(of.severity).or_else(|| self.severity.take());
        self.code = text(of.code).or_else(|| self.code.take());
        self.message = text(of.message).or_else(|| self.message.take());
    }
}

fn walk(log: &JobLog, step: &StepLog, matchers: &[Matcher], states: &mut [State]) {
    let end = step.lines.end;
    for at in step.lines.start.max(end.saturating_sub(LINES))..end {
        let text = log.text(at);
        if log.is_echo(at) || text.len() > LONGEST {
            continue;
        }
        let text = ["##[error]", "##[warning]", "##[notice]"].iter().find_map(|tag| text.strip_prefix(tag)).unwrap_or(&text);
        let mut matched = None;
        for (index, (matcher, state)) in matchers.iter().zip(states.iter_mut()).enumerate() {
            if state.feed(matcher, text, at) {
                matched = Some(index);
                break;
            }
        }
        // The first that has its problem has the line.
        if let Some(matched) = matched {
            for (_, state) in states.iter_mut().enumerate().filter(|(index, _)| *index != matched) {
                (state.next, state.parts) = (0, Parts::default());
            }
        }
    }
}

impl State {
    /// Takes a line; whether a problem ends with it.
    fn feed(&mut self, matcher: &Matcher, text: &str, at: usize) -> bool {
        let last = matcher.lines.len() - 1;
        let mut next = self.next;
        let found = matcher.lines[next].regex.captures(text).or_else(|| {
            // It may be where the next problem begins.
            (self.next, self.parts) = (0, Parts::default());
            let again = (next > 0).then(|| matcher.lines[0].regex.captures(text)).flatten();
            next = 0;
            again
        });
        let Some(found) = found else { return false };
        self.parts.take(&matcher.lines[next], &found);
        if next < last {
            self.next = next + 1;
            return false;
        }
        let parts = if matcher.repeats { self.parts.clone() } else { std::mem::take(&mut self.parts) };
        self.next = if matcher.repeats { last } else { 0 };
        self.keep(parts, matcher, at);
        true
    }

    fn keep(&mut self, parts: Parts, matcher: &Matcher, at: usize) {
        let error = parts.severity.as_deref().map_or(matcher.errors, |severity| severity.eq_ignore_ascii_case("error"));
        let Some(message) = parts.message.filter(|_| error && self.found.len() < PROBLEMS) else { return };
        self.first.get_or_insert(at);
        self.found.push(Problem { message, code: parts.code, place: Place { path: parts.file, line: parts.line, column: parts.column } });
    }
}

fn finding(log: &JobLog, matcher: &Matcher, state: State) -> Option<Finding> {
    let line = state.first?;
    let reading = Reading {
        extractor: NAME,
        category: "build",
        depth: Depth::What,
        span: line..line + 1,
        title: count(state.found.len() as u64, "problem", "problems"),
        root_cause: problems("A problem matcher", &state.found),
        confidence: Confidence::Medium,
        details: Details::default().with("matcher", matcher.owner.chars().take(80).collect::<String>()).with_problems(state.found),
    };
    Some(Finding::at(log, line, Source::Extractor(reading), Captures::default(), log.text(line).trim().to_owned()))
}
