//! The first screen: what is broken, whose it is, what to do.

use super::cut::Cut;
use super::facts::{Facts, called, chance, consequence, green, many, numbered, of_the_base, red, transient, unexplained};
use super::status;
use crate::model::{Actor, Confidence, short_sha};
use crate::render::escape::bounded;
use crate::render::page::{Block, Inline, Line, LogLine, Table, Tone, code, link, raw, toned, words};
use crate::render::prose;
use crate::report::{Cause, FixStatus, Forecast, NextKind, Remedy, Verdict, from_outside};

pub(super) fn blocks(facts: &Facts<'_>, cut: &Cut) -> Vec<Block> {
    let mut blocks = vec![Block::Headline(headline(facts))];
    let causes = &facts.report.causes;
    if causes.is_empty() {
        blocks.push(Block::Para(no_cause(facts)));
        return blocks;
    }
    blocks.push(Block::Steps("Do:", steps(facts)));
    if cut.rows > 0 {
        blocks.push(table(facts, cut.rows));
    }
    if causes.len() > cut.rows {
        blocks.push(Block::Para(vec![words(format!("and {}.", many(causes.len() - cut.rows, "more cause")))]));
    }
    let lines = causes.iter().take(cut.rows).enumerate().filter_map(|(index, cause)| {
        let text = &cause.evidence.first()?.text;
        Some(LogLine { number: (index + 1).to_string(), marked: false, text: bounded(text.trim(), cut.line) })
    });
    let lines: Vec<LogLine> = lines.collect();
    if !lines.is_empty() {
        blocks.push(Block::Log(lines));
    }
    blocks
}

fn headline(facts: &Facts<'_>) -> Line {
    let all = facts.report.jobs.len();
    let greens = facts.count(green);
    let reporting = facts.count(consequence);
    let broken = facts.count(|job| red(job) && !consequence(job));
    let mut text = if facts.report.causes.is_empty() {
        if broken == 0 { "✅ No failure found".to_owned() } else { format!("❔ {} without a cause found", many(broken, "failed job")) }
    } else {
        format!("❌ {} in {}", many(facts.report.causes.len(), "cause"), many(broken, "job"))
    };
    if reporting > 0 {
        text.push_str(&format!(
            " (+{reporting} that only {} {})",
            if reporting == 1 { "reports" } else { "report" },
            if facts.report.causes.len() == 1 { "it" } else { "them" }
        ));
    }
    if all > 0 {
        text.push_str(&format!(" · {greens} of {all} green"));
    }
    let skipped = facts.count(|job| job.conclusion.as_deref() == Some("skipped"));
    if skipped > 0 {
        text.push_str(&format!(", {skipped} skipped"));
    }
    let tone = if facts.report.causes.is_empty() && broken == 0 { Tone::Good } else { Tone::Bad };
    vec![toned(tone, text)]
}

fn no_cause(facts: &Facts<'_>) -> Line {
    let failed = facts.count(red);
    let run = facts.report.run.conclusion.as_deref();
    let mut line = vec![words(if failed > 0 {
        format!("No cause found: {} failed, and nothing that could be read says why.", many(failed, "job"))
    } else if facts.report.jobs.is_empty() {
        "No failure found: there was no job to read.".to_owned()
    } else {
        format!("No failure found: none of {} failed.", many(facts.report.jobs.len(), "job"))
    })];
    if failed == 0
        && let Some(word) = run.filter(|word| *word != "success")
    {
        line.extend([words(" Yet GitHub calls the run "), code(word), words("; look at the run's page.")]);
    }
    line
}

