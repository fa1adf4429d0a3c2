//! The run in which a job last passed, and what is different now: first what the failure names, then what a job is built upon, then packages.

use std::collections::BTreeMap;

use super::moved::{Moved, Part};
use super::own::by_change;
use super::tied::Words;
use crate::diagnose::others::{OtherJob, OtherRun, Role, role};
use crate::diagnose::run::{Case, RunCause};
use crate::diagnose::setup::{Kind, Setup};
use crate::model::Run;

/// The run in which a job last passed, and what is different now.
#[derive(Clone, Debug)]
pub struct SinceGreen {
    /// That run.
    pub run: Run,
    /// The job, by name. Raw text.
    pub job: String,
    /// What moved; the likeliest to matter first.
    pub moved: Vec<Moved>,
    /// What else moved, counted.
    pub more: BTreeMap<Part, usize>,
}

/// So many are told.
const MOST: usize = 12;
/// Packages that nothing ties to the failure are told if they are no more than these.
const FEW: usize = 5;

/// What moved since the job of a cause last passed, in an earlier run whose log was had.
pub(in crate::diagnose) fn since_green(cause: &RunCause, case: &Case<'_>) -> Option<SinceGreen> {
    let run = case.run?;
    let (job, _) = cause.lead?;
    let name = case.jobs[job].name.as_str();
    let now = &case.findings[job].facts.setup;
    let earlier =
        |other: &&OtherRun| matches!(role(run, case.change, other), Role::Base | Role::Holds | Role::Own | Role::Again { later: false });
    let mut passed: Vec<&OtherRun> =
        case.others.iter().filter(earlier).filter(|other| other.job(name).is_some_and(OtherJob::passed)).collect();
    passed.sort_by_key(|other| std::cmp::Reverse((other.run.created_at, other.run.id, other.run.attempt)));
    let green = passed.first()?;
    let before = &green.job(name)?.setup;
    let mut moved = Vec::new();
    let called = |run: &Run| run.called.iter().map(|called| (called.path.clone(), called.sha.clone())).collect::<BTreeMap<_, _>>();
    differ(&called(&green.run), &called(run), Part::Workflow, &mut moved);
    if !before.is_empty() && !now.is_empty() {
        moved.extend(differences(before, now));
    }
    moved.retain(|one| !case.change.is_some_and(|change| by_change(one, change)));
    let words = Words::of(cause, case);
    for one in &mut moved {
        one.named = words.name(one);
    }
    moved.sort_by_key(|one| (!one.named, one.part));
    let (moved, more) = told(moved);
    Some(SinceGreen { run: green.run.clone(), job: name.to_owned(), moved, more })
}

fn differences(before: &Setup, now: &Setup) -> Vec<Moved> {
    let mut moved = Vec::new();
    let part = |part, name: &str, from: Option<&String>, to: Option<&String>| Moved {
        part,
        name: name.to_owned(),
        from: from.cloned(),
        to: to.cloned(),
        named: false,
    };
    if before.image == now.image {
        let versions = |setup: &Setup| setup.image.iter().cloned().zip(setup.image_version.clone()).collect::<BTreeMap<_, _>>();
        differ(&versions(before), &versions(now), Part::Image, &mut moved);
    } else if before.image.is_some() && now.image.is_some() {
        moved.push(Moved { name: String::new(), ..part(Part::Image, "", before.image.as_ref(), now.image.as_ref()) });
    }
    differ(&before.actions, &now.actions, Part::Action, &mut moved);
    if !before.token.is_empty() && !now.token.is_empty() {
        differ(&before.token, &now.token, Part::Token, &mut moved);
        let gone = before.token.iter().filter(|(scope, _)| !now.token.contains_key(*scope));
        moved.extend(gone.map(|(scope, level)| part(Part::Token, scope, Some(level), None)));
        let new = now.token.iter().filter(|(scope, _)| !before.token.contains_key(*scope));
        moved.extend(new.map(|(scope, level)| part(Part::Token, scope, None, Some(level))));
    }
    let versions: Vec<_> = before.versions.moved(&now.versions).collect();
    let rust = versions.iter().any(|(kind, name, ..)| *kind == Kind::Tool && *name == "rustc");
    // Cargo comes with the compiler.
    let versions = versions.into_iter().filter(|(kind, name, ..)| !(rust && *kind == Kind::Tool && *name == "cargo"));
    moved.extend(versions.map(|(kind, name, from, to)| part(Part::Version(kind), name, Some(&from), Some(&to))));
    moved
}

/// What both have with another value.
fn differ(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>, part: Part, moved: &mut Vec<Moved>) {
    for (name, old) in before {
        if let Some(new) = now.get(name).filter(|new| *new != old) {
            moved.push(Moved { part, name: name.clone(), from: Some(old.clone()), to: Some(new.clone()), named: false });
        }
    }
}

/// What is told, and what is counted, of all that moved in the order of what matters.
fn told(moved: Vec<Moved>) -> (Vec<Moved>, BTreeMap<Part, usize>) {
    let loose = |one: &Moved| one.part.is_package() && !one.named;
    let few = moved.iter().filter(|one| loose(one)).count() <= FEW;
    let (mut shown, mut more) = (Vec::new(), BTreeMap::new());
    for one in moved {
        if shown.len() < MOST && (few || !loose(&one)) {
            shown.push(one);
        } else {
            *more.entry(one.part).or_default() += 1;
        }
    }
    (shown, more)
}

impl SinceGreen {
    /// The first of what moved, and whether it has to do with the failure, to stand behind *and*; none if nothing moved. Markdown.
    pub(in crate::diagnose) fn phrase(&self, listed: impl Fn(&[String]) -> String) -> Option<String> {
        /// So many are named where there are more.
        const FIRST: usize = 3;
        let named: Vec<String> = self.moved.iter().filter(|one| one.named).map(Moved::how).collect();
        if !named.is_empty() {
            return Some(format!("since then {}, which the failure names", listed(&named)));
        }
        let total = self.moved.len() + self.more.values().sum::<usize>();
        let first: Vec<String> = self.moved.iter().take(FIRST).map(Moved::how).collect();
        let all = if first.is_empty() {
            listed(&self.more.iter().map(|(part, count)| format!("{count} {}", part.words())).collect::<Vec<_>>()) + " moved"
        } else if total > first.len() {
            format!("{} and {} more", first.join(", "), total - first.len())
        } else {
            listed(&first)
        };
        let it = if total == 1 { "it" } else { "them" };
        (total > 0).then(|| format!("in the same window {all}, though nothing in the failure names {it}"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::setup::Kind;
    use super::{Moved, Part, told};

    fn many(count: usize, kind: Kind, named: bool) -> Vec<Moved> {
        (0..count).map(|at| Moved { part: Part::Version(kind), name: format!("a{at}"), from: None, to: None, named }).collect()
    }

    #[test]
    fn many_packages_are_counted() {
        let all = [many(2, Kind::Npm, true), many(3, Kind::Tool, false), many(300, Kind::Npm, false), many(7, Kind::Gem, false)].concat();
        let (shown, more) = told(all);
        assert_eq!((shown.len(), more[&Part::Version(Kind::Npm)], more[&Part::Version(Kind::Gem)]), (5, 300, 7));
        let (shown, more) = told(many(5, Kind::Npm, false));
        assert_eq!((shown.len(), more.len()), (5, 0));
        let (shown, more) = told(many(30, Kind::Tool, false));
        assert_eq!((shown.len(), more[&Part::Version(Kind::Tool)]), (12, 18));
    }
}
