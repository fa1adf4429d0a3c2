//! What the next run should do, per remedy: a re-run keeps the original commit, a push brings the fixes, a rebase those of the base.

/// What is known of a cause.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// Likelihood that the newest likely commit clears it.
    pub cleared: Option<f64>,
    /// Whether it comes and goes by itself.
    pub transient: bool,
    /// Likelihood that the newest base does not have it: it was seen to lose it, or a commit there claims it.
    pub base: Option<f64>,
    /// Whether a later run was seen in which the jobs that it broke pass.
    pub proven: bool,
}

/// A job and the causes that keep it red, as indexes; none for a green one.
#[derive(Clone, Debug)]
pub struct JobOutlook {
    /// Whether it failed.
    pub failed: bool,
    /// Its causes, or those it follows from.
    pub causes: Vec<usize>,
}

/// What a run was started by, as far as that decides what brings the base's fixes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tested {
    /// A commit of a branch.
    #[default]
    Branch,
    /// The merge of a pull request's head with the base of that day: every push makes it anew.
    Merge,
    /// A batch of the merge queue.
    Queue,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The same commit again.
    ReRun,
    /// A newer commit of the branch.
    Push,
    /// The branch on a newer base.
    Rebase,
    /// Into the merge queue again.
    ReQueue,
}

/// An expectation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecast {
    /// The causes that may be gone, with how likely.
    pub gone: Vec<(usize, f64)>,
    /// Jobs expected green, if no further cause surfaces.
    pub pass: Vec<usize>,
    /// Jobs expected red.
    pub fail: Vec<usize>,
    /// Of the failed jobs whose causes may all go: how likely they are green, further causes included.
    pub green: Vec<(usize, f64)>,
}

/// A cause counts as cleared from here on.
const LIKELY: f64 = 0.5;
/// What a base that was seen to lose a cause is worth.
pub const SEEN_ON_BASE: f64 = 0.9;
/// How likely a job is green once all that broke it is gone: it never came past that before, so another cause may wait there. By hand: of
/// the three jobs of the sample whose cause went, one was green.
const NOTHING_BEHIND: f64 = 0.6;

/// What each remedy that changes something should do; a re-run is always told.
pub fn forecast(causes: &[Outlook], jobs: &[JobOutlook], tested: Tested) -> Vec<(Way, Forecast)> {
    let transient = |cause: &Outlook| cause.transient.then_some(LIKELY);
    let base = |cause: &Outlook| cause.base;
    let mut told = vec![(Way::ReRun, expect(causes, jobs, &transient))];
    if causes.iter().any(|cause| cause.cleared.is_some()) {
        let merged = |cause: &Outlook| base(cause).filter(|_| tested == Tested::Merge);
        let push = |cause: &Outlook| cause.cleared.or(merged(cause)).or(transient(cause));
        told.push((Way::Push, expect(causes, jobs, &push)));
    }
    if causes.iter().any(|cause| cause.base.is_some()) && tested != Tested::Queue {
        let rebase = |cause: &Outlook| base(cause).or(cause.cleared).or(transient(cause));
        told.push((Way::Rebase, expect(causes, jobs, &rebase)));
    }
    if tested == Tested::Queue && causes.iter().any(|cause| cause.base.is_some() || cause.transient) {
        let queued = |cause: &Outlook| base(cause).or(transient(cause));
        told.push((Way::ReQueue, expect(causes, jobs, &queued)));
    }
    told
}

fn expect(causes: &[Outlook], jobs: &[JobOutlook], gone: &dyn Fn(&Outlook) -> Option<f64>) -> Forecast {
    let gone: Vec<(usize, f64)> = causes.iter().enumerate().filter_map(|(at, cause)| Some((at, gone(cause)?))).collect();
    let mut forecast = Forecast { gone, ..Forecast::default() };
    let of = |cause: &usize| forecast.gone.iter().find(|(gone, _)| gone == cause).map(|(_, likely)| *likely);
    let (mut pass, mut fail, mut green) = (Vec::new(), Vec::new(), Vec::new());
    for (at, job) in jobs.iter().enumerate() {
        let cleared = |cause: &usize| of(cause).is_some_and(|likely| likely >= LIKELY);
        let passes = !job.failed || !job.causes.is_empty() && job.causes.iter().all(cleared);
        if passes {
            pass.push(at);
        } else {
            fail.push(at);
        }
        if job.failed && !job.causes.is_empty() && job.causes.iter().all(|cause| of(cause).is_some()) {
            let proven = job.causes.iter().all(|cause| causes[*cause].proven);
            let all: f64 = job.causes.iter().filter_map(of).product();
            let likely = if proven { all } else { all * NOTHING_BEHIND };
            green.push((at, (likely * 100.0).round() / 100.0));
        }
    }
    (forecast.pass, forecast.fail, forecast.green) = (pass, fail, green);
    forecast
}

#[cfg(test)]
mod tests {
    use super::{JobOutlook, Outlook, SEEN_ON_BASE, Tested, Way, forecast};

    fn job(failed: bool, causes: &[usize]) -> JobOutlook {
        JobOutlook { failed, causes: causes.to_vec() }
    }

    #[test]
    fn a_consequence_stays_red_while_any_of_its_causes_does() {
        let causes = [Outlook { cleared: Some(0.6), ..Outlook::default() }, Outlook::default()];
        let jobs = [job(true, &[0]), job(true, &[1]), job(true, &[0, 1]), job(false, &[])];
        let told = forecast(&causes, &jobs, Tested::Merge);
        let ways: Vec<Way> = told.iter().map(|(way, _)| *way).collect();
        assert_eq!(ways, [Way::ReRun, Way::Push]);
        let (re_run, push) = (&told[0].1, &told[1].1);
        assert_eq!((&re_run.pass, &re_run.fail), (&vec![3], &vec![0, 1, 2]));
        assert_eq!((&push.pass, &push.fail, &push.gone), (&vec![0, 3], &vec![1, 2], &vec![(0, 0.6)]));
        // That the cause goes is one thing, that the job is green another.
        assert_eq!(push.green, [(0, 0.36)]);
    }

    #[test]
    fn what_the_base_fixed_comes_with_a_rebase() {
        let causes = [Outlook { base: Some(SEEN_ON_BASE), ..Outlook::default() }, Outlook { transient: true, ..Outlook::default() }];
        let jobs = [job(true, &[0]), job(true, &[1])];
        let of = |tested| forecast(&causes, &jobs, tested).into_iter().map(|(way, told)| (way, told.pass)).collect::<Vec<_>>();
        assert_eq!(of(Tested::Branch), [(Way::ReRun, vec![1]), (Way::Rebase, vec![0, 1])]);
        assert_eq!(of(Tested::Queue), [(Way::ReRun, vec![1]), (Way::ReQueue, vec![0, 1])]);
    }
}
