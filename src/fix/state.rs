//! What a later run shows of a cause. It is a thing apart from any commit's credit: the run is the proof, whoever brought it about.

/// Whether a cause is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It broke a job again.
    Present,
    /// The jobs that it broke pass.
    Gone,
    /// It is not there, and another cause breaks a job that it broke.
    Changed,
    /// No run tells.
    Unknown,
}

/// A job of a later run, called like one that the cause broke.
#[derive(Clone, Debug, Default)]
pub struct JobSeen<'a> {
    /// Whether it passed.
    pub passed: bool,
    /// The fingerprints of what broke it; none if it did not fail, or if nothing could be read of why.
    pub causes: Option<Vec<&'a str>>,
    /// Whether it stopped in a step before the one that the cause broke: then it never came to where the cause would show.
    pub stopped_before: bool,
}

/// What a job shows of the cause with this fingerprint.
pub fn in_job(fingerprint: &str, job: &JobSeen<'_>) -> State {
    match &job.causes {
        _ if job.passed => State::Gone,
        Some(causes) if causes.contains(&fingerprint) => State::Present,
        Some(causes) if !causes.is_empty() && !job.stopped_before => State::Changed,
        _ => State::Unknown,
    }
}

/// What a run shows, by what its jobs do: one with the cause is enough, and one that nobody saw says nothing.
pub fn in_run(jobs: impl IntoIterator<Item = State>) -> State {
    let mut state = State::Unknown;
    for job in jobs {
        state = match (state, job) {
            (State::Present, _) | (_, State::Present) => State::Present,
            (State::Changed, _) | (_, State::Changed) => State::Changed,
            (State::Gone, _) | (_, State::Gone) => State::Gone,
            (State::Unknown, State::Unknown) => State::Unknown,
        };
    }
    state
}

#[cfg(test)]
mod tests {
    use super::{JobSeen, State, in_job, in_run};

    #[test]
    fn a_job_tells_what_it_saw() {
        let failed = |causes: &[&'static str]| JobSeen { causes: Some(causes.to_vec()), ..JobSeen::default() };
        assert_eq!(in_job("a", &JobSeen { passed: true, ..JobSeen::default() }), State::Gone);
        assert_eq!(in_job("a", &failed(&["b", "a"])), State::Present);
        assert_eq!(in_job("a", &failed(&["b"])), State::Changed);
        assert_eq!(in_job("a", &JobSeen { stopped_before: true, ..failed(&["b"]) }), State::Unknown);
        assert_eq!(in_job("a", &failed(&[])), State::Unknown);
        assert_eq!(in_job("a", &JobSeen::default()), State::Unknown);
        assert_eq!(in_run([State::Gone, State::Unknown]), State::Gone);
        assert_eq!(in_run([State::Gone, State::Changed]), State::Changed);
        assert_eq!(in_run([State::Changed, State::Present]), State::Present);
        assert_eq!(in_run([]), State::Unknown);
    }
}
