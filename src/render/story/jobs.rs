//! The table of jobs: every member of a family with a red job, and one row for all that is green.

use super::cut::Jobs;
use super::facts::{Facts, Family, green, many, red, unexplained};
use super::head::name_of;
use super::status;
use crate::render::page::{Block, Inline, Line, Table, Tone, link, raw, toned, words};
use crate::report::{Cause, JobReport, Role};

/// Rows of the table, at most; a family's green members come after its red ones, so that those go first.
const MOST_ROWS: usize = 30;
/// Names in the last row, and their letters: a table gives a long cell the room of the others.
const MOST_NAMES: usize = 5;
const MOST_LETTERS: usize = 44;

pub(super) fn blocks(facts: &Facts<'_>, which: Jobs) -> Vec<Block> {
    if which == Jobs::None || facts.report.jobs.len() < 2 && facts.report.causes.is_empty() || facts.report.jobs.is_empty() {
        return Vec::new();
    }
    let labelled = facts.report.jobs.iter().any(|job| job.label.is_some());
    let fixes = status::worth_a_column(&facts.report.causes);
    let mut head = vec![if labelled { "Service" } else { "Job" }, "Status", "Root cause"];
    if fixes {
        head.extend(["Fix status", "Commit"]);
    }
    let columns = head.len();
    let (some_red, quiet): (Vec<Family<'_>>, Vec<Family<'_>>) =
        facts.families().into_iter().partition(|family| family.jobs.iter().any(|job| red(job)));
    let mut shown: Vec<&JobReport> =
        some_red.iter().flat_map(|family| family.jobs.iter().copied()).filter(|job| which == Jobs::All || red(job)).collect();
    shown.sort_by_key(|job| rank(facts, job));
    let more = shown.split_off(shown.len().min(MOST_ROWS));
    let mut about: Vec<Vec<usize>> = shown.iter().map(|job| facts.numbers(job.causes.iter().map(|part| part.id.as_str()))).collect();
    let mut rows: Vec<Vec<Line>> = shown.into_iter().map(|job| row(facts, job, fixes)).collect();
    let more_red = more.iter().filter(|job| red(job)).count();
    if more_red > 0 {
        rows.push(vec![vec![words(format!("and {more_red} more"))], vec![toned(Tone::Bad, "❌ FAILURE")]]);
    }
    if which == Jobs::All {
        rows.extend(last(&quiet, &more));
    }
    for row in &mut rows {
        row.resize(columns, vec![words("–")]);
    }
    about.resize(rows.len(), Vec::new());
    vec![Block::Section(vec![words("Jobs")]), Block::CauseTable(Table { head, rows }, about)]
}

/// Red ones by their cause, then those that only report them, then the rest as GitHub lists them.
fn rank(facts: &Facts<'_>, job: &JobReport) -> usize {
    let first = job.causes.iter().filter(|part| part.role != Role::Consequence).filter_map(|part| facts.number(&part.id)).min();
    match first {
        Some(number) => number,
        None if !job.causes.is_empty() => 10_000,
        None if red(job) => 9_999,
        None => 10_001,
    }
}

fn row(facts: &Facts<'_>, job: &JobReport, fixes: bool) -> Vec<Line> {
    let name = if red(job) && status::consequence_of(facts, job).is_none() {
        vec![Inline::Strong(link(name_of(job), job.url.as_deref()))]
    } else {
        name_of(job)
    };
    let mut row = vec![name, status::job(job)];
    if let Some(text) = status::consequence_of(facts, job) {
        row.push(vec![words(text)]);
        return row;
    }
    let parts: Vec<(usize, &Cause, bool)> = job
        .causes
        .iter()
        .filter_map(|part| facts.number(&part.id).map(|number| (number, &facts.report.causes[number - 1], part.role == Role::Primary)))
        .collect();
    let Some((number, cause, _)) = parts.iter().find(|(.., primary)| *primary).or(parts.first()).copied() else {
        if red(job) {
            row.push(vec![words("no cause found")]);
        }
        return row;
    };
    let mut why = vec![words(format!("{number}: "))];
    // What a tool's reader calls its finding (`1 test failed`) says less than what it read.
    if cause.rule.is_none() && !unexplained(cause) {
        why.extend(super::head::sentence(cause));
    } else {
        why.push(super::cause::title(cause));
    }
    let also: Vec<usize> = parts.iter().map(|(number, ..)| *number).filter(|other| *other != number).collect();
    if !also.is_empty() {
        why.push(words(format!("; also {}", super::facts::numbered(&also))));
    }
    row.push(why);
    if fixes {
        row.push(vec![status::fix(cause.fix.status)]);
        row.push(cause.fix.commits.first().map_or_else(|| vec![words("–")], status::commit_of));
    }
    row
}

/// `Lint ×2, Build & Push ×10 and 3 more`, one row for each way of not failing.
fn last(quiet: &[Family<'_>], more: &[&JobReport]) -> Vec<Vec<Line>> {
    let mut rows = Vec::new();
    let mut conclusions: Vec<Option<&str>> = Vec::new();
    let left = || quiet.iter().flat_map(|family| family.jobs.iter().copied()).chain(more.iter().copied()).filter(|job| !red(job));
    for job in left() {
        if !conclusions.contains(&job.conclusion.as_deref()) {
            conclusions.push(job.conclusion.as_deref());
        }
    }
    conclusions.sort_by_key(|word| *word != Some("success"));
    for conclusion in conclusions {
        let mut groups: Vec<(&str, Vec<&JobReport>)> = Vec::new();
        for job in left().filter(|job| job.conclusion.as_deref() == conclusion) {
            let name = super::facts::family(&job.name);
            match groups.iter_mut().find(|(other, _)| *other == name) {
                Some((_, jobs)) => jobs.push(job),
                None => groups.push((name, vec![job])),
            }
        }
        let Some(example) = groups.first().and_then(|(_, jobs)| jobs.first()).copied() else { continue };
        let mut names: Vec<String> = groups
            .iter()
            .take(MOST_NAMES)
            .map(|(name, jobs)| match jobs.as_slice() {
                [one] => super::facts::called(one).to_owned(),
                several => format!("{name} ×{}", several.len()),
            })
            .collect();
        while names.len() > 1 && names.iter().map(|name| name.chars().count() + 2).sum::<usize>() > MOST_LETTERS {
            names.pop();
        }
        let rest: usize = groups.iter().skip(names.len()).map(|(_, jobs)| jobs.len()).sum();
        let mut line = vec![raw(names.join(", "))];
        if rest > 0 {
            line.push(words(format!(" and {}", many(rest, "more job"))));
        }
        debug_assert!(green(example) || conclusion != Some("success"));
        rows.push(vec![line, status::job(example)]);
    }
    rows
}
