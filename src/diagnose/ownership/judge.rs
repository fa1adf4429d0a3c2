//! The verdict. In order: what was seen of the same commit, of the base, of other pull requests; then what the change touches; then kinds.

use super::compare::{Base, Stand, base, independent, stand};
use super::named::named;
use super::touch::{Touch, touched};
use super::words::{listed, run_at, run_name};
use crate::diagnose::changed::Moved;
use crate::diagnose::others::{OtherRun, Role, Trace, base_branch, of_a_trunk, role};
use crate::diagnose::queue;
use crate::diagnose::run::{Case, Diagnosis, RunCause};
use crate::matching::{Finding, Source};
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

/// Gives each cause its verdict.
pub(crate) fn judge(case: &Case<'_>, diagnosis: &mut Diagnosis) {
    let mut others: Vec<(&OtherRun, Role)> =
        case.run.map(|run| case.others.iter().map(|other| (other, role(run, case.change, other))).collect()).unwrap_or_default();
    others.sort_by_key(|(other, _)| std::cmp::Reverse((other.run.created_at, other.run.id, other.run.attempt)));
    let verdicts: Vec<Ownership> =
        diagnosis.causes.iter().map(|cause| Judge { case, others: &others, cause, diagnosis }.ownership()).collect();
    for (cause, ownership) in diagnosis.causes.iter_mut().zip(verdicts) {
        cause.ownership = ownership;
    }
}

struct Judge<'a> {
    case: &'a Case<'a>,
    /// Newest first.
    others: &'a [(&'a OtherRun, Role)],
    cause: &'a RunCause,
    diagnosis: &'a Diagnosis,
}

fn say(verdict: Whose, because: impl IntoIterator<Item = String>) -> Ownership {
    Ownership { verdict, because: because.into_iter().collect() }
}

