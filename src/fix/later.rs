//! A cause in the runs after the one that is triaged.

use std::ops::Range;

use super::luck::luck;
use super::state::{JobSeen, State, in_job, in_run};
use crate::diagnose::{OtherJob, OtherRun};
use crate::model::{Commit, Conclusion, Run};

/// A cause that is looked for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The run it broke.
    pub run: Option<&'a Run>,
    /// Its fingerprint; none for one that nothing explains, of which no other run can tell whether it has it.
    pub fingerprint: Option<&'a str>,
    /// The jobs that it broke, by name.
    pub jobs: Vec<&'a str>,
    /// The step that it ended, by name.
    pub step: Option<&'a str>,
    /// Whether it is of a kind that comes and goes by itself.
    pub transient: bool,
}

/// A run in which the cause's jobs tell something.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// The run, as an index into those given.
    pub other: usize,
    /// What it shows.
    pub state: State,
    /// Whether a job that fails by another cause came past the step that this one ended.
    pub past: bool,
    /// How many of the commits, oldest first, it holds.
    pub holds: usize,
}

/// What the runs of the same branch show, from the triaged one on.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// What the newest of them shows.
    pub state: State,
    /// Whether it shows that the cause is gone, beyond that the job fails by another one.
    pub proven: bool,
    /// Those that tell something, oldest first.
    pub seen: Vec<Sighting>,
    /// The commits between the last run with the cause and the first without, as indexes.
    pub between: Option<Range<usize>>,
    /// How many of the commits, oldest first, stand in a later run that has the cause.
    pub in_vain: usize,
    /// Of a cause that comes and goes: the chance that the runs without it were luck.
    pub luck: Option<f64>,
    /// The run of the base branch that lost the cause, after one that had it.
    pub on_base: Option<usize>,
}

/// Looks at other runs. `commits` are those after the head, oldest first.
pub fn later(wanted: &Wanted<'_>, others: &[OtherRun], commits: &[Commit]) -> Later {
    let nothing = Later { state: State::Unknown, proven: false, seen: Vec::new(), between: None, in_vain: 0, luck: None, on_base: None };
    let Some(own) = wanted.run else { return nothing };
    let of = |same: &dyn Fn(&Run) -> bool| -> Vec<Sighting> {
        let mut chosen: Vec<usize> = (0..others.len()).filter(|&at| same(&others[at].run)).collect();
        chosen.sort_by_key(|&at| (others[at].run.created_at, others[at].run.id, others[at].run.attempt));
        let seen = chosen.into_iter().map(|at| sighting(wanted, own, at, &others[at], commits));
        seen.filter(|sighting| sighting.state != State::Unknown).collect()
    };
    let seen = of(&|run| same_workflow(own, run) && own.same_branch(run) && run.is_after(own));
    let last_red = seen.iter().rposition(|sighting| sighting.state == State::Present);
    let without = &seen[last_red.map_or(0, |at| at + 1)..];
    let held = last_red.map_or(0, |at| seen[at].holds);
    let state = match (without.last(), last_red) {
        (Some(newest), _) => newest.state,
        (None, Some(_)) => State::Present,
        (None, None) => State::Unknown,
    };
    let again = |sighting: &&Sighting| tests_the_same(own, &others[sighting.other].run);
    let passed_again = seen.iter().filter(again).any(|sighting| sighting.state == State::Gone);
    let before = of(&|run| same_workflow(own, run) && own.same_branch(run) && run.id != own.id && !run.is_after(own));
    let luck = (wanted.transient || passed_again).then(|| {
        let fixed = |sighting: &Sighting| sighting.holds > held;
        let untouched: Vec<&Sighting> = before.iter().chain(seen.iter().filter(|sighting| !fixed(sighting))).collect();
        let reds = untouched.iter().filter(|sighting| sighting.state == State::Present).count();
        luck(reds + 1, untouched.len() + 1, without.iter().filter(|sighting| fixed(sighting)).count())
    });
    let between = without.first().filter(|first| first.holds > held).map(|first| held..first.holds);
    Later {
        state,
        proven: without.iter().any(|sighting| sighting.state == State::Gone || sighting.past),
        between,
        in_vain: held,
        luck,
        on_base: on_base(&of(&|run| is_base(own, run))),
        seen,
    }
}

/// The last run of the base, if it lost the cause and an earlier one had it.
fn on_base(seen: &[Sighting]) -> Option<usize> {
    let last_red = seen.iter().rposition(|sighting| sighting.state == State::Present)?;
    seen.get(last_red + 1).map(|first| first.other)
}

fn sighting(wanted: &Wanted<'_>, own: &Run, at: usize, other: &OtherRun, commits: &[Commit]) -> Sighting {
    let mut past = false;
    let mut states: Vec<State> = Vec::new();
    for job in &other.jobs {
        // Jobs are renamed; the cause in any of them is the cause.
        let has = wanted.fingerprint.is_some_and(|wanted| job.read && job.fingerprints.iter().any(|found| found == wanted));
        if !wanted.jobs.contains(&job.job.name.as_str()) && !has {
            continue;
        }
        let state = match wanted.fingerprint {
            Some(fingerprint) => in_job(fingerprint, &seen(job, wanted.step)),
            None if job.passed() => State::Gone,
            None => State::Unknown,
        };
        past |= state == State::Changed && wanted.step.is_some_and(|step| passed_step(job, step));
        states.push(state);
    }
    Sighting { other: at, state: in_run(states), past, holds: holds(own, &other.run, commits) }
}

fn seen<'a>(job: &'a OtherJob, step: Option<&str>) -> JobSeen<'a> {
    let failed_at = job.job.steps.iter().position(|step| step.conclusion.as_ref().is_some_and(Conclusion::failed));
    let cause_at = step.and_then(|step| job.job.steps.iter().position(|own| own.name == step));
    JobSeen {
        passed: job.passed(),
        causes: (job.failed() && job.read).then(|| job.fingerprints.iter().map(String::as_str).collect()),
        stopped_before: matches!((failed_at, cause_at), (Some(failed), Some(cause)) if failed < cause),
    }
}

fn passed_step(job: &OtherJob, step: &str) -> bool {
    job.job.steps.iter().any(|own| own.name == step && own.conclusion == Some(Conclusion::Success))
}

/// How many of the commits a run holds: up to its head, or, if that is none of them, those that were written before it was created.
fn holds(own: &Run, other: &Run, commits: &[Commit]) -> usize {
    if other.head_sha == own.head_sha {
        return 0;
    }
    let head = commits.iter().position(|commit| Some(&commit.sha) == other.head_sha.as_ref());
    head.map_or_else(
        || {
            commits
                .iter()
                .take_while(|commit| commit.authored_at.zip(other.created_at).is_some_and(|(written, run)| written <= run))
                .count()
        },
        |at| at + 1,
    )
}

/// Where nobody says which workflow a run is of, it was handed over as one of this run's.
fn same_workflow(own: &Run, other: &Run) -> bool {
    own.same_workflow(other) != Some(false)
}

fn is_base(own: &Run, other: &Run) -> bool {
    let base = own.pull_requests.first().and_then(|pull| pull.base.as_ref());
    same_workflow(own, other) && !other.of_pull_request() && other.fork != Some(true) && base.is_some() && base == other.branch.as_ref()
}

/// A re-run tests exactly the same; so does another run of the same commit, unless what it tests is a merge with the base of its day.
fn tests_the_same(own: &Run, other: &Run) -> bool {
    own.id == other.id || own.head_sha == other.head_sha && own.event.as_deref() != Some("pull_request")
}
