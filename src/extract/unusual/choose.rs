//! The best line of a failed job, and up to two more.

use std::ops::Range;

use super::form::{EXCEPTION, Form};
use super::noise::may_tell;
use super::normal::Usual;
use super::sift::{Candidate, sift};
use super::usual;
use crate::extract::printed_by_test;
use crate::log::{JobLog, StepLog};
use crate::matching::{Depth, Finding, Reading, Source, UNUSUAL};
use crate::model::{Confidence, Details};
use crate::rules::Captures;

/// How far above the exit lines are weighed.
const REACH: usize = 4_000;
/// How many lines are named.
const NAMED: usize = 3;
/// Lines of one report of errors stand this close together.
const SAME_REPORT: usize = 15;
/// Lines about one event stand this close together.
const SAME_EVENT: usize = 3;
/// What an announcement of some length is worth.
const FATAL: i32 = 60;

/// What weighing the lines of a failed job came to.
#[derive(Debug, Default)]
pub struct Weighed {
    /// The likeliest lines, best first.
    pub findings: Vec<Finding>,
    /// The errors with which failed steps ended.
    pub last_words: Vec<LastWord>,
    /// The lines that say something, ascending in each step.
    said: Vec<usize>,
}

/// An error right before the exit of its step.
#[derive(Clone, Copy, Debug)]
pub struct LastWord {
    /// The line.
    pub line: usize,
    /// The step, as an index.
    pub step: Option<usize>,
}

/// With no more output than this behind it, an error is the last word of its step; one that is marked as such, by colour or by the runner, with a little more.
const BEHIND: usize = 2;
const BEHIND_MARKED: usize = 10;

impl Weighed {
    /// How many lines say something from one line up to another.
    pub fn said_between(&self, from: usize, to: usize) -> usize {
        self.said.iter().filter(|&&line| (from..to).contains(&line)).count()
    }
}

/// The lines of a job's stretches that may tell of its failure.
#[derive(Debug)]
pub struct Sifted(Vec<Stretch>);

#[derive(Debug)]
struct Stretch {
    /// Whether it ends in an exit.
    exits: bool,
    candidates: Vec<Candidate>,
}

impl Sifted {
    /// Of a job that failed; `usual` holds what it prints on good days, where that is known.
    pub fn of(log: &JobLog, usual: &Usual) -> Self {
        Self::in_stretches(log, stretches(log), usual)
    }

    fn in_stretches(log: &JobLog, stretches: Vec<(Range<usize>, bool)>, usual: &Usual) -> Self {
        let sifted = stretches.into_iter().map(|(range, exits)| Stretch { exits, candidates: sift(log, range, exits, usual) });
        Self(sifted.collect())
    }
}

