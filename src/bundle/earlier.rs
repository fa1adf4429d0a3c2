//! Earlier attempts of a run, as far as its list of jobs tells: the same commit, again.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::Parts;
use crate::model::{Job, Run};

/// One run to compare with for each attempt before the run's own in which jobs ran that ran again. They have no logs.
pub(super) fn attempts(run: &Run, all: Vec<Job>, latest: &[Job]) -> Vec<Parts> {
    let kept: BTreeSet<Option<u64>> = latest.iter().map(|job| job.id).collect();
    let Some(own) = run.attempt else { return Vec::new() };
    let mut by_attempt: BTreeMap<u32, Vec<Job>> = BTreeMap::new();
    for job in all {
        if let Some(attempt) = job.attempt.filter(|attempt| *attempt < own && !kept.contains(&job.id)) {
            by_attempt.entry(attempt).or_default().push(job);
        }
    }
    let parts = |(attempt, jobs): (u32, Vec<Job>)| Parts {
        source: format!("attempt {attempt} of run {}", run.id),
        run: Some(Run { attempt: Some(attempt), conclusion: None, ..run.clone() }),
        jobs,
        ..Parts::default()
    };
    by_attempt.into_iter().map(parts).collect()
}
