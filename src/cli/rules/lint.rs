//! `triage rules lint`: what is wrong with rule files, all of it at once.

use super::args::LintArgs;
use super::load::{Loaded, load};
use super::many;
use crate::cli::Outcome;
use crate::cli::args::Global;
use crate::cli::error::Failure;
use crate::cli::output::{print, say};
use crate::diagnose::{Outcome as Proof, prove};
use crate::extract::literals;
use crate::matching::Matcher;
use crate::rules::{Diagnostic, Edition, Expect, LoadError, Pack, on_all_cores};

/// Problems of rule files are this command's result, not its failure.
pub(super) fn run(args: &LintArgs, global: &Global) -> Result<Outcome, Failure> {
    let loaded = match load(args.path.as_deref(), global) {
        Ok(loaded) => loaded,
        Err(LoadError::Invalid { diagnostics }) => return problems(&diagnostics, global),
        Err(error) => return Err(error.into()),
    };
    let places = loaded.places();
    let mut found = loaded.catalog.lint(&places);
    found.extend(unreachable_rules(&loaded, &places));
    let warnings = found.iter().filter(|problem| problem.warning).count();
    if found.len() > warnings || args.strict && warnings > 0 {
        return problems(&found, global);
    }
    for warning in &found {
        say(&warning.render(global.color()));
    }
    let said = if warnings > 0 { many(warnings, "warning") } else { "no problems".to_owned() };
    print(&format!("{}, {said}\n", many(places.len(), "rule")))?;
    match &args.stamp {
        Some(date) => stamp(args, date),
        None => stamped(args, global),
    }
}

fn problems(found: &[Diagnostic], global: &Global) -> Result<Outcome, Failure> {
    for diagnostic in found {
        say(&diagnostic.render(global.color()));
    }
    print(&format!("{}\n", many(found.len(), "problem")))?;
    Ok(Outcome::Found)
}

/// Rules that win none of their own examples.
fn unreachable_rules(loaded: &Loaded, places: &[usize]) -> Vec<Diagnostic> {
    let catalog = &loaded.catalog;
    let matcher = Matcher::new(catalog, &literals());
    let found = on_all_cores(places.len(), |at| {
        let rule = &catalog.rules()[places[at]];
        let mut cases =
            rule.examples.iter().filter(|example| example.expect == Expect::Match).map(|example| prove(rule, example, &matcher, catalog));
        let lost = cases.next().filter(|first| matches!(first, Proof::Broken(_)));
        let all = cases.all(|case| matches!(case, Proof::Broken(_)));
        let Some(Proof::Broken(why)) = lost.filter(|_| all) else { return None };
        Some(catalog.problem(places[at], "unreachable: it wins none of its examples", format!("in the first one {why}")))
    });
    found.into_iter().flatten().collect()
}

/// Writes `catalog.yml`: the next edition, of that date.
fn stamp(args: &LintArgs, date: &str) -> Result<Outcome, Failure> {
    let Some(path) = args.path.as_ref().filter(|path| path.is_dir()) else {
        return Err(Failure::Stamp("only a directory of rules can be stamped".to_owned()));
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text =
        Edition::next(&Pack::open(path)?, &name, date).ok_or_else(|| Failure::Stamp(format!("{date} is no date like 2026-11-24")))?;
    let file = path.join("catalog.yml");
    std::fs::write(&file, text).map_err(|source| Failure::Write { path: file.clone(), source })?;
    say(&format!("wrote {}", file.display()));
    Ok(Outcome::Fine)
}

/// Whether the rules are those of the edition that they say they are.
fn stamped(args: &LintArgs, global: &Global) -> Result<Outcome, Failure> {
    let pack = args.path.as_ref().map_or_else(|| Ok(Pack::builtin()), |path| Pack::open(path))?;
    let edition = match Edition::of(&pack) {
        Ok(edition) => edition,
        Err(diagnostics) => return problems(&diagnostics, global),
    };
    let Some(edition) = edition.filter(|edition| edition.changed) else { return Ok(Outcome::Fine) };
    say(&format!(
        "rules changed since edition {} of {}: `triage rules lint --stamp DATE PATH` makes the next",
        edition.version, edition.date
    ));
    Ok(if args.stamped { Outcome::Found } else { Outcome::Fine })
}
