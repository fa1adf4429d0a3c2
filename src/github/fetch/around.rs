//! What stands around a run beside its own jobs and logs: runs before it, beside it and after it, and what the commits since then change.
//! All of it together within a budget, spent on what tells most.

use super::base;
use super::before::Listed;
use super::fixes::{details, since};
use super::part::Part;
use crate::bundle::{api, latest};
use crate::github::all::all;
use crate::github::jobs::Executions;
use crate::github::workflow_runs::Told;
use crate::github::{Client, Repo, RunId};
use crate::model::{Commit, Conclusion, Job};

/// Questions to the API for the state of a fix, for whose failure it is and for what the repository shows, at most: the lists of round one,
/// and what is asked of the items in them. Some twenty, with the sources that the diagnosis then asks for.
const QUESTIONS: usize = 16;
/// Commits whose changes are asked for, at most: the newest.
const COMMITS: usize = 10;
/// Of them, those that come before a second run of a kind.
const SURE_COMMITS: usize = 3;
/// Logs of one run.
const LOGS_OF_ONE: usize = 2;
/// Questions about later runs: their jobs, and what is left for logs.
const LATER: usize = 3;

/// What a run is to the one that is triaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kin {
    /// Of the same workflow and branch, and newer.
    Later,
    /// The same run, a later attempt.
    Again,
    /// Of the branch that it goes into, or of its own before it.
    Base,
    /// Of another pull request.
    Sibling,
}

impl Kin {
    /// What one of them takes: the list of its jobs, a log, and what another pull request changes.
    fn questions(self) -> usize {
        if self == Self::Sibling { 3 } else { 2 }
    }
}

/// How the budget is spent.
#[derive(Debug, Default, PartialEq, Eq)]
struct Plan {
    runs: Vec<Kin>,
    commits: usize,
    logs: usize,
}

impl Plan {
    /// One run of each kind, then a few commits, then a second run of each kind, more commits, and a third run: the newest of the base may be red for long.
    /// What is left goes to logs.
    fn of(mut left: usize, runs: &[Kin], commits: usize) -> Self {
        let mut plan = Self::default();
        let mut open = runs.to_vec();
        for round in 0..3 {
            for kin in [Kin::Later, Kin::Again, Kin::Base, Kin::Sibling] {
                if kin.questions() <= left
                    && let Some(at) = open.iter().position(|open| *open == kin)
                {
                    open.remove(at);
                    left -= kin.questions();
                    plan.runs.push(kin);
                    plan.logs += 1;
                }
            }
            let most = if round == 0 { SURE_COMMITS } else { COMMITS };
            let more = commits.min(most).min(plan.commits + left) - plan.commits;
            plan.commits += more;
            left -= more;
        }
        plan.logs += left;
        plan
    }
}

/// A run, and what is known of its jobs.
struct Seen {
    kin: Kin,
    told: Told,
    list: Vec<u8>,
    jobs: Vec<Job>,
}

impl Seen {
    /// The jobs that ended so and are called like one that failed here.
    fn jobs_that<'s>(&'s self, ended: fn(&Conclusion) -> bool, failed: &'s [String]) -> impl Iterator<Item = u64> + 's {
        let meant = move |job: &&Job| job.conclusion.as_ref().is_some_and(ended) && !job.never_started() && failed.contains(&job.name);
        self.jobs.iter().filter(meant).filter_map(|job| job.id)
    }
}

/// What the lists of the first round told.
pub(super) struct Around {
    /// Questions that the lists took.
    pub(super) lists: usize,
    pub(super) listed: Listed,
    /// Later runs, the newest first.
    pub(super) later: Vec<Told>,
    /// Commits after the run's head and pull requests, the most telling first.
    pub(super) commits: Vec<Commit>,
    /// The base whose commits are of interest, and since when.
    pub(super) base: Option<(Option<String>, String)>,
    /// The names of the jobs that failed.
    pub(super) failed: Vec<String>,
}

impl Around {
    /// Asks what is worth it: single commits, and files of other runs by their ids.
    pub(super) async fn ask(self, client: &Client, repo: &Repo) -> (Part, Vec<(u64, Part)>) {
        let Listed { base, siblings, again, into, .. } = self.listed;
        let kinds = [(Kin::Later, self.later), (Kin::Again, again.into_iter().collect()), (Kin::Base, base), (Kin::Sibling, siblings)];
        let mut runs: Vec<(Kin, Told)> = kinds.into_iter().flat_map(|(kin, runs)| runs.into_iter().map(move |told| (kin, told))).collect();
        if self.failed.is_empty() {
            runs.clear();
        }
        let plan = Plan::of(
            QUESTIONS.saturating_sub(self.lists + usize::from(self.base.is_some())),
            &runs.iter().map(|(kin, _)| *kin).collect::<Vec<_>>(),
            self.commits.len(),
        );
        let mut wanted = plan.runs.clone();
        runs.retain(|(kin, _)| wanted.iter().position(|wanted| wanted == kin).map(|at| wanted.remove(at)).is_some());

        let told: Vec<Commit> = self.commits.into_iter().take(plan.commits).collect();
        let (mut part, seen, base) = tokio::join!(details(client, repo, told), jobs(client, repo, runs), since(client, repo, self.base));
        let logs = logs(&seen, &self.failed, plan.logs);
        let texts = |(seen, logs): (Seen, Vec<u64>)| {
            let (client, repo) = (client.clone(), repo.clone());
            // A sibling counts only if it owes nothing to this change.
            let range = into.clone().zip(seen.told.run.head_sha.clone()).filter(|_| seen.kin == Kin::Sibling && !logs.is_empty());
            async move { of_one(&client, &repo, seen, logs, range).await }
        };
        let others = all(seen.into_iter().zip(logs), texts).await;
        if let Some(base) = base {
            part.put("base-commits.json", base);
        }
        (part, others)
    }
}

