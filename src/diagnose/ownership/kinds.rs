//! What the kind of a failure says of whose it is, whatever other runs did: from outside, by itself, by a setting.

use super::compare::{Occurrences, Stand, stand};
use super::judge::{Judge, Ownership, Seen, Whose, again_name, say};
use super::touch::unseen;
use super::words::run_at;
use crate::diagnose::others::{OtherRun, Role};
use crate::matching::{STOPPED, Source};
use crate::model::{Actor, Confidence, Run, code};
use crate::rules::CaptureType;

/// Extractors of what was ended before it came to an end.
const ENDED: [&str; 3] = ["timed-out", "cancelled", "signal"];
/// The rule of what ended for a newer run.
const SUPERSEDED: &str = "superseded-in-concurrency-group";

impl Judge<'_> {
    /// Kinds of failure that come from machines or by themselves.
    pub(super) fn actor(&self) -> Option<Actor> {
        let actor = self.finding()?.actor(self.case.catalog);
        matches!(actor, Actor::Infrastructure | Actor::Nobody).then_some(actor)
    }

    pub(super) fn by_kind(&self, seen: &Seen<'_>) -> Ownership {
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
        if let Some(doubt) = self.made_by_code() {
            return say(Whose::Unknown, [kind.to_owned(), format!("yet {doubt}")]);
        }
        say(verdict, [kind.to_owned()])
    }

    /// Why a failure of a kind that comes from outside may come from the code all the same.
    fn made_by_code(&self) -> Option<String> {
        let finding = self.finding()?;
        if self.details().is_some_and(|details| !details.tests.is_empty()) {
            return Some("it stands in the report of a test, and the code under test may have made it".to_owned());
        }
        let own = |kind: CaptureType, value: &str| kind == CaptureType::Name && !value.contains('.') && !value.is_empty();
        let host = finding.captures.iter().find(|(name, kind, value)| *name == "host" && own(*kind, value));
        if let Some((_, _, host)) = host.filter(|_| self.category() == "network") {
            return Some(format!("{} has no domain: it is a name of the job's own, as of a service or a container", code(host)));
        }
        if finding.confidence(self.case.catalog) == Confidence::Low {
            return Some("the line does not tell whether the code made it".to_owned());
        }
        self.named().filter(|named| !named.words.is_empty())?;
        let path = unseen(self.case.change?)?;
        Some(format!("what the change does to {} could not be seen", code(path)))
    }

    /// Runs of forks get no secrets: what is refused to them says nothing of their change.
    pub(super) fn of_a_fork(&self, seen: &Seen<'_>) -> Option<String> {
        seen.run.filter(|run| run.fork == Some(true))?;
        let finding = self.finding()?;
        let rule = finding.rule(self.case.catalog);
        let stated = rule.and_then(|rule| rule.variants.get(self.cause.variant?)).is_some_and(|variant| variant.when.fork == Some(true));
        let access =
            finding.actor(self.case.catalog) == Actor::Maintainer && matches!(self.category(), "auth" | "cloud" | "registry" | "deploy");
        (stated || access).then(|| "a fork's run gets no secrets and a token that only reads, and this failure is about access".to_owned())
    }

    /// What ended a job without anything in it having failed.
    pub(super) fn ended_outside(&self, run: &Run, own: &Occurrences<'_>) -> Option<Ownership> {
        let superseded = self.finding()?.rule(self.case.catalog).is_some_and(|rule| rule.id == SUPERSEDED);
        if superseded {
            let newer = self.with(|role| role == Role::Later).filter(|other| run.same_branch(&other.run)).last();
            let came = newer.map(|newer| format!("{} came after it", run_at(&newer.run)));
            let ended = "GitHub ended it for a newer run of its concurrency group: nothing in it failed".to_owned();
            return Some(say(Whose::Infrastructure, [ended].into_iter().chain(came)));
        }
        if !self.read_by(STOPPED) {
            return None;
        }
        let again = self.with(|role| role == Role::Again { later: true });
        let passed = again.into_iter().find(|other| stand(own, other) == Stand::Passed);
        Some(match passed {
            Some(other) => say(
                Whose::Infrastructure,
                [format!("it was ended from outside, and the same commit passed in {}", again_name(run, &other.run))],
            ),
            None => say(Whose::Unknown, ["it was ended from outside: whether it would have passed is not known".to_owned()]),
        })
    }

    /// That the line was printed on the base, too, where the job passed all the same: a step may fail there without failing the job.
    pub(super) fn let_pass(&self, green: &OtherRun) -> Option<String> {
        let text = &self.finding()?.evidence.text;
        let jobs = self.case.controls.green_jobs(text);
        let names = self.cause.jobs.iter().map(|(job, _)| format!("{} of run {}", self.case.jobs[*job].name, green.run.id));
        let printed = names.into_iter().any(|name| jobs.contains(&name.as_str()));
        printed.then(|| "but it printed the very line there, too: it may fail there so, and be let pass".to_owned())
    }

    /// Why a failure that the change touches nothing of, and the base did not have, may come from something else than code all the same.
    pub(super) fn may_be_no_code(&self) -> Option<&'static str> {
        let finding = self.finding()?;
        if matches!(finding.actor(self.case.catalog), Actor::Maintainer | Actor::Upstream) {
            return Some("but this kind of failure comes from settings, limits and services, which change between two runs");
        }
        let ended = matches!(&finding.source, Source::Extractor(reading) if ENDED.contains(&reading.extractor))
            && !finding.evidence.text.to_lowercase().contains("segmentation");
        (ended || self.category() == "runner").then_some("but what is ended so, for time or memory, may pass in another run")
    }
}
