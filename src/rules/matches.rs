//! What a rule looks for: the regexes of `match`, the windows around them, the scope.

use std::collections::BTreeSet;
use std::ops::Range;

use super::file::Check;
use super::front::{At, Front, Match, RawScope, RawWindow};
use super::{Input, Kind, Pattern, PatternError, Scope, Window};

/// What the runner prints under every failed script: to match it is to match every failure.
const BOILERPLATE: [&str; 2] = ["Process completed with exit code 1.", "##[error]Process completed with exit code 1."];
/// The regexes of `match`: they compile, have a literal to look for, and agree with the declared captures.
pub(super) fn patterns(check: &mut Check<'_>, front: &Front, kind: Kind) -> Vec<Pattern> {
    if front.patterns.is_empty() {
        check.wrong(&(0..3), "missing key `match`");
    }
    let mut captured = BTreeSet::new();
    let mut patterns = Vec::new();
    for entry in &front.patterns {
        let Some((pattern, span)) = entry_pattern(check, entry) else { continue };
        for name in pattern.names() {
            if !check.declared(name) {
                let help = "declare it under `captures`, or make the group `(?:…)`";
                check.wrong_help(&span, format!("`{name}` is captured and not declared"), help);
            }
            captured.insert(name.clone());
        }
        if pattern.literals().is_empty() {
            let help = "add a word that is always there: the prefilter looks for it";
            check.wrong_help(&span, "regex without a literal of at least three bytes that every match contains", help);
        } else if kind != Kind::Wrapper && is_boilerplate(&pattern) {
            check.wrong_help(&span, format!("regex matches `{}`, as every failed script prints", BOILERPLATE[0]), "only a wrapper may");
        }
        patterns.push(pattern);
    }
    if patterns.len() == front.patterns.len() {
        for name in front.captures.keys().filter(|name| !captured.contains(&name.value)) {
            check.wrong_help(&name.span, format!("no regex captures `{}`", name.value), format!("add a group `(?<{}>…)`", name.value));
        }
    }
    patterns
}

/// The literals are looked for first: a regex that cannot match is not compiled to see that it does not.
fn is_boilerplate(pattern: &Pattern) -> bool {
    let present = |line: &str| pattern.literals().iter().any(|literal| memchr::memmem::find(line.as_bytes(), literal).is_some());
    BOILERPLATE.iter().any(|line| present(line) && pattern.is_match(line))
}

fn entry_pattern(check: &mut Check<'_>, entry: &At<Match>) -> Option<(Pattern, Range<usize>)> {
    let (source, span) = match (&entry.value.plain, &entry.value.pattern) {
        (Some(plain), _) => (plain, &entry.span),
        (None, Some(pattern)) => (&pattern.value, &pattern.span),
        (None, None) => {
            check.wrong(&entry.span, "match without `pattern`");
            return None;
        }
    };
    let input = check.word(entry.value.input.as_ref(), "input").unwrap_or_default();
    Some((compile(check, source, span, input)?, span.clone()))
}

fn compile(check: &mut Check<'_>, source: &str, span: &Range<usize>, input: Input) -> Option<Pattern> {
    match Pattern::new(source, input) {
        Ok(pattern) => Some(pattern),
        Err(PatternError::Syntax { reason, at }) => {
            // Where the YAML holds the regex as it is, the place within it can be shown.
            let inside = check.source.text.get(span.clone()).and_then(|text| text.find(source));
            let span = inside.map_or(span.clone(), |start| (span.start + start + at).min(span.end.saturating_sub(1))..span.end);
            check.wrong(&span, format!("regex does not parse: {reason}"));
            None
        }
        Err(error @ (PatternError::TooBig | PatternError::TooLong)) => {
            check.wrong(span, error.to_string());
            None
        }
    }
}

/// The windows of `require` or `unless`.
pub(super) fn windows(check: &mut Check<'_>, raw: &[At<RawWindow>]) -> Vec<Window> {
    raw.iter()
        .filter_map(|window| {
            let place = check.word(window.value.place.as_ref(), "place").unwrap_or_default();
            let Some(at) = &window.value.pattern else {
                check.wrong(&window.span, "window without `pattern`");
                return None;
            };
            let pattern = context(check, at)?;
            Some(Window { pattern, within: window.value.within, place })
        })
        .collect()
}

/// A pattern that only looks: it captures nothing.
pub(super) fn context(check: &mut Check<'_>, at: &At<String>) -> Option<Pattern> {
    let pattern = compile(check, &at.value, &at.span, Input::Log)?;
    if let Some(name) = pattern.names().first() {
        check.wrong_help(&at.span, format!("`{name}` is captured outside `match`"), "make the group `(?:…)`");
    }
    Some(pattern)
}

/// Where a match counts.
pub(super) fn scope(check: &mut Check<'_>, raw: &RawScope) -> Scope {
    let mut known = |values: &[At<String>], what: &str, right: &[&'static str]| -> Vec<String> {
        for value in values.iter().filter(|value| !right.contains(&value.value.as_str())) {
            check.wrong_word(&value.span, format!("unknown {what} `{}`", value.value), &value.value, right.iter().copied());
        }
        values.iter().map(|value| value.value.clone()).collect()
    };
    let conclusion = known(&raw.conclusion, "conclusion", &["success", "failure", "cancelled", "skipped", "timed_out"]);
    let runner_os = known(&raw.runner_os, "runner", &["Linux", "Windows", "macOS"]);
    let marker = known(raw.marker.as_slice(), "marker", &["error", "warning", "notice"]).pop();
    let job = raw.job.as_ref().and_then(|at| context(check, at));
    let step = raw.step.as_ref().and_then(|at| context(check, at));
    Scope { conclusion, job, step, runner_os, marker }
}