impl<'a> Judge<'a> {
    fn finding(&self) -> Option<&'a Finding> {
        let (job, finding) = self.cause.lead?;
        self.case.findings[job].findings.get(finding)
    }

    fn details(&self) -> Option<&'a Details> {
        let (job, finding) = self.cause.lead?;
        match &self.case.findings[job].findings.get(self.cause.read.unwrap_or(finding))?.source {
            Source::Extractor(reading) => Some(&reading.details),
            Source::Rule(_) => None,
        }
    }

    fn category(&self) -> &'a str {
        let Some(finding) = self.finding() else { return "" };
        match &finding.source {
            Source::Extractor(reading) => reading.category,
            Source::Rule(_) => finding.rule(self.case.catalog).map_or("", |rule| rule.category.as_str()),
        }
    }

    fn touch(&self) -> Option<Touch> {
        let change = self.case.change?;
        let workflow = self.case.run.and_then(|run| run.path.as_deref());
        touched(&named(self.finding()?, self.details()), self.category(), workflow, change, self.case.tree)
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

    fn with(&self, wanted: impl Fn(Role) -> bool) -> impl Iterator<Item = &'a OtherRun> {
        self.others.iter().filter(move |(_, role)| wanted(*role)).map(|(other, _)| *other)
    }

    fn ownership(&self) -> Ownership {
        let Some(run) = self.case.run else { return self.by_kind(&Seen::default()) };
        let own = self.occurrences();
        if own.is_empty() {
            return say(Whose::Unknown, ["nothing that could be read says why it failed, so there is nothing to compare".to_owned()]);
        }
        let touch = self.touch();
        let again = self.with(|role| role == Role::Again { later: true }).map(|other| (other, stand(&own, other)));
        let (mut passed_again, mut failed_again) = (None, false);
        for (other, stand) in again {
            match stand {
                Stand::Passed => passed_again = passed_again.or(Some(other)),
                Stand::Same | Stand::Otherwise | Stand::Unread => failed_again = true,
                Stand::Silent => {}
            }
        }
        if let Some(other) = passed_again {
            let passed = format!("the same commit passed in {}", again_name(run, &other.run));
            return match touch {
                Some(touch) => say(Whose::Unknown, [passed, format!("yet {}: it may be what makes it come and go", touch.why)]),
                None => say(Whose::Flaky, [passed]),
            };
        }
        let passed_before = self.with(|role| role == Role::Again { later: false }).find(|other| stand(&own, other) == Stand::Passed);
        let base = base(&own, self.others);
        if let (Some((newest, Stand::Same)), Some(since)) = (base.newest, base.since) {
            return stood_before(run, newest, since, base.green, touch);
        }
        let siblings: Vec<&OtherRun> = self
            .with(|role| role == Role::Sibling)
            .filter(|other| independent(self.case.change, other) && stand(&own, other) == Stand::Same)
            .collect();
        let seen = Seen { run: Some(run), touch, base, siblings, passed_before, failed_again };
        self.weigh(&seen, &own)
    }

    /// Where neither the same commit nor the base showed it.
    fn weigh(&self, seen: &Seen<'_>, own: &[(&str, Trace)]) -> Ownership {
        let needed = if matches!(seen.base.newest, Some((_, Stand::Passed))) { 2 } else { 1 };
        if seen.touch.is_none() && seen.siblings.len() >= needed {
            let names: Vec<String> = seen.siblings.iter().map(|other| pull_name(&other.run)).collect();
            let fail = if names.len() == 1 { "fails" } else { "fail" };
            return say(
                Whose::Base,
                [format!("{} {fail} the same way, and share neither a commit nor a file with this change", listed(&names))],
            );
        }
        if let Some(separation) = self.cause.separation.as_ref().filter(|separation| separation.is_one_machine() && separation.red > 1) {
            let seen_there = format!("{}: that machine, not the code", separation.sentence());
            return match &seen.touch {
                Some(touch) => say(Whose::Unknown, [seen_there, format!("yet {}", touch.why)]),
                None => say(Whose::Infrastructure, [seen_there]),
            };
        }
        if self.actor().is_some() {
            return self.by_kind(seen);
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
                    .chain((!self.moved().is_empty()).then(|| format!("since then {}", listed(&self.moved())))),
            );
        }
        match seen.base.newest {
            Some((green, Stand::Passed)) => self.passed(seen, green),
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
        let moved = self.moved();
        if !moved.is_empty() {
            let since = "no file that the failure names is in this change, and since then".to_owned();
            return say(Whose::Unknown, [passed, format!("{since} {}", listed(&moved))]);
        }
        self.of_the_change(vec![passed, "and not with this change".to_owned()])
    }

    /// What moved since the job last passed, beside the code. Markdown.
    fn moved(&self) -> Vec<String> {
        self.cause.since_green.iter().flat_map(|since| &since.moved).map(Moved::sentence).collect()
    }

    fn without_base(&self, seen: &Seen<'_>, own: &[(&str, Trace)]) -> Ownership {
        if let Some(secrets) = self.of_a_fork(seen) {
            return say(Whose::Unknown, [secrets]);
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

    /// Kinds of failure that come from machines or by themselves.
    fn actor(&self) -> Option<Actor> {
        let actor = self.finding()?.actor(self.case.catalog);
        matches!(actor, Actor::Infrastructure | Actor::Nobody).then_some(actor)
    }

    fn by_kind(&self, seen: &Seen<'_>) -> Ownership {
        let (verdict, kind) = match self.actor() {
            Some(Actor::Infrastructure) => (Whose::Infrastructure, "this kind of failure comes from machines or services"),
            Some(Actor::Nobody) => (Whose::Flaky, "this kind of failure comes and goes by itself"),
            _ => return say(Whose::Unknown, ["no other run was compared with".to_owned()]),
        };
        if let Some(touch) = &seen.touch {
            return say(Whose::Unknown, [kind.to_owned(), format!("yet {}", touch.why)]);
        }
        if seen.failed_again {
            return say(Whose::Unknown, [kind.to_owned(), "yet the job failed again when the same commit ran again".to_owned()]);
        }
        say(verdict, [kind.to_owned()])
    }

    /// Runs of forks get no secrets: what is refused to them says nothing of their change.
    fn of_a_fork(&self, seen: &Seen<'_>) -> Option<String> {
        seen.run.filter(|run| run.fork == Some(true))?;
        let finding = self.finding()?;
        let rule = finding.rule(self.case.catalog);
        let stated = rule.and_then(|rule| rule.variants.get(self.cause.variant?)).is_some_and(|variant| variant.when.fork == Some(true));
        let access =
            finding.actor(self.case.catalog) == Actor::Maintainer && matches!(self.category(), "auth" | "cloud" | "registry" | "deploy");
        (stated || access).then(|| "a fork's run gets no secrets and a token that only reads, and this failure is about access".to_owned())
    }
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
struct Seen<'a> {
    run: Option<&'a Run>,
    touch: Option<Touch>,
    base: Base<'a>,
    /// Runs of independent pull requests with the same cause.
    siblings: Vec<&'a OtherRun>,
    /// An earlier run of the same commit in which the jobs passed.
    passed_before: Option<&'a OtherRun>,
    /// The same commit ran again, and a job failed again.
    failed_again: bool,
}

impl Seen<'_> {
    fn place(&self) -> String {
        self.run.map_or_else(|| "the base".to_owned(), place)
    }

    fn passed_on_base(&self, green: &OtherRun) -> String {
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

fn again_name(own: &Run, other: &Run) -> String {
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
