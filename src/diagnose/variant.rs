//! Which variant of a rule holds, by what the run's data and the repository say.

use std::collections::BTreeMap;

use super::guard::{self, Guard};
use super::job::StepFacts;
use crate::matching::Finding;
use crate::model::{Job, Run};
use crate::rules::{Rule, When};

/// What conditions are judged by.
pub(super) struct Scene<'a> {
    pub run: Option<&'a Run>,
    pub job: &'a Job,
    pub step: Option<&'a StepFacts>,
    pub files: &'a BTreeMap<String, String>,
}

/// The first variant whose conditions hold, as an index into the rule's; and the guard, where one was found.
pub(super) fn choose(rule: &Rule, finding: &Finding, scene: &Scene<'_>) -> (Option<usize>, Option<Guard>) {
    let mut seen = None;
    let chosen = rule.variants.iter().position(|variant| {
        let guard = variant.when.guarded_by_env.as_ref().map(|capture| guarded(capture, finding, scene));
        if let Some(Some(guard)) = &guard {
            seen = Some(guard.clone());
        }
        guard.is_none_or(|guard| guard.is_some()) && holds(&variant.when, scene)
    });
    (chosen, seen)
}

fn guarded(capture: &str, finding: &Finding, scene: &Scene<'_>) -> Option<Guard> {
    let guard = guard::find(finding.captures.get(capture)?, scene.files)?;
    (!guard.satisfied(scene.step.map_or(&[], |step| &step.env))).then_some(guard)
}

fn holds(when: &When, scene: &Scene<'_>) -> bool {
    let event = scene.run.and_then(|run| run.event.as_deref());
    let attempt = scene.run.and_then(|run| run.attempt);
    let variable =
        |name: &String| scene.step.and_then(|step| step.env.iter().find(|(key, _)| key == name)).map(|(_, value)| value.as_str());
    (!when.no_steps || scene.job.steps.is_empty())
        && when.event.as_deref().is_none_or(|wanted| event == Some(wanted))
        && when.attempt.is_none_or(|least| attempt.is_some_and(|attempt| attempt >= least))
        // Nothing that is read yet says whether the head is in a fork, so neither answer holds.
        && when.fork.is_none()
        && when.env.iter().all(|(name, wanted)| scene.step.is_some() && variable(name) == wanted.as_deref())
}
