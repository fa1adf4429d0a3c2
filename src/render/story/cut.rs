//! What a page leaves out where there is little room: the least important first, and never without a word.

use super::facts::{Facts, many, numbered};
use crate::render::page::{Block, Inline, Line, code, link, words};
use crate::report::{Cause, FixStatus};

/// How much is said of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// Not in the text, only counted.
    Gone,
    /// Its title, its jobs and a link.
    Named,
    /// Its line, why and whether it is fixed.
    Brief,
    /// Without how to look further and why we believe it.
    Short,
    /// Everything.
    Whole,
}

/// What is said of the jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Jobs {
    None,
    Red,
    All,
}

/// A page's size.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::render) struct Cut {
    pub(super) causes: Vec<Depth>,
    pub(super) jobs: Jobs,
    /// The list of what is left to do.
    pub(super) todo: bool,
    /// What the next run is expected to do.
    pub(super) forecast: bool,
    /// What could not be had, part by part.
    pub(super) missing: bool,
    /// Rows of the first table, and lines below it.
    pub(super) rows: usize,
    /// Characters of each of those lines.
    pub(super) line: usize,
}

/// Rows of the first table.
pub(super) const MOST_ROWS: usize = 12;
/// How many causes keep their details longest.
const FIRST: usize = 3;

impl Cut {
    /// Nothing is left out.
    pub(in crate::render) fn none(causes: usize) -> Self {
        Self { causes: vec![Depth::Whole; causes], jobs: Jobs::All, todo: true, forecast: true, missing: true, rows: MOST_ROWS, line: 300 }
    }

    /// Every size of a page of these causes, from nothing left out to the answer alone. What nobody has fixed keeps its details longer than what
    /// somebody has, and the first longer than the last.
    pub(in crate::render) fn steps(causes: &[Cause]) -> Vec<Self> {
        let mut now = Self::none(causes.len());
        let mut steps = vec![now.clone()];
        let (open, settled): (Vec<usize>, Vec<usize>) = (0..causes.len()).partition(|index| open(&causes[*index]));
        let order: Vec<usize> = open.into_iter().chain(settled).collect();
        let deepen = |now: &mut Self, steps: &mut Vec<Self>, from: usize, depth: Depth| {
            for index in order.iter().skip(from).rev().copied() {
                if now.causes[index] > depth {
                    now.causes[index] = depth;
                    steps.push(now.clone());
                }
            }
        };
        deepen(&mut now, &mut steps, 0, Depth::Short);
        now.jobs = Jobs::Red;
        steps.push(now.clone());
        deepen(&mut now, &mut steps, FIRST, Depth::Brief);
        deepen(&mut now, &mut steps, FIRST, Depth::Named);
        deepen(&mut now, &mut steps, 0, Depth::Brief);
        now.todo = false;
        steps.push(now.clone());
        now.jobs = Jobs::None;
        steps.push(now.clone());
        deepen(&mut now, &mut steps, FIRST, Depth::Gone);
        deepen(&mut now, &mut steps, 0, Depth::Named);
        now.missing = false;
        steps.push(now.clone());
        now.forecast = false;
        steps.push(now.clone());
        deepen(&mut now, &mut steps, 0, Depth::Gone);
        for (rows, line) in [(6, 200), (3, 120), (1, 80), (0, 0)] {
            (now.rows, now.line) = (rows, line);
            steps.push(now.clone());
        }
        steps
    }

    fn numbers(&self, depth: Depth) -> Vec<usize> {
        self.causes.iter().enumerate().filter(|(_, of)| **of == depth).map(|(index, _)| index + 1).collect()
    }

    /// What is left out, and where the whole is; none where nothing is.
    pub(super) fn note(&self, facts: &Facts<'_>, whole: Option<&str>) -> Option<Block> {
        let mut parts: Vec<String> = Vec::new();
        for (depth, text) in [
            (Depth::Gone, "only counted"),
            (Depth::Named, "only named"),
            (Depth::Brief, "in brief"),
            (Depth::Short, "without how to look further and why we believe it"),
        ] {
            let numbers = self.numbers(depth);
            if !numbers.is_empty() {
                parts.push(format!("{} {} {text}", if numbers.len() == 1 { "cause" } else { "causes" }, spans(&numbers)));
            }
        }
        match self.jobs {
            Jobs::None => parts.push(format!("no table of the {}", many(facts.report.jobs.len(), "job"))),
            Jobs::Red => parts.push("only the red jobs".to_owned()),
            Jobs::All => {}
        }
        for (kept, text) in [
            (self.todo, "no list of the remaining work"),
            (self.missing || facts.report.missing.is_empty(), "what is missing only counted"),
            (self.forecast, "no forecast and no commands"),
        ] {
            if !kept {
                parts.push(text.to_owned());
            }
        }
        if parts.is_empty() {
            return None;
        }
        let mut line: Line = vec![Inline::Strong(vec![words("Shortened to fit here:")]), words(format!(" {}. ", parts.join("; ")))];
        line.extend(whole_report(facts, whole));
        Some(Block::Para(line))
    }
}

/// Whether somebody has yet to do something about it.
fn open(cause: &Cause) -> bool {
    matches!(cause.fix.status, FixStatus::NeedsFix | FixStatus::NotFixed | FixStatus::Unknown)
}

/// Where the whole is: a link, else the command that prints it.
fn whole_report(facts: &Facts<'_>, whole: Option<&str>) -> Line {
    if whole.is_some() {
        return link(vec![words("The whole report")], whole);
    }
    let run = &facts.report.run;
    let command = match (run.id, &run.repo) {
        (Some(id), Some(repo)) => format!("triage run {id} -R {repo}"),
        (Some(id), None) => format!("triage run {id}"),
        _ => "triage scan".to_owned(),
    };
    vec![code(command), words(" prints the whole.")]
}

/// `1, 2 and 5–90`: runs of more than two as a span.
fn spans(numbers: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => parts.push((*number, *number)),
        }
    }
    let said: Vec<String> = parts
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { numbered(&(*first..=*last).collect::<Vec<_>>()) })
        .collect();
    super::facts::listed(&said)
}
