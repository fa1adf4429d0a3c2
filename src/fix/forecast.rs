//! What the next run should do, per remedy: a re-run keeps the original commit, a push brings the fixes.

/// What is known of a cause.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Likelihood that the newest likely commit clears it.
    pub cleared: Option<f64>,
    /// Whether it comes and goes by itself.
    pub transient: bool,
}

/// A job and the causes that keep it red, as indexes; none for a green one.
#[derive(Clone, Debug)]
pub struct JobOutlook {
    /// Whether it failed.
    pub failed: bool,
    /// Its causes, or those it follows from.
    pub causes: Vec<usize>,
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
}

/// A cause counts as cleared from here on.
const LIKELY: f64 = 0.5;

/// What a re-run should do, and what a push of the commits seen should.
pub fn forecast(causes: &[Outlook], jobs: &[JobOutlook]) -> (Forecast, Option<Forecast>) {
    let re_run = expect(jobs, causes.iter().map(|cause| cause.transient.then_some(LIKELY)));
    let helps = causes.iter().any(|cause| cause.cleared.is_some());
    let push = helps.then(|| expect(jobs, causes.iter().map(|cause| cause.cleared.or(cause.transient.then_some(LIKELY)))));
    (re_run, push)
}

fn expect(jobs: &[JobOutlook], gone: impl Iterator<Item = Option<f64>>) -> Forecast {
    let gone: Vec<(usize, f64)> = gone.enumerate().filter_map(|(cause, likely)| Some((cause, likely?))).collect();
    let mut forecast = Forecast { gone, ..Forecast::default() };
    for (at, job) in jobs.iter().enumerate() {
        let cleared = |cause: &usize| forecast.gone.iter().any(|(gone, likely)| gone == cause && *likely >= LIKELY);
        let passes = !job.failed || !job.causes.is_empty() && job.causes.iter().all(cleared);
        if passes { forecast.pass.push(at) } else { forecast.fail.push(at) }
    }
    forecast
}

#[cfg(test)]
mod tests {
    use super::{JobOutlook, Outlook, forecast};

    #[test]
    fn a_consequence_stays_red_while_any_of_its_causes_does() {
        let causes = [Outlook { cleared: Some(0.6), transient: false }, Outlook { cleared: None, transient: false }];
        let job = |failed, causes: &[usize]| JobOutlook { failed, causes: causes.to_vec() };
        let jobs = [job(true, &[0]), job(true, &[1]), job(true, &[0, 1]), job(false, &[])];
        let (re_run, push) = forecast(&causes, &jobs);
        assert_eq!((re_run.pass, re_run.fail), (vec![3], vec![0, 1, 2]));
        let push = push.expect("a push helps");
        assert_eq!((push.pass, push.fail, push.gone), (vec![0, 3], vec![1, 2], vec![(0, 0.6)]));
    }
}
