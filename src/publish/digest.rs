//! A pull request's state as one short word: when it moves, what was made of it is stale.

use sha2::{Digest as _, Sha256};

use crate::github::{HeadRun, PullHead};

/// Equal for equal states: head, labels, runs with attempt and outcome, and those of earlier heads.
pub fn state_digest(state: &PullHead) -> String {
    let runs = |runs: &[HeadRun]| {
        let run = |run: &HeadRun| format!("{}.{}.{}{}{}", run.id, run.attempt, run.running, run.failed, run.green);
        runs.iter().map(run).collect::<Vec<_>>().join(",")
    };
    let mut labels = state.labels.clone();
    labels.sort();
    let earlier: Vec<String> = state.earlier.iter().map(|(sha, of)| format!("{sha}:{}", runs(of))).collect();
    let queued = runs(state.queued.as_slice());
    let all = format!("{}|{}|{}|{queued}|{labels:?}|{}|{}", state.number, state.sha, runs(&state.runs), state.open, earlier.join(";"));
    short(&all)
}

/// Sixteen hex digits of a hash.
pub(super) fn short(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