/// Weighs the lines of a job that failed. Of those that will hardly be shown, as a surer cause is known, it is not found out whether other steps print them,
/// too.
pub fn weigh(log: &JobLog, sifted: Sifted, known: bool) -> Weighed {
    let mut weighed = Weighed::default();
    let mut lines: Vec<usize> = Vec::new();
    for Stretch { exits, mut candidates } in sifted.0 {
        let comparable = log.steps.iter().any(StepLog::failed);
        if comparable && !known {
            usual::ask(&mut candidates);
        }
        weighed.said.extend(candidates.iter().filter(|candidate| candidate.form >= Form::Plain).map(|candidate| candidate.at));
        let chosen = choose(log, &mut candidates);
        if let Some(&best) = chosen.first().filter(|_| exits)
            && let Some(index) = candidates.iter().position(|candidate| candidate.at == best)
            && is_last(&candidates, index)
        {
            if comparable && known {
                usual::ask(&mut candidates);
            }
            if !candidates[index].judged {
                usual::judge(&mut candidates, &[index], log);
            }
            if is_last(&candidates, index) {
                weighed.last_words.push(LastWord { line: best, step: log.step_of(best) });
            }
        }
        for line in chosen {
            if lines.len() < NAMED && !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    weighed.findings = lines.iter().map(|&line| finding(log, line)).collect();
    weighed
}

/// The same, where a step is known to have survived what it printed before a line.
pub fn weigh_from(log: &JobLog, usual: &Usual, from: usize) -> Weighed {
    let behind = |(range, exits): (Range<usize>, bool)| (if range.contains(&from) { from..range.end } else { range }, exits);
    weigh(log, Sifted::in_stretches(log, stretches(log).into_iter().map(behind).collect(), usual), false)
}

/// Weighs the lines of a step that ended without a word of the runner, if the last of them say that it failed.
pub fn weigh_quiet(log: &JobLog, step: &StepLog) -> Option<Weighed> {
    let range = step.lines.start.max(step.lines.end.saturating_sub(REACH))..step.lines.end;
    let candidates = sift(log, range, true, &Usual::default());
    let mut last = candidates.iter().rev().filter(|candidate| candidate.form >= Form::Plain).take(BEHIND + 1);
    let failed = last.any(|candidate| candidate.form == Form::Announced);
    failed.then(|| weigh(log, Sifted(vec![Stretch { exits: true, candidates }]), false))
}

/// Whether a candidate is an error with hardly anything behind it.
fn is_last(candidates: &[Candidate], index: usize) -> bool {
    let behind = candidates[index + 1..].iter().filter(|candidate| candidate.form >= Form::Plain).count();
    let candidate = &candidates[index];
    let marked = candidate.worth > FATAL + 5 && behind <= BEHIND_MARKED;
    candidate.form == Form::Announced && (marked || behind <= BEHIND)
}

/// Whether an excerpt, which shows no end, holds a line that looks like the end of a job.
pub fn is_fatal(log: &JobLog) -> bool {
    stretches(log).into_iter().any(|(range, exits)| {
        exits
            || sift(log, range, exits, &Usual::default())
                .iter()
                .any(|candidate| candidate.form == Form::Announced && candidate.worth >= FATAL)
    })
}

/// `+ exit 1`, as `set -x` prints it.
fn shell_exit(text: &str) -> bool {
    let Some(code) = text.trim_start_matches('+').strip_prefix(" exit ") else { return false };
    text.starts_with('+') && code.trim().parse::<i64>().is_ok_and(|code| code != 0)
}

/// Where to look: the failed steps up to their exits, in order; without any, everything. And whether the stretch ends in an exit.
fn stretches(log: &JobLog) -> Vec<(Range<usize>, bool)> {
    let failed = log.steps.iter().filter(|step| step.failed());
    let found: Vec<(Range<usize>, bool)> = failed
        .map(|step| {
            let end = step.end();
            (step.lines.start.max(end.saturating_sub(REACH))..end, true)
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let end = log.steps.iter().find(|step| step.is_behind()).map_or(log.len(), |step| step.lines.start);
    let start = end.saturating_sub(REACH);
    // In an excerpt, a shell may say where it gave up.
    let given_up = (start..end).rev().find(|&at| !log.is_echo(at) && shell_exit(&log.text(at)));
    vec![(start..given_up.unwrap_or(end), given_up.is_some() || end < log.len())]
}

/// So many of the best are first asked whether they are usual, and whether a test printed them.
const ASKED: usize = 16;

/// The lines that tell most, best first. Candidates are judged as far as it takes.
fn choose(log: &JobLog, candidates: &mut [Candidate]) -> Vec<usize> {
    let mut most = ASKED;
    loop {
        let order = ordered(candidates);
        match chosen(log, candidates, &order) {
            Ok(lines) => return lines,
            Err(unsure) => {
                let best = order.iter().copied().filter(|&index| !candidates[index].judged).take(most);
                let mut asked: Vec<usize> = Vec::new();
                for index in best.chain([unsure]) {
                    let near = candidates[index].at.saturating_sub(SAME_REPORT);
                    asked.extend(
                        (0..=index).rev().take_while(|&other| candidates[other].at >= near).filter(|&other| !candidates[other].judged),
                    );
                }
                usual::judge(candidates, &asked, log);
                most *= 64;
            }
        }
    }
}

/// Candidates by weight, those not judged yet by the most that it can be.
fn ordered(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(candidates[index].weight), index));
    order
}

/// The lines that tell most, best first; or a candidate that must be judged before.
fn chosen(log: &JobLog, candidates: &[Candidate], order: &[usize]) -> Result<Vec<usize>, usize> {
    let mut lines: Vec<usize> = Vec::new();
    let mut keys: Vec<u64> = Vec::new();
    let mut asked = 0;
    for &index in order {
        if !lines.is_empty() && candidates[index].form < Form::Verdict {
            continue;
        }
        if !candidates[index].judged {
            return Err(index);
        }
        let first = climb(candidates, index)?;
        let candidate = &candidates[first];
        if keys.contains(&candidate.key) || !lines.is_empty() && candidate.form < Form::Verdict {
            continue;
        }
        let line = descend(log, candidates, counted(log, candidates, first));
        if lines.contains(&line) {
            continue;
        }
        asked += 1;
        if asked <= ASKED && printed_by_test(log, line) {
            continue;
        }
        keys.push(candidate.key);
        lines.push(line);
        if lines.len() == NAMED {
            break;
        }
    }
    Ok(lines)
}

/// The first line of the report that a line belongs to: compilers and package managers say first what is wrong, then what follows from it.
fn climb(candidates: &[Candidate], from: usize) -> Result<usize, usize> {
    let mut first = from;
    if candidates[from].form < Form::Word || candidates[from].habit == Some(EXCEPTION) {
        return Ok(from);
    }
    for (index, candidate) in candidates[..from].iter().enumerate().rev() {
        let far = candidates[first].at - candidate.at;
        if far > SAME_REPORT {
            break;
        }
        if candidate.key == candidates[first].key {
            // Tried again: the last time counts.
            continue;
        }
        let alike = candidate.habit == candidates[first].habit || far <= SAME_EVENT;
        if candidate.form >= candidates[first].form && alike && candidate.habit != Some(EXCEPTION) {
            if !candidate.judged {
                return Err(index);
            }
            if candidate.worth + 8 >= candidates[from].worth {
                first = index;
            }
        }
    }
    Ok(first)
}

/// Lines of a list stand next to each other, and are not many.
const LIST: usize = 30;

/// The first line of a list, where all that is left to say is that something failed, or how much: `2 errors found`, `lint failed`.
fn counted(log: &JobLog, candidates: &[Candidate], from: usize) -> usize {
    let sums = |index: usize| matches!(candidates[index].form, Form::Count | Form::Verdict);
    if !sums(from) {
        return from;
    }
    let mut first = from;
    for index in (from.saturating_sub(LIST)..from).rev() {
        let next = candidates[index].at + SAME_EVENT >= candidates[index + 1].at;
        let tells = candidates[index].form == Form::Plain && may_tell(&log.text(candidates[index].at));
        if next && tells {
            first = index;
        } else if !next || first != from || !sums(index) {
            break;
        }
    }
    first
}

/// The line that a heading announces: what ends in a colon says nothing yet.
fn descend(log: &JobLog, candidates: &[Candidate], from: usize) -> usize {
    let mut index = from;
    for _ in 0..3 {
        if !log.text(candidates[index].at).trim_end().ends_with(':') {
            break;
        }
        match candidates.get(index + 1) {
            Some(next) if next.at - candidates[index].at <= SAME_EVENT && next.form >= Form::Plain => index += 1,
            _ => break,
        }
    }
    candidates[index].at
}

fn finding(log: &JobLog, line: usize) -> Finding {
    let reading = Reading {
        extractor: UNUSUAL,
        category: "unexplained",
        depth: Depth::That,
        span: line..line + 1,
        title: "Unexplained".to_owned(),
        root_cause: "No rule or extractor knows this failure; this is the likeliest line of the failed step.".to_owned(),
        confidence: Confidence::Low,
        details: Details::default(),
    };
    Finding::at(log, line, Source::Extractor(reading), Captures::default(), log.text(line).trim().to_owned())
}
