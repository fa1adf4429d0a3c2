//! The catalog that a subcommand works on, and which of its rules are meant.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::args::Global;
use crate::cli::pipeline;
use crate::rules::{Catalog, LoadError, Pack, Rule};

/// A catalog, and the rules of it that a path names.
pub(super) struct Loaded {
    pub catalog: Catalog,
    /// The files of the pack at the path; none: every rule is meant.
    files: Option<BTreeSet<String>>,
}

/// Loads the pack at a path over the catalog; without a path, the catalog alone.
pub(super) fn load(path: Option<&Path>, global: &Global) -> Result<Loaded, LoadError> {
    let Some(path) = path else {
        // All files are read: what is wrong in one shall be said.
        let catalog = if global.rules.is_empty() { Catalog::builtin_read()? } else { pipeline::catalog(&global.rules)? };
        return Ok(Loaded { catalog, files: None });
    };
    let catalog = pipeline::catalog(&global.rules)?;
    let pack = Pack::open(path)?;
    let files = pack.names().map(str::to_owned).collect();
    Ok(Loaded { catalog: catalog.with(pack)?, files: Some(files) })
}

impl Loaded {
    /// The rules that are meant.
    pub(super) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.catalog.rules().iter().filter(|rule| self.meant(rule))
    }

    /// Their places in the catalog.
    pub(super) fn places(&self) -> Vec<usize> {
        self.catalog.rules().iter().enumerate().filter(|(_, rule)| self.meant(rule)).map(|(at, _)| at).collect()
    }

    fn meant(&self, rule: &Rule) -> bool {
        self.files.as_ref().is_none_or(|files| files.contains(&rule.file))
    }
}
