//! What to do now, in one line.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::listed::{listed, numbered};
use super::{Cause, Remedy, Report, Verdict};
use crate::matching::{SKIPPED, STOPPED, UNUSUAL};
use crate::model::{Actor, code, of_merge_queue, of_pull_request};

/// What to do now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Next {
    /// What kind of thing.
    pub kind: NextKind,
    /// In a sentence. Markdown.
    pub text: String,
    /// A command that shows the failure, where one is known. Raw text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reproduce: Option<String>,
}

/// What kind of thing is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NextKind {
    /// Run the failed jobs again: all of them failed by something that passes.
    ReRun,
    /// Change this change.
    Fix,
    /// Push what is there already.
    Push,
    /// Put the branch on a newer base.
    Rebase,
    /// Into the merge queue again.
    ReQueue,
    /// Look at the newer run that took this one's place.
    NewerRun,
    /// Tell whoever keeps the base, the workflow, or what failed.
    Maintainer,
    /// Change a setting: a permission, a secret, a machine.
    Setting,
}

/// What to do about a report's causes; none where there are none.
pub fn next(report: &Report) -> Option<Next> {
    if report.causes.is_empty() {
        return None;
    }
    let on_queue = of_merge_queue(report.run.event.as_deref());
    let of = |wanted: &dyn Fn(&Cause) -> bool| -> Vec<usize> {
        report.causes.iter().enumerate().filter(|(_, cause)| wanted(cause)).map(|(at, _)| at).collect()
    };
    let stopped = of(&|cause| cause.extractor.as_deref() == Some(STOPPED));
    let passes = of(&|cause| matches!(cause.ownership.verdict, Verdict::Flaky | Verdict::Infrastructure) || from_outside(cause));
    let base = of(&|cause| cause.ownership.verdict == Verdict::Base);
    let yours = of(&|cause| cause.ownership.verdict == Verdict::Yours);
    let say = |kind, text: String| Some(Next { kind, text, reproduce: None });
    let all = report.causes.len();
    if passes.len() == all {
        return if report.causes.iter().any(superseded) {
            say(NextKind::NewerRun, "nothing to fix here: look at the newer run that took this one's place".to_owned())
        } else if !stopped.is_empty() && !on_queue {
            let rest: Vec<usize> = passes.iter().copied().filter(|at| !stopped.contains(at)).collect();
            let rest = if rest.is_empty() { String::new() } else { format!(", and {} looks transient", numbers(&rest)) };
            say(
                NextKind::ReRun,
                format!("re-run what was cancelled, unless somebody meant it or a newer run took its place: nothing in it failed{rest}"),
            )
        } else if on_queue {
            say(NextKind::ReQueue, "queue it again: every failed job looks transient".to_owned())
        } else {
            say(NextKind::ReRun, "re-run the failed jobs: every one of them looks transient".to_owned())
        };
    }
    let place = base_name(report);
    let aside = if base.is_empty() {
        String::new()
    } else {
        format!("; {} {} not this change's: {place} has {}, too", numbers(&base), is(&base), if base.len() == 1 { "it" } else { "them" })
    };
    if !yours.is_empty() {
        let rest = of(&|cause| cause.ownership.verdict == Verdict::Unknown && !from_outside(cause));
        let rest = if rest.is_empty() { String::new() } else { format!("; it is not known whose {} {}", numbers(&rest), is(&rest)) };
        let text = format!("fix {} in this change{rest}{aside}", numbers(&yours));
        return Some(Next { kind: NextKind::Fix, text, reproduce: reproduce(report, &yours) });
    }
    if base.len() + passes.len() == all {
        let again = if passes.is_empty() { String::new() } else { format!("; {} may pass in a re-run", numbers(&passes)) };
        if on_queue {
            return say(
                NextKind::ReQueue,
                format!(
                    "queue it again once what it was put on is repaired, or is out of the queue: {} failed there, too{again}",
                    numbers(&base)
                ),
            );
        }
        if let Some(push) = pushed(report) {
            return Some(Next { text: format!("not this change: {}{again}", push.text), ..push });
        }
        let of_push = report.run.event.as_deref() == Some("push") && report.run.pull_requests.is_empty();
        return if of_push {
            say(
                NextKind::Maintainer,
                format!("not this push: {place} had {} before it; tell whoever keeps it, or fix it there{again}", numbers(&base)),
            )
        } else {
            say(NextKind::Maintainer, format!("not this change: tell whoever keeps {place}, and rebase once it is repaired{again}"))
        };
    }
    if on_queue && report.run.pull_requests.len() > 1 {
        let pulls: Vec<String> = report.run.pull_requests.iter().map(|pull| code(&format!("#{}", pull.number))).collect();
        return say(NextKind::ReQueue, format!("queue {} one at a time: which of them did it is not known", listed(&pulls)));
    }
    if let Some(push) = pushed(report) {
        return Some(push);
    }
    Some(open(report, &base, &passes, &aside))
}

