//! Which variant of a rule holds, by what the run's data and the repository say. What is not known does not hold.

use super::cascade;
use super::facts::scope_key;
use super::guard::{self, Guard};
use super::job::StepFacts;
use super::run::Case;
use crate::matching::Finding;
use crate::model::Conclusion;
use crate::rules::{Level, Permissions, Rule, Variable, When};

/// What conditions are judged by.
pub(super) struct Scene<'a> {
    pub case: &'a Case<'a>,
    /// The job, as an index.
    pub job: usize,
    /// The step that failed.
    pub step: Option<&'a StepFacts>,
}

/// The first variant whose conditions hold, as an index into the rule's; and the guard, where one was found.
pub(super) fn choose(rule: &Rule, finding: &Finding, scene: &Scene<'_>) -> (Option<usize>, Option<Guard>) {
    let mut seen = None;
    let chosen = rule.variants.iter().position(|variant| {
        let guard = variant.when.guarded_by_env.as_ref().map(|capture| scene.guarded(capture, finding));
        if let Some(Some(guard)) = &guard {
            seen = Some(guard.clone());
        }
        guard.is_none_or(|guard| guard.is_some()) && scene.holds(&variant.when, finding)
    });
    (chosen, seen)
}

impl Scene<'_> {
    fn guarded(&self, capture: &str, finding: &Finding) -> Option<Guard> {
        let guard = guard::find(finding.captures.get(capture)?, self.case.files)?;
        (!guard.satisfied(self.step.map_or(&[], |step| &step.env))).then_some(guard)
    }

    fn holds(&self, when: &When, finding: &Finding) -> bool {
        let run = self.case.run;
        let (job, facts) = (&self.case.jobs[self.job], &self.case.findings[self.job].facts);
        let event = run.and_then(|run| run.event.as_deref());
        let branch = run.and_then(|run| run.branch.as_deref());
        // A log that was handed over alone names no steps either, but nobody said how it ended.
        (!when.no_steps || job.steps.is_empty() && job.conclusion.is_some())
            && (when.event.is_empty() || event.is_some_and(|event| when.event.iter().any(|wanted| wanted == event)))
            && when.branch.as_ref().is_none_or(|wanted| branch.is_some_and(|branch| wanted.is_match(branch)))
            && when.fork.is_none_or(|wanted| run.and_then(|run| run.fork) == Some(wanted))
            && when.attempt.is_none_or(|least| run.and_then(|run| run.attempt).is_some_and(|attempt| attempt >= least))
            && when.runner.is_none_or(|wanted| facts.runner == Some(wanted))
            && when.permissions.as_ref().is_none_or(|wanted| self.permitted(wanted))
            && (!when.needs_failed || self.needs_failed(finding))
            && (!when.later_step_passed || finding.step.is_some_and(|step| facts.last_passed.is_some_and(|last| last > step)))
            && when.env.iter().all(|(name, wanted)| self.variable(name, wanted))
    }

    /// The runner lists what the token may do, except for `id-token`, which is no permission of the token; the workflow file tells of that.
    fn permitted(&self, wanted: &Permissions) -> bool {
        let job = &self.case.jobs[self.job].name;
        match wanted {
            Permissions::Absent => self.case.needs.states_no_permissions(job),
            Permissions::AtMost(levels) => levels.iter().all(|(scope, most)| {
                let told = self.case.findings[self.job].facts.token.as_ref().filter(|_| scope != "id-token");
                let level = match told {
                    Some(token) => Some(token.get(&scope_key(scope)).copied().unwrap_or(Level::None)),
                    None => self.case.needs.permission(job, scope),
                };
                level.is_some_and(|level| level <= *most)
            }),
        }
    }

    /// By the workflow file; without one, any job that failed before this one began.
    fn needs_failed(&self, finding: &Finding) -> bool {
        let job = &self.case.jobs[self.job];
        let ended_badly = |at: usize| self.case.findings[at].failed || matches!(self.case.jobs[at].conclusion, Some(Conclusion::Cancelled));
        let Case { catalog, jobs, needs, .. } = self.case;
        // What another job should have made tells which one.
        if needs.knows(&job.name) && cascade::lacks(finding, catalog) {
            return cascade::lacking(self.job, finding, catalog, jobs, needs, &ended_badly, "").is_some();
        }
        (0..self.case.jobs.len()).filter(|&other| other != self.job && ended_badly(other)).any(|other| {
            let other = &self.case.jobs[other];
            let before = matches!((other.completed_at, job.started_at), (Some(end), Some(start)) if end <= start);
            if self.case.needs.knows(&job.name) { self.case.needs.waits_for(&job.name, &other.name) } else { before }
        })
    }

    fn variable(&self, name: &str, wanted: &Variable) -> bool {
        let Some(step) = self.step else { return false };
        let value = step.env.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match wanted {
            Variable::Unset => value.is_none_or(str::is_empty),
            Variable::Set => value.is_some_and(|value| !value.is_empty()),
            Variable::Is(wanted) => value == Some(wanted),
        }
    }
}
