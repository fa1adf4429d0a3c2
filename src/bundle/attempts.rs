//! The jobs of several attempts as one list. After "re-run failed jobs" the newest attempt has only those that ran again.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Job;

/// The newest execution of each job, in the order given. A name may stand several times in one attempt; it then stays as often as the attempt
/// that has it most often has it, the newest first.
pub fn latest(jobs: Vec<Job>) -> Vec<Job> {
    // One that was carried over may be listed with each attempt.
    let mut ids = BTreeSet::new();
    let jobs: Vec<Job> = jobs.into_iter().filter(|job| job.id.is_none_or(|id| ids.insert(id))).collect();
    let attempt = |job: &Job| job.attempt.unwrap_or(u32::MAX);
    let mut counts: BTreeMap<(&str, u32), usize> = BTreeMap::new();
    for job in &jobs {
        *counts.entry((&job.name, attempt(job))).or_default() += 1;
    }
    let mut kept = vec![true; jobs.len()];
    let names: BTreeSet<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
    for name in names {
        let most = counts.range((name, 0)..=(name, u32::MAX)).map(|(_, count)| *count).max().unwrap_or_default();
        let mut own: Vec<usize> = (0..jobs.len()).filter(|&at| jobs[at].name == name).collect();
        own.sort_by_key(|&at| std::cmp::Reverse(attempt(&jobs[at])));
        for at in own.into_iter().skip(most) {
            kept[at] = false;
        }
    }
    jobs.into_iter().zip(kept).filter_map(|(job, kept)| kept.then_some(job)).collect()
}

#[cfg(test)]
mod tests {
    use super::latest;
    use crate::model::Job;

    #[test]
    fn the_newest_of_each() {
        let job = |id: u64, name: &str, attempt: u32| Job { id: Some(id), name: name.to_owned(), attempt: Some(attempt), ..Job::default() };
        let ids = |jobs| latest(jobs).into_iter().filter_map(|job| job.id).collect::<Vec<_>>();
        assert_eq!(ids(vec![job(1, "a", 1), job(2, "b", 1), job(3, "b", 2), job(4, "b", 3)]), [1, 4]);
        // Two of one name, one of which ran again.
        assert_eq!(ids(vec![job(1, "a", 1), job(2, "a", 1), job(3, "a", 2)]), [1, 3]);
        assert_eq!(ids(vec![job(1, "a", 1), job(2, "a", 1)]), [1, 2]);
    }
}
