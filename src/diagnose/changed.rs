//! What changed since a job last passed, beside the code.

use std::collections::BTreeMap;

use super::others::{OtherRun, Role, role};
use super::run::{Case, RunCause};
use crate::model::{Run, code};

/// A difference between two set-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// E.g. `runner image ubuntu-24.04`, `actions/setup-node@v4`, `Packages of the token`, `podman`. Raw text.
    pub what: String,
    /// Before; none: it was not there. Raw text.
    pub from: Option<String>,
    /// Now; none: it is not there. Raw text.
    pub to: Option<String>,
}

/// The run in which a job last passed, and what is different now.
#[derive(Clone, Debug)]
pub struct SinceGreen {
    /// That run.
    pub run: Run,
    /// The job, by name. Raw text.
    pub job: String,
    /// What moved; the likeliest to matter first.
    pub moved: Vec<Moved>,
}

/// So many are told.
const MOST: usize = 12;

/// What moved since the job of a cause last passed, in an earlier run whose log was had.
pub(super) fn since_green(cause: &RunCause, case: &Case<'_>) -> Option<SinceGreen> {
    let run = case.run?;
    let (job, _) = cause.lead?;
    let name = case.jobs[job].name.as_str();
    let now = &case.findings[job].facts.setup;
    let earlier =
        |other: &&OtherRun| matches!(role(run, case.change, other), Role::Base | Role::Holds | Role::Own | Role::Again { later: false });
    let mut passed: Vec<&OtherRun> =
        case.others.iter().filter(earlier).filter(|other| other.job(name).is_some_and(super::OtherJob::passed)).collect();
    passed.sort_by_key(|other| std::cmp::Reverse((other.run.created_at, other.run.id, other.run.attempt)));
    let green = passed.first()?;
    let before = &green.job(name)?.setup;
    let mut moved = Vec::new();
    let called = |run: &Run| run.called.iter().map(|called| (called.path.clone(), called.sha.clone())).collect::<BTreeMap<_, _>>();
    differ(&called(&green.run), &called(run), false, str::to_owned, &mut moved);
    if !before.is_empty() && !now.is_empty() {
        let image = |setup: &super::Setup| setup.image.iter().cloned().zip(setup.image_version.clone()).collect::<BTreeMap<_, _>>();
        let (old, new) = (image(before), image(now));
        if before.image != now.image && before.image.is_some() && now.image.is_some() {
            moved.push(Moved { what: "runner image".to_owned(), from: before.image.clone(), to: now.image.clone() });
        }
        differ(&old, &new, false, |image| format!("runner image {image}"), &mut moved);
        differ(&before.actions, &now.actions, false, str::to_owned, &mut moved);
        if !before.token.is_empty() && !now.token.is_empty() {
            differ(&before.token, &now.token, true, |scope| format!("{scope} of the token"), &mut moved);
        }
        differ(&before.versions, &now.versions, false, str::to_owned, &mut moved);
    }
    moved.truncate(MOST);
    Some(SinceGreen { run: green.run.clone(), job: name.to_owned(), moved })
}

/// What both have with another value; and, where it counts, what only one has.
fn differ(
    before: &BTreeMap<String, String>,
    now: &BTreeMap<String, String>,
    either: bool,
    called: impl Fn(&str) -> String,
    moved: &mut Vec<Moved>,
) {
    for (name, old) in before {
        match now.get(name) {
            Some(new) if new != old => moved.push(Moved { what: called(name), from: Some(old.clone()), to: Some(new.clone()) }),
            None if either => moved.push(Moved { what: called(name), from: Some(old.clone()), to: None }),
            _ => {}
        }
    }
    if either {
        let new = now.iter().filter(|(name, _)| !before.contains_key(*name));
        moved.extend(new.map(|(name, value)| Moved { what: called(name), from: None, to: Some(value.clone()) }));
    }
}

impl Moved {
    /// ``` `actions/setup-node@v4` moved from `49933ea52` to `a0853c245` ```. Markdown.
    pub fn sentence(&self) -> String {
        let short = |value: &str| {
            let sha = value.len() == 40 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
            let digest = value.starts_with("sha256:");
            code(if sha {
                value.get(..9).unwrap_or(value)
            } else if digest {
                value.get(..16).unwrap_or(value)
            } else {
                value
            })
        };
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => format!("{} moved from {} to {}", code(&self.what), short(from), short(to)),
            (Some(from), None) => format!("{} is gone; it was {}", code(&self.what), short(from)),
            (None, Some(to)) => format!("{} is new: {}", code(&self.what), short(to)),
            (None, None) => code(&self.what),
        }
    }
}