/// What to do, in order: whether to run it again, what to push, what is left to fix.
fn steps(facts: &Facts<'_>) -> Vec<Line> {
    let causes = &facts.report.causes;
    let mut steps: Vec<Line> = super::next::step(facts).into_iter().collect();
    let begun = !steps.is_empty();
    steps.extend(again(facts));
    for forecast in
        facts.report.expected_next_run.iter().filter(|forecast| forecast.remedy != Remedy::ReRun && !forecast.causes_gone.is_empty())
    {
        steps.push(push(facts, forecast));
    }
    let of = |wanted: fn(&Cause) -> bool| facts.numbers(causes.iter().filter(|cause| wanted(cause)).map(|cause| cause.id.as_str()));
    let open = of(|cause| cause.fix.status == FixStatus::NeedsFix && !unexplained(cause) && !transient(cause) && !of_the_base(cause));
    // What to do next may have said so already.
    let told = facts.report.next.as_ref().is_some_and(|next| matches!(next.kind, NextKind::Setting | NextKind::Maintainer | NextKind::Fix));
    if !open.is_empty() {
        let found = match &facts.report.commits {
            Some(seen) if seen.count == 1 => ": the commit after the head does not".to_owned(),
            Some(seen) if seen.count > 1 => format!(": none of the {} commits after the head does", seen.count),
            _ => String::new(),
        };
        if !(begun && told) {
            steps.push(vec![words(format!("fix {}{found}", numbered(&open)))]);
        } else if !found.is_empty() {
            steps.push(vec![words(format!("nothing that was pushed since then fixes {}", numbered(&open)))]);
        }
    }
    for (wanted, text) in [
        (of(|cause| cause.fix.status == FixStatus::NotFixed), "again: still there with the likely fix in it"),
        (
            of(|cause| cause.fix.status == FixStatus::Unknown && !unexplained(cause) && !transient(cause) && !of_the_base(cause)),
            "(could not look whether it is done)",
        ),
    ] {
        if !wanted.is_empty() {
            steps.push(vec![words(format!("fix {} {text}", numbered(&wanted)))]);
        }
    }
    let dark = |cause: &Cause| unexplained(cause) && matches!(cause.fix.status, FixStatus::NeedsFix | FixStatus::Unknown);
    let lines = facts.numbers(causes.iter().filter(|cause| dark(cause) && !cause.evidence.is_empty()).map(|cause| cause.id.as_str()));
    if !lines.is_empty() {
        steps.push(vec![words(format!(
            "look into {}: unexplained, start at {} below",
            numbered(&lines),
            if lines.len() == 1 { "its line" } else { "their lines" }
        ))]);
    }
    let silent = facts.numbers(causes.iter().filter(|cause| dark(cause) && cause.evidence.is_empty()).map(|cause| cause.id.as_str()));
    if !silent.is_empty() {
        steps.push(vec![words(format!(
            "look at the {} of {}: unexplained, and no line that could be read says why",
            if silent.len() == 1 { "job" } else { "jobs" },
            numbered(&silent)
        ))]);
    }
    let done = of(|cause| cause.fix.status == FixStatus::Verified);
    if !done.is_empty() {
        steps.push(vec![words(format!("nothing for {}: gone in later runs", numbered(&done)))]);
    }
    steps
}

fn again(facts: &Facts<'_>) -> Option<Line> {
    let causes = &facts.report.causes;
    let rerun = facts.report.expected_next_run.iter().find(|forecast| forecast.remedy == Remedy::ReRun);
    let listed =
        |cause: &Cause| rerun.is_some_and(|forecast| forecast.causes_gone.iter().any(|gone| gone.id == cause.id && gone.probability > 0.0));
    let may = facts.numbers(causes.iter().filter(|cause| transient(cause) || listed(cause)).map(|cause| cause.id.as_str()));
    let replays = facts.report.run.head_sha.as_deref().map(|sha| vec![words("it replays "), code(short_sha(sha))]);
    if may.len() == causes.len() {
        // What to do next says so already.
        if causes.iter().any(from_outside) {
            return None;
        }
        return Some(vec![words(format!(
            "re-run the failed jobs: may clear {}, as {} transient",
            numbered(&may),
            if may.len() == 1 { "it looks" } else { "all look" }
        ))]);
    }
    let mut line = if !may.is_empty() {
        vec![words(format!("a re-run may clear {} only", numbered(&may)))]
    } else if causes.iter().any(|cause| unexplained(cause) || cause.actor == Actor::Infrastructure) {
        // Nothing shows that it is transient, and nothing shows that it is not.
        return None;
    } else {
        vec![words("don't re-run: no cause is transient")]
    };
    if let Some(replays) = replays {
        line.push(words(if may.is_empty() { ", " } else { ": " }));
        line.extend(replays);
    }
    Some(line)
}

