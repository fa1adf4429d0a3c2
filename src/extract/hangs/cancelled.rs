//! `The operation was canceled.`, and a runner that was shut down (actions/runner `StepsRunner.cs`, `JobRunner.cs`).

use super::silence::{self, duration};
use crate::extract::extractor::{Extractor, Read};
use crate::log::JobLog;
use crate::matching::Depth;
use crate::model::Confidence;

pub(super) const EXTRACTOR: Extractor = Extractor {
    name: "cancelled",
    literals: &["The operation was canceled.", "A task was canceled.", "runner has received a shutdown signal"],
    read,
};

/// Hosted runners end a job after six hours.
const LIMIT: i64 = 6 * 3_600;

fn read(log: &JobLog, lines: &[usize]) -> Vec<Read> {
    // An exception of that name inside a program carries no tag.
    let ended: Vec<usize> = lines.iter().copied().filter(|&at| log.text(at).starts_with("##[error]")).collect();
    let Some(&first) = ended.first() else { return Vec::new() };
    let last = silence::before(log, first);
    let shut_down = ended.iter().copied().find(|&at| log.text(at).contains("shutdown signal"));
    let (title, sentence) = match (shut_down, lasted(log, first)) {
        (Some(_), _) => ("The runner was shut down", "The machine that ran the job was shut down.".to_owned()),
        (None, Some(seconds)) if seconds + 60 >= LIMIT => (
            "The job ran into its time limit",
            format!("The job was ended after {}, the longest that a hosted runner gives a job.", duration(seconds)),
        ),
        (None, _) => ("The job was cancelled", "The job was cancelled while this step ran; its log does not say by whom.".to_owned()),
    };
    vec![Read {
        line: shut_down.unwrap_or(first),
        span: first..ended.last().map_or(first, |last| *last) + 1,
        category: "runner",
        // That it ended, not why.
        depth: Depth::That,
        confidence: Confidence::Medium,
        title: title.to_owned(),
        root_cause: format!("{sentence}{}", last.sentences(log)),
        details: last.details(log),
    }]
}

/// From the log's first time to this line's, in seconds.
fn lasted(log: &JobLog, end: usize) -> Option<i64> {
    let start = (0..end.min(50)).find_map(|at| log.time(at))?;
    Some((log.time(end)? - start).num_seconds())
}
