//! The best line of a failure that nothing explains: an honest place to start reading, never more.

use std::sync::OnceLock;

use regex::Regex;

use crate::log::{JobLog, exit_code};
use crate::matching::{Depth, Finding, Reading, Source, where_failed};
use crate::model::{Confidence, Details};
use crate::rules::Captures;

/// Words with which tools announce trouble. Case is left to the pattern, since `error` in a sentence means less than `Error:`.
const TROUBLE: &str = r"(?x)
    (?i: \b(?: error | errors | fatal | failed | failure | exception | panic(?:ked)? | denied | unable | undefined | unexpected | invalid | missing
         | cannot | can't | could\ not | couldn't | no\ such | not\ found | not\ recognized | unbound | traceback | aborted | killed | rejected ) \b )
    | \b E [0-9]{3,5} \b | ^ \s* (?: ✘ | ✖ | ❌ | × )";

/// Lines that hold such a word and say nothing: counts, wrappers, and what is printed on good days.
const EMPTY: &str = r"(?x)
    ^ (?: \#\#\[error\] )? Process\ completed\ with\ exit\ code
    | ^ make (?: \[\d+\] )? : \  \*\*\*
    | (?i: \b 0 \  (?: errors? | failed | failures? ) \b | \b no \  errors? \b | A\ complete\ log\ of\ this\ run | \b if-no-files-found \b | npm \  (?: warn | WARN ) )
    | ^ \#\#\[ (?: group | endgroup | warning | notice | debug ) \]
    | ^ \s* $";

fn regexes() -> Option<&'static (Regex, Regex)> {
    static CELL: OnceLock<Option<(Regex, Regex)>> = OnceLock::new();
    CELL.get_or_init(|| Some((Regex::new(TROUBLE).ok()?, Regex::new(EMPTY).ok()?))).as_ref()
}

/// How far above the exit a line is looked for.
const REACH: usize = 4_000;

/// The likeliest line of a job that failed: in the failed step, above its exit, the last that announces trouble; else the last that says anything.
pub fn unusual(log: &JobLog) -> Option<Finding> {
    let (trouble, empty) = regexes()?;
    let failed = log.steps.iter().find(|step| step.failed() && !step.lines.is_empty());
    let lines = failed.map_or(0..log.len(), |step| step.lines.clone());
    let exit = failed.and_then(|step| step.exit).map_or(lines.end, |(exit, _)| exit);
    let mut last_words = None;
    let mut announced = None;
    for at in (lines.start.max(exit.saturating_sub(REACH))..exit).rev() {
        if log.is_echo(at) || !where_failed(log, at) {
            continue;
        }
        let text = log.text(at);
        if empty.is_match(&text) || exit_code(&text).is_some() {
            continue;
        }
        last_words = last_words.or(Some(at));
        if trouble.is_match(&text) {
            announced = Some(at);
            break;
        }
    }
    // An issue that the runner printed behind the last output of an action is that action's last word.
    let issue = failed.and_then(|step| step.errors.iter().copied().find(|&at| exit_code(&log.text(at)).is_none()));
    let line = announced.or(issue).or(last_words)?;
    let reading = Reading {
        extractor: "unusual",
        category: "unexplained",
        depth: Depth::That,
        span: line..line + 1,
        title: "Unexplained".to_owned(),
        root_cause: "No rule or extractor knows this failure; this is the likeliest line of the failed step.".to_owned(),
        confidence: Confidence::Low,
        details: Details::default(),
    };
    Some(Finding::at(log, line, Source::Extractor(reading), Captures::default(), log.text(line).trim().to_owned()))
}
