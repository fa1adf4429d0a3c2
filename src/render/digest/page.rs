//! What a digest says, before any format.

use super::spark::spark;
use crate::model::short_sha;
use crate::render::page::{Block, Line, LogLine, Table, Tone, code, link, raw, toned, words};
use crate::render::story::many;
use crate::report::{Digest, DigestCause, Trend};

/// Causes whose line is shown.
const SHOWN: usize = 10;

/// The page: the answer first. With `bars`, the days as characters.
pub(super) fn page(of: &Digest, bars: bool) -> Vec<Block> {
    let mut page = vec![headline(of), Block::Para(facts(of))];
    if bars && of.failed > 0 {
        let failed: Vec<u64> = of.days.iter().map(|day| day.failed).collect();
        page.push(Block::Para(vec![
            words("Failed runs by day: "),
            words(spark(&failed)),
            words(format!(" (at most {})", failed.iter().max().unwrap_or(&0))),
        ]));
    }
    if !of.causes.is_empty() {
        page.push(Block::Table(causes(of)));
        let lines = of.causes.iter().enumerate().take(SHOWN).filter_map(|(at, cause)| {
            cause.line.as_ref().map(|text| LogLine { number: (at + 1).to_string(), marked: false, text: text.clone() })
        });
        page.push(Block::Log(lines.collect()));
    }
    if !of.flaky.is_empty() {
        page.push(Block::Section(vec![words("Flaky jobs")]));
        page.push(Block::Para(vec![words("They failed, and passed when the same commit was run again.")]));
        let rows = of.flaky.iter().map(|job| {
            vec![
                vec![raw(&job.job)],
                vec![raw(job.workflow.trim_start_matches(".github/workflows/"))],
                vec![words(job.passed_again.to_string())],
                vec![words(rate(job.failed, job.runs))],
            ]
        });
        page.push(Block::Table(Table { rows: rows.collect(), head: vec!["Job", "Workflow", "Passed again", "Failed in"] }));
    }
    if of.fixes_claimed > 0 || of.mean_hours_to_fix.is_some() || of.forecasts.is_some() {
        page.push(Block::Section(vec![words("Fixes")]));
        let held =
            (of.fixes_claimed > 0).then(|| vec![words(format!("{} claimed, {} seen to hold", fixes(of.fixes_claimed), of.fixes_held))]);
        let time = of.mean_hours_to_fix.map(|hours| vec![words(format!("from red to green on the base: {} on average", lasted(hours)))]);
        let forecasts = of.forecasts.as_ref().and_then(|so_far| {
            let (brier, red) = (so_far.causes.brier?, so_far.causes.red_stays_red?);
            let (held, all) = (so_far.causes.held, so_far.causes.predictions);
            Some(vec![words(format!("forecasts: {held} of {all} held, squared error {brier:.2} against {red:.2} for “red stays red”"))])
        });
        page.push(Block::Bullets(held.into_iter().chain(time).chain(forecasts).collect()));
    }
    if !of.missing.is_empty() {
        page.push(Block::Section(vec![words("Missing")]));
        let said = |part: &crate::report::MissingPart| {
            let hint = part.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
            vec![raw(format!("{}: {}{hint}", part.what, part.why))]
        };
        page.push(Block::Bullets(of.missing.iter().map(said).collect()));
    }
    page
}

fn headline(of: &Digest) -> Block {
    let mark = if of.failed == 0 { "✅" } else { "❌" };
    let text = format!("{mark} {} of {} failed · {}", of.failed, many(of.runs, "run"), many(of.causes.len(), "cause"));
    Block::Headline(vec![toned(if of.failed == 0 { Tone::Good } else { Tone::Bad }, text)])
}

/// Which repository and days; how much of it is explained; what is new and what is gone.
fn facts(of: &Digest) -> Line {
    let day = |time: &str| time.get(..10).unwrap_or(time).to_owned();
    let count = |trend| of.causes.iter().filter(|cause| cause.trend == trend).count();
    let mut facts = vec![vec![raw(&of.repo)], vec![raw(format!("{} to {}", day(&of.since), day(&of.until)))]];
    if of.failed_jobs > 0 {
        facts.push(vec![words(format!("{} of {} explained", of.explained_jobs, many(of.failed_jobs, "failed job")))]);
    }
    let trends = [(Trend::New, "new"), (Trend::Reopened, "reopened"), (Trend::Gone, "gone")];
    facts.extend(
        trends.into_iter().filter(|(trend, _)| count(*trend) > 0).map(|(trend, word)| vec![words(format!("{} {word}", count(trend)))]),
    );
    facts.into_iter().enumerate().flat_map(|(at, fact)| [vec![words(if at > 0 { " · " } else { "" })], fact].concat()).collect()
}

/// `5.2 hours`, `3.5 days`.
fn lasted(hours: f64) -> String {
    if hours < 48.0 { format!("{hours:.1} hours") } else { format!("{:.1} days", hours / 24.0) }
}

fn causes(of: &Digest) -> Table {
    let several_days = of.days.len() > 1;
    let mut head = vec!["", "Cause", "Trend", "Runs", "Jobs", "Minutes", "Who acts"];
    if several_days {
        head.push("By day");
    }
    let row = |(at, cause): (usize, &DigestCause)| {
        let url = cause.url.as_deref().or(cause.last.url.as_deref());
        let mut row = vec![
            link(vec![words((at + 1).to_string())], url),
            [vec![raw(&cause.title), words(" ")], vec![code(short_sha(&cause.fingerprint))]].concat(),
            vec![words(trend(cause.trend))],
            vec![words(cause.runs.to_string())],
            vec![words(cause.jobs.to_string())],
            vec![words(format!("{:.0}", cause.minutes))],
            vec![words(cause.actor.as_str())],
        ];
        if several_days {
            row.push(vec![words(spark(&cause.days))]);
        }
        row
    };
    Table { rows: of.causes.iter().enumerate().map(row).collect(), head }
}

fn trend(trend: Trend) -> &'static str {
    match trend {
        Trend::New => "🆕 new",
        Trend::Reopened => "🔁 reopened",
        Trend::Gone => "✅ gone",
        Trend::Present => "present",
    }
}

fn rate(failed: u64, runs: u64) -> String {
    let share = if runs == 0 { 0.0 } else { failed as f64 * 100.0 / runs as f64 };
    format!("{failed} of {} ({share:.0} %)", many(runs, "run"))
}

fn fixes(count: u64) -> String {
    if count == 1 { "1 fix".to_owned() } else { format!("{count} fixes") }
}
