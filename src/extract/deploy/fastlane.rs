//! fastlane: its last word is `[!] …`; where a command ended badly before it, why stands in what that command printed.

use crate::extract::extractor::{Extractor, Read};
use crate::extract::telling::telling;
use crate::extract::words::quote;
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::{Confidence, Details, Problem};
use crate::regexes::Pattern;

pub(super) const EXTRACTOR: Extractor = Extractor { name: "fastlane", literals: &["fastlane finished with errors"], read };

static FAILED: Pattern = Pattern::new(r"(?:^|\s|\x1b\[\d+m)\[!\] (?<message>\S.*)$");
static STEP: Pattern = Pattern::new(r"^(?:\[\d\d:\d\d:\d\d\]: )?-+ Step: (?<action>.+?) -+$");
static EXIT: Pattern = Pattern::new(r"^\[\d\d:\d\d:\d\d\]: (?:▸ )?(?:Exit status: \d+|Shell command exited with exit status \d+)");
static OWN: Pattern = Pattern::new(r"^\[\d\d:\d\d:\d\d\]: |^[+|]");
/// Points at what a command printed above.
static WRAPPER: Pattern = Pattern::new(
    r"(?i)see (?:instructions|the log|log|output|the output) above|^Error (?:building|packaging|archiving) |^Exit status of command|shell command exited|exited with exit status|^Tests? (?:have |execution )?failed|^Error cloning",
);
/// The trace of Ruby that follows.
static TRACE: Pattern =
    Pattern::new(r"^\s+\d*:? ?from \S|:in [`']|^bundler: failed to load command|^Called from |^Looking for related|^\s*$");

/// How far above its last words fastlane began the action, at most.
const ACTION: usize = 2_000;
/// The trace is no longer.
const LONG: usize = 200;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    lines.chunk_by(|&one, &other| log.step_of(one) == log.step_of(other)).filter_map(|marked| one(log, *marked.last()?)).collect()
}

fn one(log: &JobLog, finished: usize) -> Option<Read> {
    let bounds = log.step_of(finished).map_or(0..log.len(), |step| log.steps[step].lines.clone());
    let last = (finished + 1..bounds.end.min(finished + LONG)).find(|&at| FAILED.is_match(&log.text(at)))?;
    let text = log.text(last);
    let message = FAILED.captures(&text)?["message"].trim_end_matches(" (FastlaneCore::Interface::FastlaneError)").to_owned();
    let end = (last + 1..bounds.end.min(last + LONG)).find(|&at| !TRACE.is_match(&log.text(at))).unwrap_or(last + 1);
    let floor = bounds.start.max(finished.saturating_sub(ACTION));
    let step = (floor..finished).rev().find(|&at| STEP.is_match(&log.text(at)));
    let action = step.and_then(|at| Some(STEP.captures(&log.text(at))?["action"].to_owned()));
    let start = step.unwrap_or(floor);
    let within = |text: &str| !OWN.is_match(text);
    let told = (start..finished)
        .rev()
        .find(|&at| EXIT.is_match(&log.text(at)))
        .and_then(|exit| telling(log, start..exit, |text| within(text).then_some(text)))
        .filter(|(_, depth)| *depth == Depth::Why)
        .map(|(line, _)| line);
    let wraps = WRAPPER.is_match(&message);
    if told.is_none() && wraps {
        return None;
    }
    let line = told.unwrap_or(last);
    let message = told.map_or(message, |at| log.text(at).trim().to_owned());
    let mut details = Details::default();
    if let Some(action) = &action {
        details = details.with("target", action.clone());
    }
    Some(Read {
        line,
        span: start..end,
        category: "deploy",
        depth: if told.is_some() { Depth::That } else { Depth::What },
        confidence: Confidence::Medium,
        title: action.map_or_else(|| "fastlane failed".to_owned(), |action| format!("fastlane's {action} failed")),
        root_cause: format!("fastlane failed: {}.", quote(&message)),
        details: details.with_problems(vec![Problem { message, ..Problem::default() }]),
    })
}