/// Of each run the jobs of its newest attempt; one that cannot be had tells nothing.
async fn jobs(client: &Client, repo: &Repo, runs: Vec<(Kin, Told)>) -> Vec<Seen> {
    let jobs = |(kin, told): (Kin, Told)| {
        let (client, repo) = (client.clone(), repo.clone());
        async move {
            let list = client.job_list(&repo, RunId { id: told.run.id, attempt: None }, Executions::Latest).await.ok()?.json;
            let jobs = api::jobs(&list).map(|(_, jobs)| latest(jobs)).unwrap_or_default();
            Some(Seen { kin, told, list, jobs })
        }
    };
    all(runs, jobs).await.into_iter().flatten().collect()
}

/// Which logs of each run: of a later one all that failed there and here, for one question; of the others those of jobs that failed there and here; then one of a job that passed at the base, for what it was set up with.
fn logs(runs: &[Seen], failed: &[String], most: usize) -> Vec<Vec<u64>> {
    let mut left = most;
    let mut chosen = vec![Vec::new(); runs.len()];
    let of_later = |run: &Seen| run.kin == Kin::Later;
    let mut later = LATER.saturating_sub(runs.iter().filter(|run| of_later(run)).count());
    for (run, chosen) in runs.iter().zip(&mut chosen).filter(|(run, _)| of_later(run)) {
        let wanted: Vec<u64> = run.jobs_that(Conclusion::failed, failed).collect();
        if later.min(left) > 0 && !wanted.is_empty() {
            *chosen = wanted;
            later -= 1;
            left -= 1;
        }
    }
    for nth in 0..LOGS_OF_ONE {
        for (run, chosen) in runs.iter().zip(&mut chosen).filter(|(run, _)| !of_later(run)) {
            if let Some(id) = run.jobs_that(Conclusion::failed, failed).nth(nth).filter(|_| left > 0) {
                chosen.push(id);
                left -= 1;
            }
        }
    }
    let passed = |conclusion: &Conclusion| *conclusion == Conclusion::Success;
    let mut green = runs.iter().zip(&mut chosen).filter(|(run, _)| matches!(run.kin, Kin::Base | Kin::Again));
    if left > 0
        && let Some((id, chosen)) = green.find_map(|(run, chosen)| Some((run.jobs_that(passed, failed).next()?, chosen)))
    {
        chosen.push(id);
    }
    chosen
}

/// The files of one run.
async fn of_one(client: &Client, repo: &Repo, seen: Seen, logs: Vec<u64>, range: Option<(String, String)>) -> (u64, Part) {
    // One text, or the archive of them all.
    let whole = seen.kin == Kin::Later && logs.len() > 1;
    let id = RunId::from(seen.told.run.id);
    let archive = async { if whole { client.logs(repo, id).await.ok() } else { None } };
    let logs = if whole { Vec::new() } else { logs };
    let log = |id| {
        let (client, repo) = (client.clone(), repo.clone());
        async move { client.job_log(&repo, id).await.ok().map(|text| (id, text)) }
    };
    let (texts, archive, mut part) = tokio::join!(all(logs, log), archive, base::change(client, repo, range));
    part.put("run.json", seen.told.json);
    part.put("jobs.json", seen.list);
    if let Some(archive) = archive {
        part.put("logs.zip", archive);
    }
    for (id, text) in texts.into_iter().flatten() {
        part.put(format!("jobs/{id}.txt"), text);
    }
    (seen.told.run.id, part)
}

#[cfg(test)]
mod tests {
    use super::{Kin, Plan};

    fn plan(left: usize, runs: &[Kin], commits: usize) -> (Vec<Kin>, usize, usize) {
        let plan = Plan::of(left, runs, commits);
        (plan.runs, plan.commits, plan.logs)
    }

    #[test]
    fn what_tells_most_comes_first() {
        use Kin::{Again, Base, Later, Sibling};
        assert_eq!(plan(10, &[], 12), (vec![], 10, 0));
        assert_eq!(plan(10, &[Base, Base, Sibling, Sibling], 0), (vec![Base, Sibling, Base, Sibling], 0, 4));
        assert_eq!(plan(10, &[Later, Later, Base, Base, Sibling], 12), (vec![Later, Base, Sibling], 3, 3));
        assert_eq!(plan(10, &[Later, Base], 1), (vec![Later, Base], 1, 7));
        assert_eq!(plan(3, &[Later, Again, Base, Sibling], 12), (vec![Later], 1, 1));
        assert_eq!(plan(0, &[Later, Base], 12), (vec![], 0, 0));
    }
}