pub(super) fn push(facts: &Facts<'_>, forecast: &Forecast) -> Line {
    let numbers = facts.numbers(forecast.causes_gone.iter().map(|gone| gone.id.as_str()));
    let likely = forecast.causes_gone.iter().all(|gone| gone.probability >= 0.5);
    let mut line = vec![words(match forecast.remedy {
        Remedy::Push => "push ",
        Remedy::Rebase => "rebase onto ",
        Remedy::ReQueue => "queue it again",
        Remedy::ReRun => "re-run",
    })];
    if let Some(sha) = &forecast.commit {
        if forecast.remedy == Remedy::ReQueue {
            line.push(words(" with "));
        }
        line.extend([commit_link(facts, sha), words(" or later")]);
    } else if forecast.remedy == Remedy::Rebase {
        line.push(words("the newest base"));
    } else if forecast.remedy == Remedy::Push {
        line.push(words("what is committed"));
    }
    line.push(words(format!(": {} {}", if likely { "likely clears" } else { "may clear" }, numbered(&numbers))));
    line
}

/// The commit, linked where some cause credits it with an address.
fn commit_link(facts: &Facts<'_>, sha: &str) -> Inline {
    let url = facts
        .report
        .causes
        .iter()
        .flat_map(|cause| &cause.fix.commits)
        .find(|commit| commit.sha == sha)
        .and_then(|commit| commit.url.as_deref());
    link(vec![code(short_sha(sha))], url).into_iter().next().unwrap_or_else(|| code(short_sha(sha)))
}

fn table(facts: &Facts<'_>, rows: usize) -> Block {
    let causes = &facts.report.causes;
    let owned = causes.iter().any(|cause| cause.ownership.verdict != Verdict::Unknown);
    let fixes = status::worth_a_column(causes);
    let mut head = vec!["", "Cause", "Red jobs", if owned { "Whose" } else { "Who acts" }];
    if fixes {
        head.push("Fixed?");
    }
    let rows = causes.iter().take(rows).enumerate().map(|(index, cause)| {
        let at = cause.evidence.first().and_then(|line| line.url.as_deref());
        let mut row = vec![link(vec![words((index + 1).to_string())], at), why(cause), vec![raw(labels(facts, cause, 4))]];
        row.push(vec![words(if owned { status::whose(cause.ownership.verdict) } else { cause.actor.as_str() })]);
        if fixes {
            row.push(status::fix_cell(&cause.fix));
        }
        row
    });
    let rows: Vec<Vec<Line>> = rows.collect();
    let about = (1..=rows.len()).map(|number| vec![number]).collect();
    Block::CauseTable(Table { head, rows }, about)
}

/// The cause in a sentence, and how sure we are where we are not.
fn why(cause: &Cause) -> Line {
    if unexplained(cause) {
        return match cause.evidence.first() {
            Some(line) => vec![words("unexplained: the likeliest line is "), code(bounded(line.text.trim(), 160))],
            None => vec![words("unexplained: nothing that could be read says why")],
        };
    }
    let mut line = sentence(cause);
    if cause.confidence != Confidence::High {
        line.extend([words(" "), Inline::Aside(vec![words(format!("({} confidence)", cause.confidence.as_str()))])]);
    }
    line
}

/// Why, in a sentence without its full stop; the title where nothing says why.
pub(super) fn sentence(cause: &Cause) -> Line {
    vec![if cause.root_cause.trim().is_empty() {
        raw(&cause.title)
    } else {
        Inline::Prose(prose::first_sentence(&cause.root_cause).trim_end_matches('.').to_owned())
    }]
}

/// The names of the jobs that a cause broke, at most so many.
pub(super) fn labels(facts: &Facts<'_>, cause: &Cause, most: usize) -> String {
    let mut names: Vec<String> = facts.broken_by(cause).into_iter().map(|name| facts.label(name).to_owned()).collect();
    let more = names.len().saturating_sub(most);
    names.truncate(most);
    let names = names.join(", ");
    if more > 0 { format!("{names} and {more} more") } else { names }
}

/// The chances of causes, in the order of their numbers.
pub(super) fn chances(facts: &Facts<'_>, forecast: &Forecast) -> String {
    let mut gone: Vec<(usize, f64)> =
        forecast.causes_gone.iter().filter_map(|gone| Some((facts.number(&gone.id)?, gone.probability))).collect();
    gone.sort_by_key(|(number, _)| *number);
    gone.iter().map(|(_, probability)| chance(*probability)).collect::<Vec<_>>().join(", ")
}

/// The name to show for a job.
pub(super) fn name_of(job: &crate::report::JobReport) -> Line {
    vec![raw(called(job))]
}
