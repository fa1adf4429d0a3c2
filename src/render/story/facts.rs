//! Counts and names that several parts of the page need.

use crate::model::Actor;
use std::fmt::Display;

use crate::report::{Cause, Evidence, FixStatus, JobReport, Report, Role, Verdict, from_outside};
pub(super) use crate::report::{listed, numbered};

/// A report and what is counted in it.
pub(super) struct Facts<'a> {
    pub(super) report: &'a Report,
}

/// Jobs that share the name before their parenthesis: the members of a matrix.
pub(super) struct Family<'a> {
    pub(super) name: &'a str,
    pub(super) jobs: Vec<&'a JobReport>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        Self { report }
    }

    /// The number that a cause is called by: its place in the report.
    pub(super) fn number(&self, id: &str) -> Option<usize> {
        self.report.causes.iter().position(|cause| cause.id == id).map(|index| index + 1)
    }

    /// The numbers of causes, in order.
    pub(super) fn numbers<'b>(&self, ids: impl Iterator<Item = &'b str>) -> Vec<usize> {
        let mut numbers: Vec<usize> = ids.filter_map(|id| self.number(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The job of a name.
    pub(super) fn job(&self, name: &str) -> Option<&'a JobReport> {
        self.report.jobs.iter().find(|job| job.name == name)
    }

    /// What people call the job.
    pub(super) fn label<'b>(&self, name: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.job(name).map_or(name, called)
    }

    /// The names of the jobs that a cause broke, without those that only report it.
    pub(super) fn broken_by<'b>(&self, cause: &'b Cause) -> Vec<&'b str> {
        let reports = |name: &str| self.job(name).is_some_and(consequence);
        cause.jobs.iter().map(String::as_str).filter(|name| !reports(name)).collect()
    }

    /// The lines of a cause in a job.
    pub(super) fn lines_in(&self, cause: &Cause, name: &str) -> &'a [Evidence] {
        self.job(name).and_then(|job| job.causes.iter().find(|part| part.id == cause.id)).map_or(&[], |part| part.evidence.as_slice())
    }

    /// How many jobs have the property.
    pub(super) fn count(&self, property: impl Fn(&JobReport) -> bool) -> usize {
        self.report.jobs.iter().filter(|job| property(job)).count()
    }

    /// The families, in the order of their first job.
    pub(super) fn families(&self) -> Vec<Family<'a>> {
        let mut families: Vec<Family<'a>> = Vec::new();
        for job in &self.report.jobs {
            let name = family(&job.name);
            match families.iter_mut().find(|family| family.name == name) {
                Some(family) => family.jobs.push(job),
                None => families.push(Family { name, jobs: vec![job] }),
            }
        }
        families
    }
}

/// The name before the parenthesis that a matrix adds.
pub(in crate::render) fn family(name: &str) -> &str {
    match name.find(" (") {
        Some(at) if name.ends_with(')') && at > 0 => &name[..at],
        _ => name,
    }
}

/// What people call the job.
pub(super) fn called(job: &JobReport) -> &str {
    job.label.as_deref().filter(|label| !label.trim().is_empty()).unwrap_or(&job.name)
}

/// Whether the job failed, or something broke it.
pub(in crate::render) fn red(job: &JobReport) -> bool {
    !job.causes.is_empty() || matches!(job.conclusion.as_deref(), Some("failure" | "timed_out" | "startup_failure"))
}

/// Whether it failed only because others did.
pub(super) fn consequence(job: &JobReport) -> bool {
    !job.causes.is_empty() && job.causes.iter().all(|part| part.role == Role::Consequence)
}

/// Whether it passed.
pub(super) fn green(job: &JobReport) -> bool {
    job.causes.is_empty() && job.conclusion.as_deref() == Some("success")
}

/// Whether nothing says why: no rule, and no tool's own account of its failure.
pub fn unexplained(cause: &Cause) -> bool {
    cause.rule.is_none() && (cause.extractor.as_deref() == Some("unusual") || cause.evidence.is_empty() || cause.title == "unexplained")
}

/// Whether running it again may help by itself.
pub(in crate::render) fn transient(cause: &Cause) -> bool {
    cause.fix.status == FixStatus::Flaky
        || cause.actor == Actor::Nobody
        || from_outside(cause)
        || matches!(cause.ownership.verdict, Verdict::Flaky | Verdict::Infrastructure)
}

/// Whether it is repaired where this change goes, not in it.
pub(super) fn of_the_base(cause: &Cause) -> bool {
    cause.ownership.verdict == Verdict::Base
}

/// `1 job`, `2 jobs`.
pub(in crate::render) fn many<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str) -> String {
    if count == N::from(1) { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// `0.6`: a chance in tenths; never 0 or 1 where it is not quite.
pub(in crate::render) fn chance(probability: f64) -> String {
    let near = if probability < 1.0 { probability.min(0.99) } else { 1.0 };
    if near > 0.95 && near < 1.0 || near < 0.05 && near > 0.0 { format!("{near:.2}") } else { format!("{near:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_the_name_before_the_matrix() {
        assert_eq!(family("E2E (datastorage)"), "E2E");
        assert_eq!(family("test (a, (b))"), "test");
        assert_eq!(family("Lint"), "Lint");
        assert_eq!(family("build / test (3.12)"), "build / test");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(numbered(&[1, 2, 3]), "1, 2 and 3");
        assert_eq!(numbered(&[1, 2, 3, 4]), "1–4");
        assert_eq!(numbered(&[1, 2, 3, 5]), "1, 2, 3 and 5");
        assert_eq!(chance(0.6), "0.6");
        assert_eq!(chance(0.999), "0.99");
    }
}
