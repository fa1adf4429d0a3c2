//! The shape of runners that print a head for each failed test, below it what is wrong, and in the end their counts.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::lines::{Lines, Prefix};
use super::report::{Failed, Report, number, place};
use crate::extract::lead::bare;
use crate::log::JobLog;
use crate::model::{Place, TestFailure};
use crate::regexes::{Groups, Pattern};

/// How a runner prints its failures.
pub(super) struct Entries {
    /// Heads of failed tests, by the group `name`, perhaps `message` and a place.
    pub heads: &'static [Pattern],
    /// What is wrong, from the lines of an entry.
    pub tell: fn(&Self, &Lines<'_>, Range<usize>, &TestFailure) -> Option<Told>,
    /// The place, in the lines of an entry: the first of the first pattern that matches any.
    pub places: &'static [Pattern],
    /// Lines of an entry that say nothing.
    pub skip: &'static [Pattern],
    /// Lines that end an entry.
    pub stops: &'static [Pattern],
    /// Counts, by the groups `failed`, `errors`, `passed`, `skipped`; those near each other are of one summary.
    pub counts: &'static [Pattern],
    /// What the runner takes to run a test alone, from a head's name.
    pub id: fn(&str) -> String,
    /// An entry has at most so many lines.
    pub longest: usize,
}

/// What is wrong, the line to quote, and where.
#[derive(Debug)]
pub(super) struct Told {
    pub line: usize,
    pub message: String,
    pub place: Place,
}

impl Entries {
    /// One that quotes the first line below a head.
    pub(super) const PLAIN: Self =
        Self { heads: &[], tell: first_line, places: &[], skip: &[], stops: &[], counts: &[], id: str::to_owned, longest: 200 };
}

/// A report is not longer.
const REACH: usize = 20_000;
/// Lines of one summary stand no farther apart.
const SUMMARY: usize = 10;
/// Failures past these are counted only.
const KEPT: usize = 2_000;

/// The first line that says something.
pub(super) fn first_line(entries: &Entries, lines: &Lines<'_>, range: Range<usize>, _: &TestFailure) -> Option<Told> {
    let line = range.clone().find(|&at| {
        let text = lines.get(at);
        !text.trim().is_empty() && !entries.skip.iter().any(|skip| skip.is_match(text))
    })?;
    Some(Told { line, message: lines.get(line).trim().to_owned(), place: entries.place(lines, range) })
}

impl Entries {
    /// A report a run, from the lines that may be heads.
    pub(super) fn reports(&self, log: &JobLog, marks: &[usize]) -> Vec<Report> {
        let mut reports = Vec::new();
        let mut behind = 0;
        for &at in marks {
            let text = log.text(at);
            let own = bare(&text);
            if at < behind || !self.heads.iter().any(|head| head.is_match(own)) {
                continue;
            }
            let lines = Lines::of(log, at..at + REACH, &Prefix::of(&text[..text.len() - own.len()]));
            let (report, end) = self.report(&lines);
            behind = end;
            reports.extend(report);
        }
        reports
    }

    /// The place that a stretch names.
    pub(super) fn place(&self, lines: &Lines<'_>, range: Range<usize>) -> Place {
        let find = |pattern: &Pattern| range.clone().find_map(|at| pattern.captures(lines.get(at)).map(|found| place(&found)));
        self.places.iter().find_map(find).unwrap_or_default()
    }

    /// The report that begins with a head, and where it ends.
    fn report(&self, lines: &Lines<'_>) -> (Option<Report>, usize) {
        let mut failed: Vec<Failed> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
        let (mut at, mut end, mut summary) = (lines.range().start, lines.range().start, None);
        while at < lines.end() {
            let text = lines.get(at);
            if summary.is_some_and(|summary| at > summary + SUMMARY) {
                break;
            }
            if let Some(head) = self.heads.iter().find_map(|head| head.captures(text)) {
                if summary.is_some() {
                    break;
                }
                let (entry, next) = self.entry(lines, at, &head);
                (at, end) = (next, next);
                match known.get(&entry.test.id) {
                    // A test that is listed again, perhaps with more.
                    Some(&index) if failed[index].line.is_none() => failed[index] = entry,
                    Some(_) => {}
                    None if failed.len() < KEPT => {
                        known.insert(entry.test.id.clone(), failed.len());
                        failed.push(entry);
                    }
                    None => {}
                }
                continue;
            }
            if let Some(found) = self.counts.iter().find_map(|count| count.captures(text)) {
                // What is counted already is counted for another run now.
                if counts.keys().any(|what| found.name(what).is_some()) {
                    break;
                }
                for what in ["failed", "errors", "passed", "skipped"] {
                    if let Some(number) = number(&found, what) {
                        counts.insert(what, number);
                    }
                }
                (summary, end) = (Some(at), at + 1);
            }
            at += 1;
        }
        let all_passed = counts.get("failed") == Some(&0) && counts.get("errors").is_none_or(|&errors| errors == 0);
        if all_passed {
            return (None, end.max(lines.range().start + 1));
        }
        let mut report = Report::new(lines.range().start..end, failed);
        if summary.is_none() {
            report = report.unfinished();
        }
        for (what, number) in counts {
            report = report.count(what, Some(number));
        }
        (Some(report), end.max(lines.range().start + 1))
    }

    /// The entry that a head begins, and where it ends.
    fn entry(&self, lines: &Lines<'_>, at: usize, head: &Groups<'_>) -> (Failed, usize) {
        let name = head.name("name").map_or("", |name| name.as_str()).trim();
        let mut test = TestFailure { id: (self.id)(name), message: None, place: place(head) };
        let ends =
            |text: &str| text.starts_with("##[") || [self.heads, self.stops, self.counts].into_iter().flatten().any(|p| p.is_match(text));
        let next = (at + 1..lines.end().min(at + self.longest)).find(|&next| ends(lines.get(next)));
        let next = next.unwrap_or(lines.end().min(at + self.longest));
        let mut line = None;
        if let Some(told) = (self.tell)(self, lines, at + 1..next, &test) {
            line = Some(told.line);
            test.message = Some(told.message).filter(|message| !message.is_empty());
            if told.place.path.is_some() {
                test.place = told.place;
            }
        } else if let Some(message) = head.name("message").map(|message| message.as_str().trim()).filter(|message| !message.is_empty()) {
            (line, test.message) = (Some(at), Some(message.to_owned()));
        }
        (Failed { test, head: at, line }, next)
    }
}
