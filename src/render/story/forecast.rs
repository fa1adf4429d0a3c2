//! What the next run is expected to do, family by family.

use super::facts::{Facts, consequence, family, listed, many, numbered, red};
use super::head::chances;
use crate::model::short_sha;
use crate::render::page::{Block, Inline, Line, code, raw, words};
use crate::report::{Forecast, Remedy};

/// Commands on the first screen.
const MOST_COMMANDS: usize = 4;

pub(super) fn blocks(facts: &Facts<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for forecast in &facts.report.expected_next_run {
        // A re-run that clears nothing is said in what to do.
        if forecast.remedy != Remedy::ReRun || !forecast.causes_gone.is_empty() {
            blocks.push(Block::Para(line(facts, forecast)));
        }
    }
    let commands: Vec<(usize, &str)> =
        facts.report.causes.iter().enumerate().filter_map(|(index, cause)| Some((index + 1, cause.reproduce.as_deref()?))).collect();
    if !commands.is_empty() {
        let more = commands.len().saturating_sub(MOST_COMMANDS);
        let first = commands.into_iter().take(MOST_COMMANDS).map(|(number, command)| (number, command.to_owned())).collect();
        blocks.push(Block::Commands("Reproduce", first, more));
    }
    blocks
}

fn line(facts: &Facts<'_>, forecast: &Forecast) -> Line {
    let gone = facts.numbers(forecast.causes_gone.iter().map(|gone| gone.id.as_str()));
    let mut line = vec![Inline::Strong(lead(forecast)), words(" ")];
    if gone.is_empty() {
        line.push(words("no cause is expected to go"));
    } else {
        let noun = if gone.len() == 1 { "cause" } else { "causes" };
        line.push(words(format!("{noun} {} gone (chance {})", numbered(&gone), chances(facts, forecast))));
    }
    let stay: Vec<usize> = (1..=facts.report.causes.len()).filter(|number| !gone.contains(number)).collect();
    if !stay.is_empty() && !gone.is_empty() {
        line.push(words(format!("; {} {}", numbered(&stay), if stay.len() == 1 { "stays" } else { "stay" })));
    }
    let families = by_family(facts, forecast);
    if !families.is_empty() {
        line.push(words(". "));
        line.extend(families);
        line.push(words(", if no further cause surfaces"));
    }
    line.push(words("."));
    line
}

fn lead(forecast: &Forecast) -> Line {
    let what = match forecast.remedy {
        Remedy::ReRun => "After a re-run:",
        Remedy::Push => "After the push",
        Remedy::Rebase => "After the rebase",
        Remedy::ReQueue => "After queueing again:",
    };
    match &forecast.commit {
        Some(sha) if !what.ends_with(':') => {
            vec![words(format!("{what} of ").replace("rebase of", "rebase onto")), code(short_sha(sha)), words(":")]
        }
        _ => vec![words(if what.ends_with(':') { what.to_owned() } else { format!("{what}:") })],
    }
}

/// `8 of 9 E2E jobs pass`, for each family that has a red job; what only reports others last.
fn by_family(facts: &Facts<'_>, forecast: &Forecast) -> Line {
    let mut line: Line = Vec::new();
    let mut alone: Vec<String> = Vec::new();
    let member = |names: &[String], of: &str| names.iter().filter(|name| family(name) == of).count();
    for group in facts.families().iter().filter(|group| group.jobs.iter().any(|job| red(job))) {
        let pass = member(&forecast.jobs.pass, group.name);
        let fail = member(&forecast.jobs.fail, group.name);
        let unknown = member(&forecast.jobs.unknown, group.name);
        let all = pass + fail + unknown;
        if all == 0 {
            continue;
        }
        if group.jobs.iter().all(|job| consequence(job)) && all == 1 && pass == 0 {
            alone.push(group.name.to_owned());
            continue;
        }
        if !line.is_empty() {
            line.push(words("; "));
        }
        if all == 1 {
            line.extend([
                raw(group.name),
                words(if pass == 1 {
                    " passes"
                } else if fail == 1 {
                    " fails"
                } else {
                    " may go either way"
                }),
            ]);
            continue;
        }
        line.extend([
            Inline::Strong(vec![words(format!("{pass} of {all}"))]),
            words(" "),
            raw(group.name),
            words(if pass == 1 { " jobs passes" } else { " jobs pass" }),
        ]);
        if unknown > 0 {
            line.push(words(format!(" ({} either way)", many(unknown, "job"))));
        }
    }
    if !alone.is_empty() {
        let verb = if alone.len() == 1 { " follows them" } else { " follow them" };
        if !line.is_empty() {
            line.push(words("; "));
        }
        line.extend([raw(listed(&alone)), words(verb)]);
    }
    line
}
