//! The verdict. In order: what was seen of the same commit, of the base, of other pull requests; then what the change touches; then kinds.

use super::compare::{Base, Occurrences, Stand, again, base, fresh, independent, stand};
use super::named::{Named, named};
use super::touch::{Touch, near, touched};
use super::words::{listed, run_at, run_name};
use crate::diagnose::facts::Tested;
use crate::diagnose::others::{OtherRun, Role, Trace, base_branch, of_a_trunk, role};
use crate::diagnose::queue;
use crate::diagnose::run::{Case, Diagnosis, RunCause};
use crate::diagnose::separation::{Separation, by_event, exchangeable};
use crate::matching::{Finding, SKIPPED, Source};
use crate::model::{Actor, Details, Run, code};

/// Whose failure a cause is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// This change's own.
    Yours,
    /// It was there before this change.
    Base,
    /// It comes and goes.
    Flaky,
    /// Machines or services.
    Infrastructure,
    /// Nothing to tell by.
    #[default]
    Unknown,
}

/// A verdict with its reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// The verdict.
    pub verdict: Whose,
    /// Its reasons. Markdown.
    pub because: Vec<String>,
}

const CONDITIONS: &str = "the workflow's conditions decide whether a job is skipped: by what kind of change this is, not by what it does";

/// Gives each cause its verdict.
pub(crate) fn judge(case: &Case<'_>, diagnosis: &mut Diagnosis) {
    let mut others: Vec<(&OtherRun, Role)> =
        case.run.map(|run| case.others.iter().map(|other| (other, role(run, case.change, other))).collect()).unwrap_or_default();
    others.sort_by_key(|(other, _)| std::cmp::Reverse((other.run.created_at, other.run.id, other.run.attempt)));
    let verdicts: Vec<Ownership> =
        diagnosis.causes.iter().map(|cause| Judge { case, others: &others, cause, diagnosis }.ownership()).collect();
    let events: Vec<Option<Separation>> =
        diagnosis.causes.iter().map(|cause| Judge { case, others: &others, cause, diagnosis }.by_event()).collect();
    for ((cause, ownership), event) in diagnosis.causes.iter_mut().zip(verdicts).zip(events) {
        cause.ownership = ownership;
        cause.separation = cause.separation.take().or(event);
    }
}

pub(super) struct Judge<'a> {
    pub(super) case: &'a Case<'a>,
    /// Newest first.
    others: &'a [(&'a OtherRun, Role)],
    pub(super) cause: &'a RunCause,
    diagnosis: &'a Diagnosis,
}

pub(super) fn say(verdict: Whose, because: impl IntoIterator<Item = String>) -> Ownership {
    Ownership { verdict, because: because.into_iter().collect() }
}

