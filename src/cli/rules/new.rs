//! `triage rules new`: a rule file for a line of a log, whole, with the log as its example.

use std::io::Write as _;

use super::args::NewArgs;
use super::place::{Line, find};
use crate::cli::Outcome;
use crate::cli::args::Global;
use crate::cli::error::Failure;
use crate::cli::output::{print, say};
use crate::cli::pipeline;
use crate::diagnose::{Outcome as Proof, prove};
use crate::extract::literals;
use crate::matching::Matcher;
use crate::report::redact;
use crate::rules::{Catalog, Draft, Example, Kind, Pack, Template};

/// Lines of the log above and below, the most first: where something else in them is the cause, fewer do.
const REACHES: [usize; 3] = [8, 3, 0];
/// More echoed lines than these say no more.
const ECHOED: usize = 12;

pub(super) fn run(args: &NewArgs, global: &Global) -> Result<Outcome, Failure> {
    let line = find(&args.from)?;
    let catalog = pipeline::catalog(&global.rules)?;
    let matcher = Matcher::new(&catalog, &literals());
    let Some(mut draft) = Draft::of(redact(line.log.text(line.at).trim_end()).as_ref()) else {
        let why = "the line holds too few words of its own to be told from other lines".to_owned();
        return Err(Failure::Place { place: args.from.clone(), why });
    };
    draft.id = free_id(args.id.as_deref().unwrap_or(&draft.id), &catalog);
    for known in matcher.scan(&line.log).hits.iter().filter(|hit| hit.line == line.at).map(|hit| &catalog.rules()[hit.rule]) {
        say(&format!("{} matches the line already: triage rules show {}", known.path(), known.id));
    }
    let supersedes = wrappers(&line, &matcher, &catalog);
    let (file, broken) = written(&draft, &line, args, &supersedes, global)?;
    deliver(&file, &draft, args, global)?;
    for why in &broken {
        say(&format!("to be mended by hand: {why}"));
    }
    Ok(if broken.is_empty() { Outcome::Fine } else { Outcome::Found })
}

/// To standard output, to a file, or into a directory of rules. Never over a file.
fn deliver(file: &str, draft: &Draft, args: &NewArgs, global: &Global) -> Result<(), Failure> {
    let Some(path) = &global.output else { return print(file) };
    let path = if path.is_dir() { path.join(&args.category).join(format!("{}.md", draft.id)) } else { path.clone() };
    let failed = |source| Failure::Write { path: path.clone(), source };
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory).map_err(failed)?;
    }
    let mut new = std::fs::File::create_new(&path).map_err(failed)?;
    new.write_all(file.as_bytes()).map_err(failed)?;
    say(&format!("wrote {0}\nsay in it why that happens and what to do, then: triage rules test {0}", path.display()));
    Ok(())
}

/// An id that no rule has.
fn free_id(id: &str, catalog: &Catalog) -> String {
    let mut free = id.to_owned();
    let mut count = 1;
    while catalog.get(&free).is_some() {
        count += 1;
        free = format!("{id}-{count}");
    }
    free
}

/// The file that passes its own tests, with as much of the log as that allows; else the last one tried, and what is wrong with it.
fn written(draft: &Draft, line: &Line, args: &NewArgs, supersedes: &[String], global: &Global) -> Result<(String, Vec<String>), Failure> {
    let mut last = (String::new(), Vec::new());
    for reach in REACHES {
        let (window, at) = window(line, reach);
        let file = draft.write(&Template { category: &args.category, window: &window, at, supersedes });
        let pack = Pack::from_files(&[(format!("{}/{}.md", args.category, draft.id), file.clone())]);
        let catalog = pipeline::catalog(&global.rules)?.with(pack)?;
        let broken = broken(draft, &catalog);
        let done = broken.is_empty();
        last = (file, broken);
        if done {
            break;
        }
    }
    Ok(last)
}

/// The draft's examples that are not as they should be, and why.
fn broken(draft: &Draft, catalog: &Catalog) -> Vec<String> {
    let matcher = Matcher::new(catalog, &literals());
    let Some((_, rule)) = catalog.get(&draft.id) else { return Vec::new() };
    let why = |example: &Example| match prove(rule, example, &matcher, catalog) {
        Proof::Broken(why) => Some(format!("{}: {why}", example.name)),
        Proof::Held | Proof::KnownMiss => None,
    };
    rule.examples.iter().filter_map(why).collect()
}

/// The wrappers among the findings of the line's step: what they say is a symptom of what the new rule says.
fn wrappers(line: &Line, matcher: &Matcher<'_>, catalog: &Catalog) -> Vec<String> {
    let step = line.log.step_of(line.at);
    let found = matcher.find(&line.log).findings;
    let wrappers = found.iter().filter(|finding| finding.step == step).filter_map(|finding| finding.rule(catalog));
    let mut ids: Vec<String> = wrappers.filter(|rule| rule.kind == Kind::Wrapper).map(|rule| rule.id.clone()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// The log around a line, as an example shows it: how the step began, so many lines above and below, how it ended; and the line's place.
fn window(line: &Line, reach: usize) -> (Vec<String>, usize) {
    let (log, at) = (&line.log, line.at);
    let step = log.step_of(at).map(|step| &log.steps[step]);
    let lines = step.map_or(0..log.len(), |step| step.lines.clone());
    let echo = step.and_then(|step| step.run.echoes.iter().rev().find(|echo| echo.end <= at)).cloned();
    let first = echo.as_ref().map_or(lines.start, |echo| echo.end);
    let mut taken: Vec<usize> = Vec::new();
    if let Some(echo) = echo {
        let long = echo.len() > ECHOED;
        taken.extend(echo.clone().filter(|&line| !long || line == echo.start || line + 1 == echo.end));
    }
    taken.extend(at.saturating_sub(reach).max(first)..at);
    let place = taken.len();
    let last = (at + 1 + reach).min(lines.end);
    taken.extend(at..last);
    taken.extend(step.and_then(|step| step.exit).map(|(exit, _)| exit).filter(|exit| *exit >= last));
    let shown = |line: usize| redact(log.text(line).trim_end()).into_owned();
    (taken.into_iter().map(shown).collect(), place)
}
