//! `--job`, and the address of a job: a report of some jobs only.

use super::error::Failure;
use crate::report::{JobReport, Report, next};

/// Which jobs a report is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selected {
    /// This one, by GitHub's id.
    pub(crate) job: Option<u64>,
    /// Those of such names.
    pub(crate) glob: Option<String>,
}

impl Selected {
    /// As it was, or would be, given on the command line: part of how the report says it was made.
    pub(crate) fn option(&self) -> String {
        match (&self.glob, self.job) {
            (Some(glob), _) => format!(" --job '{}'", glob.replace('\'', "'\\''")),
            (None, Some(job)) => format!(" --job {job}"),
            (None, None) => String::new(),
        }
    }

    /// Leaves the jobs that are meant, the causes that they have, and what is forecast of them.
    pub(crate) fn apply(&self, report: &mut Report) -> Result<(), Failure> {
        let id = self.job.or_else(|| self.glob.as_ref()?.parse().ok());
        let meant = |job: &JobReport| match (&self.glob, id) {
            (None, None) => true,
            (glob, id) => (id.is_some() && job.id == id) || glob.as_ref().is_some_and(|glob| fits(glob, &job.name)),
        };
        if !report.jobs.iter().any(meant) {
            if self.glob.is_none() && self.job.is_none() {
                return Ok(());
            }
            let known = report.jobs.iter().take(10).map(|job| job.name.clone()).collect();
            let glob = self.glob.clone().or_else(|| self.job.map(|job| job.to_string())).unwrap_or_default();
            return Err(Failure::NoJob { glob, known });
        }
        report.jobs.retain(meant);
        let jobs = &report.jobs;
        let mentioned = |id: &str| jobs.iter().any(|job| job.causes.iter().any(|cause| cause.id == id));
        report.causes.retain(|cause| mentioned(&cause.id));
        for forecast in &mut report.expected_next_run {
            forecast.causes_gone.retain(|cause| mentioned(&cause.id));
            for names in [&mut forecast.jobs.pass, &mut forecast.jobs.fail, &mut forecast.jobs.unknown] {
                names.retain(|name| jobs.iter().any(|job| job.name == *name));
            }
        }
        report.next = next(report);
        Ok(())
    }
}

/// Whether a whole name fits a pattern with `*` and `?`.
fn fits(glob: &str, name: &str) -> bool {
    let (glob, name): (Vec<char>, Vec<char>) = (glob.chars().collect(), name.chars().collect());
    let (mut at, mut in_glob) = (0, 0);
    // Where to go on after the last star takes one character more.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match glob.get(in_glob) {
            Some('*') => {
                star = Some((in_glob + 1, at));
                in_glob += 1;
            }
            Some(wanted) if *wanted == '?' || *wanted == name[at] => {
                at += 1;
                in_glob += 1;
            }
            _ => match star {
                Some((after, taken)) => {
                    star = Some((after, taken + 1));
                    (in_glob, at) = (after, taken + 1);
                }
                None => return false,
            },
        }
    }
    glob[in_glob..].iter().all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn globs() {
        for (glob, name) in [("*", ""), ("build", "build"), ("E2E (*)", "E2E (a, b)"), ("*a*b?", "xxaab1"), ("b?ild*", "build / x")] {
            assert!(fits(glob, name), "{glob} {name}");
        }
        for (glob, name) in [("", "x"), ("build", "builds"), ("E2E (*)", "E2E"), ("?", ""), ("*a", "b")] {
            assert!(!fits(glob, name), "{glob} {name}");
        }
        assert!(!fits(&"*a".repeat(50), &"b".repeat(5000)));
    }
}
