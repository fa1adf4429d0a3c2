//! A cause over time: when it came, when it went, when it came back.

use std::collections::BTreeMap;

use super::{RunSeen, Sighting};
use crate::model::{of_merge_queue, of_pull_request};

/// What a run changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The cause was seen for the first time.
    Came,
    /// A job that it broke passed.
    Went,
    /// It was seen again.
    CameBack,
}

/// A run at which something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What.
    pub change: Change,
    /// The run, as an index into those given.
    pub run: usize,
}

/// A cause's story; runs are indexes into those given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// The branch that counts as the base; none where no run was of one.
    pub branch: Option<String>,
    /// The jobs that it broke.
    pub jobs: Vec<String>,
    /// The runs in which it was seen.
    pub seen: Vec<usize>,
    /// The first of them on the base.
    pub first_red: Option<usize>,
    /// The last run on the base before it in which such a job passed.
    pub last_green: Option<usize>,
    /// What happened, on the base where it was seen there, else anywhere.
    pub turns: Vec<Turn>,
}

/// Tells the story from runs, the oldest first. Without a branch named, the base is the one that most runs are of that no pull request started.
pub fn story(runs: &[RunSeen], sightings: &[Sighting], branch: Option<&str>) -> Story {
    let mut jobs: Vec<String> = sightings.iter().map(|sighting| sighting.job.clone()).collect();
    jobs.sort();
    jobs.dedup();
    let is_seen = |run: &RunSeen| sightings.iter().any(|sighting| (sighting.run, sighting.attempt) == (run.id, run.attempt));
    let seen: Vec<usize> = (0..runs.len()).filter(|at| is_seen(&runs[*at])).collect();
    let workflows: Vec<&String> = seen.iter().filter_map(|at| runs[*at].workflow.as_ref()).collect();
    let own = |run: &RunSeen| run.workflow.as_ref().is_none_or(|name| workflows.is_empty() || workflows.contains(&name));
    let branch = branch.map(str::to_owned).or_else(|| base(runs));
    let on_base = |run: &RunSeen| of_branch(run) && run.branch == branch;
    let base: Vec<usize> = (0..runs.len()).filter(|at| on_base(&runs[*at]) && own(&runs[*at])).collect();
    let passed = |at: &usize| {
        let run = &runs[*at];
        // Of a run that passed it need not be known which jobs it had.
        let all = run.jobs.is_empty() && run.conclusion.as_deref() == Some("success");
        !seen.contains(at) && (all || run.jobs.iter().any(|job| jobs.contains(&job.name) && job.conclusion.as_deref() == Some("success")))
    };
    let first_red = base.iter().copied().find(|at| seen.contains(at));
    let last_green = first_red.and_then(|red| base.iter().copied().filter(|at| *at < red).rfind(passed));
    let path: Vec<usize> = if first_red.is_some() { base } else { (0..runs.len()).filter(|at| own(&runs[*at])).collect() };
    let mut turns: Vec<Turn> = Vec::new();
    for run in path {
        let change = match turns.last().map(|turn| turn.change) {
            None if seen.contains(&run) => Change::Came,
            Some(Change::Came | Change::CameBack) if passed(&run) => Change::Went,
            Some(Change::Went) if seen.contains(&run) => Change::CameBack,
            _ => continue,
        };
        turns.push(Turn { change, run });
    }
    Story { branch, jobs, seen, first_red, last_green, turns }
}

/// Whether a run tested a branch itself, rather than a change that waits for it.
fn of_branch(run: &RunSeen) -> bool {
    run.branch.is_some() && !of_pull_request(run.event.as_deref()) && !of_merge_queue(run.event.as_deref())
}

/// The branch of most such runs; of several, the one that is called like a base.
fn base(runs: &[RunSeen]) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for branch in runs.iter().filter(|run| of_branch(run)).filter_map(|run| run.branch.as_ref()) {
        *counts.entry(branch).or_default() += 1;
    }
    let named = |branch: &str| matches!(branch, "main" | "master");
    counts.into_iter().max_by_key(|(branch, count)| (*count, named(branch))).map(|(branch, _)| branch.clone())
}

#[cfg(test)]
mod tests {
    use super::{Change, Turn, story};
    use crate::store::{JobSeen, RunSeen, Sighting};

    fn run(id: u64, branch: &str, event: &str, test: &str) -> RunSeen {
        let job = JobSeen { name: "test".to_owned(), conclusion: Some(test.to_owned()) };
        let some = |text: &str| Some(text.to_owned());
        RunSeen {
            id,
            attempt: 1,
            workflow: some("ci.yml"),
            event: some(event),
            branch: some(branch),
            jobs: vec![job],
            ..RunSeen::default()
        }
    }

    fn seen(run: u64) -> Sighting {
        Sighting { run, attempt: 1, job: "test".to_owned(), line: None, url: None }
    }

    #[test]
    fn it_comes_and_goes_and_comes_back() {
        let runs = [
            run(1, "main", "push", "success"),
            run(2, "topic", "pull_request", "failure"),
            run(3, "main", "push", "success"),
            run(4, "main", "push", "failure"),
            run(5, "main", "push", "failure"),
            run(6, "topic", "pull_request", "success"),
            run(7, "main", "push", "success"),
            run(8, "main", "schedule", "failure"),
        ];
        // Run 5 failed by something else.
        let told = story(&runs, &[seen(2), seen(4), seen(8)], None);
        assert_eq!((told.branch.as_deref(), told.first_red, told.last_green), (Some("main"), Some(3), Some(2)));
        let turn = |change, run| Turn { change, run };
        assert_eq!(told.turns, [turn(Change::Came, 3), turn(Change::Went, 6), turn(Change::CameBack, 7)]);
        assert_eq!(told.seen, [1, 3, 7]);
    }

    #[test]
    fn one_that_the_base_never_had_has_no_first_run_there() {
        let runs =
            [run(1, "main", "push", "success"), run(2, "topic", "pull_request", "failure"), run(3, "topic", "pull_request", "success")];
        let told = story(&runs, &[seen(2)], None);
        assert_eq!((told.first_red, told.last_green), (None, None));
        assert_eq!(told.turns.iter().map(|turn| turn.change).collect::<Vec<_>>(), [Change::Came, Change::Went]);
        assert_eq!(story(&runs, &[], None).turns, []);
    }
}