impl<'a> Judge<'a> {
    pub(super) fn finding(&self) -> Option<&'a Finding> {
        let (job, finding) = self.cause.lead?;
        self.case.findings[job].findings.get(finding)
    }

    pub(super) fn details(&self) -> Option<&'a Details> {
        let (job, finding) = self.cause.lead?;
        match &self.case.findings[job].findings.get(self.cause.read.unwrap_or(finding))?.source {
            Source::Extractor(reading) => Some(&reading.details),
            Source::Rule(_) => None,
        }
    }

    pub(super) fn category(&self) -> &'a str {
        let Some(finding) = self.finding() else { return "" };
        match &finding.source {
            Source::Extractor(reading) => reading.category,
            Source::Rule(_) => finding.rule(self.case.catalog).map_or("", |rule| rule.category.as_str()),
        }
    }

    pub(super) fn named(&self) -> Option<Named> {
        Some(named(self.finding()?, self.details()))
    }

    fn touch(&self) -> Option<Touch> {
        let change = self.case.change?;
        let workflow = self.case.run.and_then(|run| run.path.as_deref());
        touched(&self.named()?, self.category(), workflow, change, self.case.tree)
    }

    /// What the change touches beside what failed: too little to say that it is the change's, enough not to say that it is not.
    fn near(&self) -> Option<Touch> {
        near(&self.named()?, self.case.run.and_then(Run::workflow_file), self.case.change?)
    }

    /// The commit of the base that a pull request's merge was made with, where the log tells.
    fn onto(&self) -> Option<&'a str> {
        self.case.findings[self.cause.lead?.0].facts.tested.as_ref()?.onto()
    }

    /// Whether a pull request's job took its head alone, without what the base has since the two parted.
    fn head_alone(&self, run: &Run) -> bool {
        let tested = self.cause.lead.and_then(|(job, _)| self.case.findings[job].facts.tested.as_ref());
        let is_head = |sha: &str| run.head_sha.as_deref().is_some_and(|head| head.starts_with(sha));
        run.of_pull_request() && matches!(tested, Some(Tested::Commit(sha)) if is_head(sha))
    }

    /// The cause in each of its jobs that belong to this run.
    fn occurrences(&self) -> Vec<(&'a str, Trace)> {
        let run = self.case.run.map(|run| run.id);
        let own = |job: &usize| self.case.jobs[*job].run.is_none_or(|of| Some(of) == run);
        self.cause
            .jobs
            .iter()
            .filter(|(job, _)| own(job))
            .filter_map(|(job, finding)| {
                let trace = self.diagnosis.trace(*job, (*finding)?, &self.cause.fingerprint, self.case);
                Some((self.case.jobs[*job].name.as_str(), trace))
            })
            .collect()
    }

    pub(super) fn with(&self, wanted: impl Fn(Role) -> bool) -> impl Iterator<Item = &'a OtherRun> {
        self.others.iter().filter(move |(_, role)| wanted(*role)).map(|(other, _)| *other)
    }

    /// What started the runs that failed so, of this branch and its base, where no run that passed was started by it.
    fn by_event(&self) -> Option<Separation> {
        let own = self.occurrences();
        let here = (self.case.run?.event.as_deref()?, true);
        let told = self.with(|role| matches!(role, Role::Base | Role::Own | Role::Again { .. }));
        let others = told.filter_map(|other| match stand(&own, other) {
            Stand::Same => Some((other.run.event.as_deref()?, true)),
            Stand::Passed => Some((other.run.event.as_deref()?, false)),
            _ => None,
        });
        by_event(&std::iter::once(here).chain(others).collect::<Vec<_>>())
    }

    fn ownership(&self) -> Ownership {
        let Some(run) = self.case.run else { return self.by_kind(&Seen::default()) };
        let own = self.occurrences();
        if own.is_empty() {
            return say(Whose::Unknown, ["nothing that could be read says why it failed, so there is nothing to compare".to_owned()]);
        }
        if let Some(outside) = self.ended_outside(run, &own) {
            return outside;
        }
        let touch = self.touch();
        let later = self.with(|role| role == Role::Again { later: true }).map(|other| (other, again(&own, other)));
        let (mut passed_again, mut failed_again) = (None, false);
        for (other, stand) in later {
            match stand {
                Stand::Passed => passed_again = passed_again.or(Some(other)),
                Stand::Silent => {}
                _ => failed_again = true,
            }
        }
        if let Some(other) = passed_again.filter(|_| !failed_again) {
            return self.passed_again(run, other, touch);
        }
        let passed_before = self.with(|role| role == Role::Again { later: false }).find(|other| again(&own, other) == Stand::Passed);
        let base = base(&own, self.others, self.onto());
        if let (Some((newest, Stand::Same)), Some(since)) = (base.newest, base.since) {
            return match self.doubt(run, &base, newest, &own, touch.as_ref()) {
                Some(doubt) => doubt,
                None => stood_before(run, newest, since, base.green, touch),
            };
        }
        let owes_nothing = |other: &&OtherRun| !stacked(run, &other.run) && independent(self.case.change, other);
        let known: Vec<(&OtherRun, Stand)> =
            self.with(|role| role == Role::Sibling).filter(owes_nothing).map(|other| (other, stand(&own, other))).collect();
        let siblings = fresh(&known, base.green);
        let seen = Seen { run: Some(run), touch, base, siblings, passed_before, failed_again };
        self.weigh(&seen, &own)
    }

    /// Whether an extractor of that name read it.
    pub(super) fn read_by(&self, name: &str) -> bool {
        self.finding().is_some_and(|finding| matches!(&finding.source, Source::Extractor(reading) if reading.extractor == name))
    }

    /// The same commit passed when it ran again.
    fn passed_again(&self, run: &Run, other: &OtherRun, touch: Option<Touch>) -> Ownership {
        let passed = format!("the same commit passed in {}", again_name(run, &other.run));
        if let Some(touch) = touch.or_else(|| self.near()) {
            return say(Whose::Unknown, [passed, format!("yet {}: it may be what makes it come and go", touch.why)]);
        }
        let refused = self.finding().is_some_and(|finding| finding.actor(self.case.catalog) == Actor::Maintainer)
            && matches!(self.category(), "auth" | "cloud" | "registry" | "deploy" | "http");
        if refused {
            let why = "a refusal that ends without another commit was a setting's: a secret, a permission, a service".to_owned();
            return say(Whose::Infrastructure, [passed, why]);
        }
        say(Whose::Flaky, [passed])
    }

    /// What keeps a failure of the base from being this one's.
    fn doubt(&self, run: &Run, base: &Base<'_>, newest: &OtherRun, own: &Occurrences<'_>, touch: Option<&Touch>) -> Option<Ownership> {
        let fails = format!("it also fails on {}, in {}", place(run), run_at(&newest.run));
        if let Some(green) = base.of_push {
            let event = code(newest.run.event.as_deref().unwrap_or_default());
            let passed = format!("yet that is a run of {event}, and the job passed there in {}, a push", run_at(&green.run));
            return Some(say(Whose::Unknown, [fails, passed]));
        }
        let parted = self.case.change.and_then(|change| change.merge_base.as_deref());
        let stood_there = || {
            self.with(|role| role == Role::Base)
                .any(|other| parted.is_some() && other.run.head_sha.as_deref() == parted && stand(own, other) == Stand::Same)
        };
        if self.head_alone(run) && !stood_there() {
            let alone = "yet the job checks out the head alone, and whether it failed where the two parted is not known".to_owned();
            return Some(say(Whose::Unknown, [fails, alone]));
        }
        if let (Some(silent), Some(touch)) = (base.silent, touch) {
            let since = format!("yet the job did not run there in {}, which is newer, and {}", run_at(&silent.run), touch.why);
            return Some(say(Whose::Unknown, [fails, since]));
        }
        let touch = touch.filter(|_| own.iter().any(|(_, trace)| trace.untold()))?;
        Some(say(Whose::Unknown, [fails, format!("yet nothing says why the test fails, and {}", touch.why)]))
    }

    /// Where neither the same commit nor the base showed it.
    fn weigh(&self, seen: &Seen<'_>, own: &[(&str, Trace)]) -> Ownership {
        let needed = if matches!(seen.base.newest, Some((_, Stand::Passed))) { 2 } else { 1 };
        if seen.touch.is_none() && seen.siblings.len() >= needed {
            let names: Vec<String> = seen.siblings.iter().map(|other| pull_name(&other.run)).collect();
            let (fail, share) = if names.len() == 1 { ("fails", "shares") } else { ("fail", "share") };
            let alike = format!("{} {fail} the same way, and {share} neither a commit nor a file with this change", listed(&names));
            return match self.near() {
                Some(near) => say(Whose::Unknown, [alike, format!("yet {}", near.why)]),
                None => say(Whose::Base, [alike]),
            };
        }
        if let Some(separation) = self.cause.separation.as_ref().filter(|separation| separation.is_one_machine() && separation.red > 1)
            && exchangeable(self.cause, self.case)
        {
            let seen_there = format!("{}: that machine, not the code", separation.sentence());
            return match &seen.touch {
                Some(touch) => say(Whose::Unknown, [seen_there, format!("yet {}", touch.why)]),
                None => say(Whose::Infrastructure, [seen_there]),
            };
        }
        if self.actor().is_some() {
            return self.by_kind(seen);
        }
        if let Some((green, let_pass)) = seen.base.green.and_then(|green| Some((green, self.let_pass(green)?))) {
            return say(Whose::Unknown, [seen.passed_on_base(green), let_pass]);
        }
        if let Some(touch) = &seen.touch {
            let passed = seen.base.green.map(|green| seen.passed_on_base(green));
            return self.of_the_change([touch.why.clone()].into_iter().chain(passed).collect());
        }
        if let Some(before) = seen.passed_before {
            return say(
                Whose::Unknown,
                [format!("the same commit passed before, in {}: no change of the code is behind it", run_name(&before.run))]
                    .into_iter()
                    .chain(self.moved()),
            );
        }
        match seen.base.newest {
            Some((green, Stand::Passed)) => self.passed(seen, green),
            Some((other, Stand::Alike)) => say(
                Whose::Unknown,
                [format!(
                    "the job failed on {} much alike, but not in the very same words and values, or in too few to tell: {}",
                    seen.place(),
                    run_at(&other.run)
                )],
            ),
            Some((other, Stand::Otherwise)) => {
                say(Whose::Unknown, [format!("the job failed on {} too, by something else: {}", seen.place(), run_at(&other.run))])
            }
            Some((other, _)) => say(
                Whose::Unknown,
                [format!("the job failed on {} too, but that log could not be read: {}", seen.place(), run_at(&other.run))],
            ),
            None => self.without_base(seen, own),
        }
    }

    /// The jobs passed on the base, and the change touches nothing that the evidence names.
    fn passed(&self, seen: &Seen<'_>, green: &OtherRun) -> Ownership {
        let passed = seen.passed_on_base(green);
        if let Some(same) = seen.base.same {
            return say(
                Whose::Unknown,
                [passed, format!("but it failed there the same way before, in {}: it comes and goes, or came back", run_at(&same.run))],
            );
        }
        if let Some(secrets) = self.of_a_fork(seen) {
            return say(Whose::Unknown, [passed, secrets]);
        }
        if self.read_by(SKIPPED) {
            return say(Whose::Unknown, [passed, CONDITIONS.to_owned()]);
        }
        if let Some(moved) = self.moved() {
            let since = match self.near() {
                Some(near) => format!("{}, and {moved}: either may be behind it", near.why),
                None => format!("no file that the failure names is in this change, and {moved}"),
            };
            return say(Whose::Unknown, [passed, since]);
        }
        if let Some(other) = self.may_be_no_code() {
            return say(Whose::Unknown, [passed, other.to_owned()]);
        }
        self.of_the_change(vec![passed, "and not with this change".to_owned()])
    }

    /// What moved since the job last passed, beside the code. Markdown.
    fn moved(&self) -> Option<String> {
        self.cause.since_green.as_ref()?.phrase(listed)
    }

    fn without_base(&self, seen: &Seen<'_>, own: &[(&str, Trace)]) -> Ownership {
        if let Some(secrets) = self.of_a_fork(seen) {
            return say(Whose::Unknown, [secrets]);
        }
        if self.read_by(SKIPPED) {
            return say(Whose::Unknown, [CONDITIONS.to_owned()]);
        }
        let passing: Vec<String> = self
            .with(|role| role == Role::Sibling)
            .filter(|other| stand(own, other) == Stand::Passed)
            .map(|other| pull_name(&other.run))
            .collect();
        if passing.len() >= 2 {
            return self.of_the_change(vec![format!("the job passed in {}, and not with this change", listed(&passing))]);
        }
        let what = seen.run.map_or_else(|| "a base".to_owned(), place);
        if seen.base.held {
            return say(Whose::Unknown, [format!("every run of {what} that was there to compare with holds work of this change already")]);
        }
        say(Whose::Unknown, [format!("no earlier run of {what} with this job was there to compare with")])
    }

    /// The change did it; of a batch, which pull request did is known only if there is one.
    fn of_the_change(&self, mut because: Vec<String>) -> Ownership {
        let Some(run) = self.case.run.filter(|run| run.of_merge_queue()) else {
            return say(Whose::Yours, because);
        };
        let pulls: Vec<String> = queue::pulls(run, self.case.change).iter().map(|number| code(&format!("#{number}"))).collect();
        match (pulls.as_slice(), self.case.change.is_some_and(|change| change.whole)) {
            ([one], true) => {
                because.push(format!("{one} is the only pull request in the batch"));
                say(Whose::Yours, because)
            }
            (_, true) => {
                because.push(format!("the batch holds {}: which of them did it is not known", listed(&pulls)));
                say(Whose::Unknown, because)
            }
            (_, false) => {
                because.push("which pull requests the batch holds could not be had".to_owned());
                say(Whose::Unknown, because)
            }
        }
    }
}