/// Whether a newer run took this one's place.
pub fn superseded(cause: &Cause) -> bool {
    cause.rule.as_deref() == Some("workflow/superseded-in-concurrency-group")
}

/// Whether a job was ended from outside, and nothing in it failed.
pub fn from_outside(cause: &Cause) -> bool {
    superseded(cause) || cause.extractor.as_deref() == Some(STOPPED)
}

/// A push of commits that are there already, where it likely clears anything.
fn pushed(report: &Report) -> Option<Next> {
    let forecast = report.expected_next_run.iter().find(|forecast| matches!(forecast.remedy, Remedy::Push | Remedy::Rebase))?;
    let sha = forecast.commit.as_deref()?;
    let likely: Vec<&str> = forecast.causes_gone.iter().filter(|gone| gone.probability >= 0.5).map(|gone| gone.id.as_str()).collect();
    let at = |cleared: bool| -> Vec<usize> {
        let matching = |cause: &Cause| likely.contains(&cause.id.as_str()) == cleared;
        report.causes.iter().enumerate().filter(|(_, cause)| matching(cause)).map(|(at, _)| at).collect()
    };
    let (gone, left) = (at(true), at(false));
    if gone.is_empty() {
        return None;
    }
    let (kind, verb) = if forecast.remedy == Remedy::Push { (NextKind::Push, "push") } else { (NextKind::Rebase, "rebase onto") };
    let rest = if left.is_empty() { String::new() } else { format!("; then fix {}", numbers(&left)) };
    let text = format!("{verb} {} or later: it likely clears {}{rest}", code(sha.get(..9).unwrap_or(sha)), numbers(&gone));
    Some(Next { kind, text, reproduce: reproduce(report, &left) })
}

/// Categories of failures that a setting ends.
const SETTINGS: [&str; 6] = ["auth", "cloud", "registry", "runner", "resources", "deploy"];

/// What is neither this change's nor the base's, as far as anybody knows: who must act says what to do.
fn open(report: &Report, base: &[usize], passes: &[usize], aside: &str) -> Next {
    let open: Vec<usize> = (0..report.causes.len()).filter(|at| !base.contains(at) && !passes.contains(at)).collect();
    let causes = || open.iter().map(|at| &report.causes[*at]);
    let all = |wanted: &dyn Fn(&Cause) -> bool| causes().all(wanted);
    let which = numbers(&open);
    let (kind, text) = if all(&|cause| cause.extractor.as_deref() == Some(SKIPPED)) {
        let decides = "whoever keeps the workflow decides whether that check may pass where a job is skipped";
        (NextKind::Maintainer, format!("no failure stands behind {which}: {decides}{aside}"))
    } else if all(&|cause| cause.actor == Actor::Maintainer && SETTINGS.contains(&cause.category.as_str())) {
        (NextKind::Setting, format!("change a setting for {which}: permissions, secrets or machines{aside}"))
    } else if all(&|cause| matches!(cause.actor, Actor::Maintainer | Actor::Upstream)) {
        (NextKind::Maintainer, format!("tell whoever keeps the workflow about {which}{aside}"))
    } else if all(&|cause| matches!(cause.actor, Actor::Infrastructure | Actor::Nobody)) {
        (NextKind::Maintainer, format!("look at {which} before running it again: it may not pass by itself{aside}"))
    } else if all(&|cause| cause.title == "unexplained" || cause.extractor.as_deref() == Some(UNUSUAL)) {
        (NextKind::Fix, format!("look into {which}: nothing that is known explains it{aside}"))
    } else if of_pull_request(report.run.event.as_deref()) && all(&|cause| cause.ownership.verdict == Verdict::Unknown) {
        (
            NextKind::Fix,
            format!(
                "see whether {which} {} without this change, too; fix {} here if not{aside}",
                if open.len() == 1 { "fails" } else { "fail" },
                if open.len() == 1 { "it" } else { "them" }
            ),
        )
    } else {
        (NextKind::Fix, format!("fix {which}{aside}"))
    };
    Next { kind, text, reproduce: reproduce(report, &open) }
}

fn reproduce(report: &Report, of: &[usize]) -> Option<String> {
    of.iter().find_map(|at| report.causes[*at].reproduce.clone())
}

fn base_name(report: &Report) -> String {
    let branch = report.run.branch.as_deref().filter(|_| report.run.event.as_deref() == Some("push"));
    branch.map_or_else(|| "the base".to_owned(), code)
}

/// The numbers of causes, by their places.
fn numbers(at: &[usize]) -> String {
    numbered(&at.iter().map(|at| at + 1).collect::<Vec<_>>())
}

fn is(at: &[usize]) -> &'static str {
    if at.len() == 1 { "is" } else { "are" }
}
