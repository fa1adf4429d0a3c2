//! `extends`: a rule file that says only what it has otherwise than another rule.

use std::collections::BTreeSet;

use super::Catalog;
use super::diagnostic::Diagnostic;
use super::file::RuleFile;
use super::front::{self, At, Front};
use super::rule::RuleText;
use super::sections::Outline;
use super::similar::suggest;
use super::validate::{self, Parsed};

/// A file, and what was read of it. Without a rule and without problems: the rule that it extends has some.
pub(super) type Read = (RuleFile, Result<Parsed, Vec<Diagnostic>>);

/// The rule that a file extends, if it says so.
pub(super) fn base_of(file: &RuleFile) -> Option<At<String>> {
    // Few do, and the front matter of the others is read only once.
    if !file.source.text.contains("\nextends:") {
        return None;
    }
    let span = Outline::of(&file.source.text).front?;
    front::read::<Front>(&file.source, &span).ok()?.extends
}

/// Where the rule is that a file extends.
enum Base {
    There(Box<RuleText>),
    /// Its own file is wrong, which is said of that.
    Broken,
    /// It extends another, and is not read yet.
    Waits,
    Nowhere,
}

/// Reads files that extend rules of the same pack or of the catalog below it, in the order in which they need each other.
pub(super) fn read(mut waiting: Vec<(RuleFile, At<String>)>, below: &Catalog, done: &mut Vec<Read>) {
    loop {
        let waited = waiting.len();
        let names: BTreeSet<String> = waiting.iter().map(|(file, _)| file.stem.clone()).collect();
        let mut still = Vec::new();
        for (file, id) in waiting {
            let parsed = match base(&file, &id, below, done, &names) {
                Base::There(base) => validate::read(&file, Some((&base, &id))),
                Base::Broken => Err(Vec::new()),
                Base::Nowhere => Err(vec![nowhere(&file, &id, below, done)]),
                Base::Waits => {
                    still.push((file, id));
                    continue;
                }
            };
            done.push((file, parsed));
        }
        waiting = still;
        if waiting.is_empty() || waiting.len() == waited {
            break;
        }
    }
    let circles: Vec<_> = waiting.iter().map(|(file, id)| circle(file, id, &waiting)).collect();
    done.extend(waiting.into_iter().zip(circles).map(|((file, _), problem)| (file, Err(problem.into_iter().collect()))));
}

fn base(file: &RuleFile, id: &At<String>, below: &Catalog, done: &[Read], waiting: &BTreeSet<String>) -> Base {
    // A rule that stands in place of another of its id may extend that one.
    if id.value != file.stem {
        if let Some((_, parsed)) = done.iter().find(|(other, _)| other.stem == id.value) {
            return parsed.as_ref().map_or(Base::Broken, |parsed| Base::There(Box::new(parsed.rule.clone())));
        }
        if waiting.contains(&id.value) {
            return Base::Waits;
        }
    }
    below.get(&id.value).map_or(Base::Nowhere, |(_, rule)| Base::There(Box::new(RuleText::clone(rule))))
}

fn nowhere(file: &RuleFile, id: &At<String>, below: &Catalog, done: &[Read]) -> Diagnostic {
    if id.value == file.stem {
        let help = "only a rule that stands in place of one of the same id may";
        return file.source.problem(id.span.clone(), format!("`{}` extends itself", id.value)).help(help);
    }
    let beside = done.iter().map(|(other, _)| other.stem.as_str());
    // All ids of a catalog are too many to list.
    let help = suggest(&id.value, beside.chain(below.rules().iter().map(|rule| rule.id.as_str()))).filter(|help| help.starts_with("did"));
    file.source.problem(id.span.clone(), format!("no rule has the id `{}`", id.value)).maybe_help(help)
}

/// That a rule leads back to itself; none for one that only leads to such a rule.
fn circle(file: &RuleFile, id: &At<String>, waiting: &[(RuleFile, At<String>)]) -> Option<Diagnostic> {
    let mut through = Vec::new();
    let mut next = &id.value;
    while *next != file.stem {
        if through.contains(&next) {
            return None;
        }
        through.push(next);
        next = &waiting.iter().find(|(other, _)| other.stem == *next)?.1.value;
    }
    let names: Vec<String> = through.iter().map(|name| format!("`{name}`")).collect();
    Some(file.source.problem(id.span.clone(), format!("`{}` extends itself through {}", file.stem, names.join(", "))))
}