/// Whether one pull request goes into the branch of the other.
fn stacked(run: &Run, other: &Run) -> bool {
    let onto = |one: &Run, other: &Run| {
        other.branch.is_some() && one.pull_requests.iter().any(|pull| pull.base.is_some() && pull.base == other.branch)
    };
    onto(run, other) || onto(other, run)
}

fn stood_before(run: &Run, newest: &OtherRun, since: &OtherRun, green: Option<&OtherRun>, touch: Option<Touch>) -> Ownership {
    let of_a_queue = newest.run.of_merge_queue();
    let place = if of_a_queue { "the batch that it was put on".to_owned() } else { place(run) };
    let mut because = vec![if newest.run.id == since.run.id {
        format!("it also fails {} {place}, before this change: {}", if of_a_queue { "in" } else { "on" }, run_at(&newest.run))
    } else {
        format!("it also fails on {place}, before this change: {}, since {}", run_at(&newest.run), run_at(&since.run))
    }];
    because.extend(green.map(|green| format!("the job last passed there in {}", run_at(&green.run))));
    because.extend(touch.map(|touch| format!("{}, but it failed so without the change, too", touch.why)));
    say(Whose::Base, because)
}

/// What other runs show of a cause.
#[derive(Debug, Default)]
pub(super) struct Seen<'a> {
    pub(super) run: Option<&'a Run>,
    pub(super) touch: Option<Touch>,
    pub(super) base: Base<'a>,
    /// Runs of independent pull requests with the same cause.
    pub(super) siblings: Vec<&'a OtherRun>,
    /// An earlier run of the same commit in which the jobs passed.
    pub(super) passed_before: Option<&'a OtherRun>,
    /// The same commit ran again, and a job failed again.
    pub(super) failed_again: bool,
}

impl Seen<'_> {
    fn place(&self) -> String {
        self.run.map_or_else(|| "the base".to_owned(), place)
    }

    pub(super) fn passed_on_base(&self, green: &OtherRun) -> String {
        format!("the job passed on {} in {}", self.place(), run_at(&green.run))
    }
}

/// What a base is called.
fn place(run: &Run) -> String {
    match base_branch(run) {
        Some(base) => code(base),
        None if of_a_trunk(run) => run.branch.as_deref().map_or_else(|| "the branch".to_owned(), code),
        None => "its base".to_owned(),
    }
}

pub(super) fn again_name(own: &Run, other: &Run) -> String {
    match other.attempt {
        Some(attempt) if own.id == other.id => format!("attempt {attempt}"),
        _ => run_name(other),
    }
}

fn pull_name(run: &Run) -> String {
    match (run.pull_requests.first(), &run.branch) {
        (Some(pull), _) => format!("pull request {} ({})", code(&format!("#{}", pull.number)), run_name(run)),
        (None, Some(branch)) => format!("the pull request of {} ({})", code(branch), run_name(run)),
        (None, None) => run_name(run),
    }
}
