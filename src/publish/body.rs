//! The text of a comment: what is so on the head, and what was on earlier ones.

use super::digest::state_digest;
use super::marker::marker;
use super::worth::adds;
use crate::github::{HeadRun, PullHead};
use crate::model::short_sha;
use crate::render::markdown::within;
use crate::render::{self};
use crate::report::Report;

/// Less than the 65,536 characters of a comment: GitHub does not say how it counts.
const LIMIT: usize = 65_000;
/// Workflows that are named for an earlier head.
const NAMED: usize = 10;

/// What a pull request's comment says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it was made of.
    pub digest: String,
    /// The whole text, its marker first.
    pub body: String,
    /// Whether it is worth a comment where there is none yet.
    pub adds: bool,
}

/// The comment of a pull request in a state. The report is that of the head's runs; `whole` is where all of it can be read.
pub fn comment_body(state: &PullHead, report: &Report, whole: Option<&str>) -> Content {
    let digest = state_digest(state);
    let mut parts = vec![marker(&digest)];
    let history = history(state);
    let room = LIMIT.saturating_sub(history.as_ref().map_or(0, |text| text.encode_utf16().count()) + 200);
    if state.failed_in_queue().is_some() {
        parts.push("**In the merge queue:**".to_owned());
    }
    if report.causes.is_empty() {
        parts.push(calm(state));
    } else {
        parts.push(within(report, room, whole).trim_end().to_owned());
    }
    parts.extend(history);
    Content { digest, body: parts.join("\n\n") + "\n", adds: adds(report) }
}

/// Nothing failed, or nothing that is known yet.
fn calm(state: &PullHead) -> String {
    let sha = short_sha(&state.sha);
    let running = state.runs.iter().filter(|run| run.running).count();
    match running {
        0 if state.runs.iter().any(|run| run.failed) => format!("No job of `{sha}` failed by what its runs tell."),
        0 => format!("✅ Nothing failed on `{sha}`."),
        _ => format!(
            "⏳ {running} of {} of `{sha}` {} not ended; nothing failed so far.",
            many(state.runs.len()),
            if running == 1 { "has" } else { "have" }
        ),
    }
}

/// Earlier heads that had failures, folded; what is green on this head is struck through.
fn history(state: &PullHead) -> Option<String> {
    let green = |run: &HeadRun| state.runs.iter().any(|now| now.key == run.key && now.green);
    let line = |(sha, runs): &(String, Vec<HeadRun>)| {
        let failed: Vec<String> = runs
            .iter()
            .filter(|run| run.failed)
            .take(NAMED)
            .map(|run| {
                let name = render::markdown::link(&run.workflow, run.url.as_deref());
                if green(run) { format!("~~{name}~~") } else { name }
            })
            .collect();
        (!failed.is_empty()).then(|| format!("- `{}`: {}", short_sha(sha), failed.join(", ")))
    };
    let lines: Vec<String> = state.earlier.iter().filter_map(line).collect();
    let summary = "<summary>Failed on earlier commits of this pull request</summary>";
    (!lines.is_empty()).then(|| format!("<details>{summary}\n\n{}\n\n</details>", lines.join("\n")))
}

fn many(runs: usize) -> String {
    if runs == 1 { "1 run".to_owned() } else { format!("{runs} runs") }
}
