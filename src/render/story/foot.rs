//! What could not be had, and what the report was made from. No wall clock: the newest commit says how fresh it is.

use super::facts::{Facts, many, red, unexplained};
use crate::model::short_sha;
use crate::render::feedback;
use crate::render::page::{Block, Line, code, link, raw, words};

pub(super) fn blocks(facts: &Facts<'_>, missing: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    if missing && !facts.report.missing.is_empty() {
        let items = facts.report.missing.iter().map(|part| {
            let mut line = vec![raw(&part.what), words(": "), raw(&part.why)];
            if let Some(hint) = &part.hint {
                line.extend([words(" – "), raw(hint)]);
            }
            line
        });
        blocks.extend([Block::Section(vec![words("Missing")]), Block::Bullets(items.collect())]);
    }
    blocks.push(Block::Small(parts(facts)));
    blocks
}

fn parts(facts: &Facts<'_>) -> Vec<Line> {
    let run = &facts.report.run;
    let mut parts: Vec<Line> = Vec::new();
    match run.id {
        Some(id) => {
            let mut line = vec![words("Run ")];
            line.extend(link(vec![words(id.to_string())], run.url.as_deref()));
            if let Some(number) = run.number {
                line.extend([words(" "), code(format!("#{number}"))]);
            }
            if let Some(attempt) = run.attempt {
                line.push(words(format!(", attempt {attempt}")));
            }
            parts.push(line);
        }
        None => parts.push(vec![words("From "), code(&facts.report.source)]),
    }
    if let Some(workflow) = &run.workflow {
        parts.push(vec![raw(workflow)]);
    }
    parts.extend(tested(facts));
    let failed = facts.count(red);
    if failed > 0 {
        let known = facts.count(|job| {
            red(job)
                && job.causes.iter().any(|part| facts.number(&part.id).is_some_and(|number| !unexplained(&facts.report.causes[number - 1])))
        });
        parts.push(vec![words(format!("{known} of {} explained", many(failed, "failed job")))]);
    }
    parts.push(vec![words(if facts.report.missing.is_empty() {
        "nothing missing".to_owned()
    } else {
        format!("{} missing", many(facts.report.missing.len(), "part"))
    })]);
    match &facts.report.commits {
        Some(seen) => {
            let mut line = vec![words(format!("{} after the head", many(seen.count, "commit")))];
            if let Some(newest) = &seen.newest {
                line.extend([words(", newest "), code(short_sha(newest))]);
            }
            parts.push(line);
        }
        None => parts.push(vec![words("later commits not looked at")]),
    }
    let mut by = vec![words("triage "), raw(&facts.report.triage)];
    if let Some(catalog) = &facts.report.catalog {
        by.extend([words(", rules of "), raw(catalog.to_string())]);
    }
    parts.push(by);
    parts.extend(wrong(facts));
    parts
}

/// Where to say that a diagnosis is wrong. An address holds the lines, so only the first few causes have one.
fn wrong(facts: &Facts<'_>) -> Option<Line> {
    const LINKED: usize = 5;
    let mut line = vec![words("wrong? tell which:")];
    for (index, cause) in facts.report.causes.iter().take(LINKED).enumerate() {
        let address = feedback::address(facts.report, cause)?;
        line.push(words(" "));
        line.extend(link(vec![words((index + 1).to_string())], Some(&address)));
    }
    (line.len() > 1).then_some(line)
}

/// Pull request and commit, or branch and commit.
fn tested(facts: &Facts<'_>) -> Option<Line> {
    let run = &facts.report.run;
    let mut line: Line = Vec::new();
    for (index, pull) in run.pull_requests.iter().take(3).enumerate() {
        line.push(words(if index == 0 { "pull request " } else { ", " }));
        line.extend(link(vec![code(format!("#{}", pull.number))], pull.url.as_deref()));
    }
    if let Some(branch) = run.branch.as_ref().filter(|_| line.is_empty()) {
        line.extend([words("branch "), code(branch)]);
    }
    if let Some(sha) = &run.head_sha {
        line.extend([words(if line.is_empty() { "at " } else { " @ " }), code(short_sha(sha))]);
    }
    (!line.is_empty()).then_some(line)
}
