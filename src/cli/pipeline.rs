//! From a world to a report, the same for every command.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Outcome;
use super::args::Threshold;
use super::connect::Connection;
use super::error::Failure;
use super::output::say;
use super::standing::Standing;
use crate::bundle::{BundleError, World};
use crate::diagnose::{Case, Needs, add_judged, add_matched, diagnose, others, read, wanted};
use crate::extract::literals;
use crate::matching::Matcher;
use crate::model::{Missing, Run};
use crate::report::{Findings, FixStatus, Report, build};
use crate::rules::{Catalog, Config, LoadError, Pack};

/// A catalog, ready.
pub(crate) struct Triage {
    catalog: Catalog,
    overlays: Vec<PathBuf>,
    no_rules: bool,
    verbose: bool,
}

/// Sources by path, and what could not be had of them.
pub(crate) type Sources = (BTreeMap<String, String>, Vec<Missing>);

/// The sources that the diagnosis asks for; those that cannot be had are said to be missing.
pub(crate) fn sources(connection: &Connection, head: Option<&str>, paths: Vec<String>) -> Sources {
    let (mut files, mut missing) = (BTreeMap::new(), Vec::new());
    let Some(head) = head else { return (files, missing) };
    for (path, result) in connection.ask(async |client| client.files(&connection.repo, head, paths).await) {
        match result {
            Ok(Some(text)) => {
                files.insert(path, text);
            }
            Ok(None) => {}
            Err(error) => missing.push(Missing { what: format!("source {path}"), why: error.why(), hint: error.hint() }),
        }
    }
    (files, missing)
}

/// For a world that holds what there is.
#[expect(clippy::unnecessary_wraps, reason = "a source of files like the others, which may fail")]
pub(crate) fn no_more_files(_: Vec<String>) -> Result<Sources, Failure> {
    Ok((BTreeMap::new(), Vec::new()))
}

/// The built-in rules with packs laid over them, in their order.
pub(crate) fn catalog(overlays: &[PathBuf]) -> Result<Catalog, LoadError> {
    overlays.iter().try_fold(Catalog::builtin()?, |catalog, path| catalog.with_overlay(path))
}

impl Triage {
    /// Loads the catalog: built-in, with packs laid over it; or none at all.
    pub(crate) fn new(overlays: &[PathBuf], no_rules: bool) -> Result<Self, Failure> {
        let catalog = if no_rules { Catalog::default() } else { catalog(overlays)? };
        Ok(Self { catalog, overlays: overlays.to_vec(), no_rules, verbose: false })
    }

    /// The catalog as the world's repository wants it, where that says anything: its own rules over the built-in ones and below those of the
    /// command line, without those that it disables. None: as it is.
    fn own_catalog(&self, world: &World, config: &Config) -> Result<Option<Catalog>, LoadError> {
        if self.no_rules || world.rules.is_empty() && config.disable.is_empty() && config.severity.is_empty() {
            return Ok(None);
        }
        let below = Catalog::builtin()?;
        let own = if world.rules.is_empty() { below } else { below.with(Pack::from_files(&world.rules))? };
        let all = self.overlays.iter().try_fold(own, |catalog, path| catalog.with_overlay(path))?;
        for (id, near) in config.unknown_rules(&all) {
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            say(&format!("warning: .github/triage.yml names the rule `{id}`, and there is none{near}"));
        }
        Ok(Some(all.configured(config)))
    }

    /// Says on standard error why each cause won and everything else lost.
    #[must_use]
    pub(crate) fn telling(self, verbose: bool) -> Self {
        Self { verbose, ..self }
    }

    /// Makes the report. Sources that the diagnosis wants and the world lacks are asked for once.
    pub(crate) fn report(&self, world: World, more: impl FnOnce(Vec<String>) -> Result<Sources, Failure>) -> Result<Report, Failure> {
        self.report_with(self.matcher(), world, more)
    }

    /// The catalog, ready to run over logs: made beside what takes as long.
    pub(crate) fn matcher(&self) -> Matcher<'_> {
        Matcher::new(&self.catalog, &literals())
    }

    /// Makes the report with a matcher that was made before.
    pub(crate) fn report_with(
        &self,
        matcher: Matcher<'_>,
        world: World,
        more: impl FnOnce(Vec<String>) -> Result<Sources, Failure>,
    ) -> Result<Report, Failure> {
        self.diagnosed(matcher, world, more, |found, _| {
            if self.verbose {
                say(&Standing::of(found).told());
            }
            build(found)
        })
    }

    /// Diagnoses a world, and hands on all that was found.
    pub(crate) fn diagnosed<T>(
        &self,
        matcher: Matcher<'_>,
        mut world: World,
        more: impl FnOnce(Vec<String>) -> Result<Sources, Failure>,
        then: impl FnOnce(&Findings<'_>, &Matcher<'_>) -> T,
    ) -> Result<T, Failure> {
        let config = match &world.config {
            Some((path, text)) => Config::parse(path, text)?,
            None => Config::default(),
        };
        let own = self.own_catalog(&world, &config)?;
        let catalog = own.as_ref().unwrap_or(&self.catalog);
        let matcher = if own.is_some() { Matcher::new(catalog, &literals()) } else { matcher };
        let mut reading = read(&world, &matcher, catalog).map_err(BundleError::from)?;
        let wanted = wanted(&world, &reading, catalog);
        // What a bundle happens to hold beyond that must not make its report another one.
        world.files.retain(|path, _| wanted.contains(path));
        let lacking: Vec<String> = wanted.into_iter().filter(|path| !world.files.contains_key(path)).collect();
        if !lacking.is_empty() {
            let (files, missing) = more(lacking)?;
            world.files.extend(files);
            world.missing.extend(missing);
        }
        add_matched(&world, &world.files, &mut reading);
        let workflow = world.run.as_ref().and_then(Run::workflow_file);
        let needs = workflow.and_then(|path| world.files.get(path)).map(|text| Needs::parse(text)).unwrap_or_default();
        add_judged(&world, &needs, &matcher, catalog, &mut reading);
        let others = others(&world, &matcher, catalog).map_err(BundleError::from)?;
        let case = Case {
            run: world.run.as_ref(),
            jobs: &world.jobs,
            findings: &reading.jobs,
            controls: &reading.controls,
            files: &world.files,
            needs: &needs,
            others: &others,
            change: world.change.as_ref(),
            tree: world.tree.as_deref(),
            setups: &reading.setups,
            catalog,
        };
        let diagnosis = diagnose(&case);
        Ok(then(&Findings { world: &world, reading: &reading, diagnosis: &diagnosis, others: &others, catalog, config: &config }, &matcher))
    }
}

/// Whether the report holds what the command was asked to fail on. Consequences do not count.
pub(crate) fn outcome(report: &Report, threshold: Option<Threshold>) -> Outcome {
    let found = report.causes.iter().any(|cause| match threshold {
        None => false,
        Some(Threshold::Any) => true,
        Some(Threshold::Unexplained) => !cause.is_explained(),
        Some(Threshold::NeedsFix) => matches!(cause.fix.status, FixStatus::NeedsFix | FixStatus::NotFixed | FixStatus::Unknown),
    });
    if found { Outcome::Found } else { Outcome::Fine }
}
