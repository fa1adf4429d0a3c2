//! All rules together: built in, from a directory, overlaid; and what only all of them together can get wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::cores::on_all_cores;
use super::diagnostic::{Diagnostic, Source};
use super::front::At;
use super::links::{Links, Origin};
use super::prepared::{self, PREPARED, Prepared};
use super::rule::RuleText;
use super::validate::{self, Parsed};
use super::{Config, Edition, Input, Pack, Rule, Status, extend, similar};
use crate::log::LogError;

/// Rules by id, and which of them explain which others away.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    rules: Vec<Rule>,
    origins: Vec<Origin>,
    links: Links,
    edition: OnceLock<Option<Edition>>,
    /// What is known of the built-in rules before they are read; none: all are read.
    prepared: Option<&'static [Prepared]>,
    /// The places of those that a repository does not want.
    disabled: BTreeSet<usize>,
}

/// A literal, and the pattern that looks for it.
#[derive(Clone, Debug)]
pub struct Wanted<'c> {
    /// The rule, by its place.
    pub rule: usize,
    /// The pattern, by its place in the rule.
    pub pattern: usize,
    /// The literal.
    pub literal: &'c [u8],
}

/// Why there is no catalog.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or directory could not be read.
    #[error("read {}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A pack in a zip archive could not be read.
    #[error(transparent)]
    Archive(#[from] LogError),
    /// Rule files are wrong; all problems of all files.
    #[error("load rules: {} {}", diagnostics.len(), if diagnostics.len() == 1 { "problem" } else { "problems" })]
    Invalid {
        /// By file, then by place.
        diagnostics: Vec<Diagnostic>,
    },
}

impl LoadError {
    /// The problems, to be shown one by one.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Read { .. } | Self::Archive(_) => &[],
            Self::Invalid { diagnostics } => diagnostics,
        }
    }
}

impl Catalog {
    /// The rules that travel inside the binary. Each is read when it is first looked at.
    pub fn builtin() -> Result<Self, LoadError> {
        PREPARED.map_or_else(Self::builtin_read, |prepared| Ok(Self::prepared(prepared)))
    }

    /// The rules that travel inside the binary, all read at once: what is wrong in their files is said.
    pub fn builtin_read() -> Result<Self, LoadError> {
        Self::default().with(Pack::builtin())
    }

    fn prepared(prepared: &'static [Prepared]) -> Self {
        let rules = prepared.iter().map(Prepared::rule).collect();
        Self { rules, links: prepared::links(prepared), prepared: Some(prepared), ..Self::default() }
    }

    /// The rules of a directory: `<category>/<id>.md`, or `<id>.md` at its top.
    pub fn load_dir(path: &Path) -> Result<Self, LoadError> {
        Self::default().with_overlay(path)
    }

    /// Rules from path and text, as [`Pack::from_files`] takes them.
    pub fn from_files(files: &[(String, String)]) -> Result<Self, LoadError> {
        Self::default().with(Pack::from_files(files))
    }

    /// This catalog with the pack at a path over it.
    pub fn with_overlay(self, path: &Path) -> Result<Self, LoadError> {
        self.with(Pack::open(path)?)
    }

    /// This catalog with a pack over it: the same id replaces, a new id adds. A pack that is named like this catalog's own is a newer
    /// edition and stands in its place.
    pub fn with(self, pack: Pack) -> Result<Self, LoadError> {
        // Only files that were read can be checked against each other.
        if self.prepared.is_some() {
            return Self::builtin_read()?.with(pack);
        }
        let edition = Edition::of(&pack).map_err(|diagnostics| LoadError::Invalid { diagnostics })?;
        let newer = match (self.edition(), &edition) {
            (Some(own), Some(other)) => own.name == other.name,
            _ => false,
        };
        let below = if newer { Self::default() } else { self };
        let edition = if newer || below.rules.is_empty() { edition } else { below.edition().cloned() };
        Ok(Self { edition: edition.into(), ..below.overlaid(pack)? })
    }

    /// This catalog as a repository wants it: without what it disables, and with its idea of how bad things are.
    #[must_use]
    pub fn configured(mut self, config: &Config) -> Self {
        for id in &config.disable {
            if let Some((at, _)) = self.get(id) {
                // It stays, so that rules that name it still do, and does not match.
                self.disabled.insert(at);
            }
        }
        for (id, severity) in &config.severity {
            if let Some((at, _)) = self.get(id) {
                self.rules[at].text_mut().severity = *severity;
            }
        }
        self
    }

    /// Which edition it is; none for rules that say nothing of themselves.
    pub fn edition(&self) -> Option<&Edition> {
        let builtin = || self.prepared.and_then(|_| Edition::builtin());
        self.edition.get_or_init(builtin).as_ref()
    }

    /// How many rules lie over those of the edition.
    pub fn overlaid_rules(&self) -> usize {
        self.origins.iter().filter(|origin| origin.over).count()
    }

    /// The rules, by category and id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What logs are searched for, by rule and pattern. Rules that are kept for old reports look for nothing.
    pub fn wanted(&self) -> Vec<Wanted<'_>> {
        if let Some(prepared) = self.prepared {
            let wanted = prepared.iter().enumerate().filter(|(rule, _)| !self.disabled.contains(rule));
            return wanted.flat_map(|(rule, prepared)| prepared.wanted(rule)).collect();
        }
        let looks = |(at, rule): &(usize, &Rule)| rule.status != Status::Deprecated && !self.disabled.contains(at);
        let rules = self.rules.iter().enumerate().filter(looks);
        let patterns = rules.flat_map(|(at, rule)| rule.patterns.iter().enumerate().map(move |(pattern, own)| (at, pattern, own)));
        patterns
            .filter(|(.., own)| own.input == Input::Log)
            .flat_map(|(rule, pattern, own)| own.literals().iter().map(move |literal| Wanted { rule, pattern, literal }))
            .collect()
    }

    /// Whether a rule's scope takes in steps that passed.
    pub fn reads_passed_steps(&self) -> bool {
        match self.prepared {
            Some(prepared) => prepared.iter().any(|rule| rule.passed),
            None => self.rules.iter().any(|rule| rule.scope.reads_passed_steps()),
        }
    }

    /// The rules that read annotations, each with its place.
    pub fn of_annotations(&self) -> impl Iterator<Item = (usize, &Rule)> {
        self.rules.iter().enumerate().filter(|(at, _)| !self.disabled.contains(at)).filter(|(at, rule)| match self.prepared {
            Some(prepared) => prepared[*at].annotations,
            None => rule.patterns.iter().any(|pattern| pattern.input == Input::Annotation),
        })
    }

    /// The rule of an id, an earlier id, or `category/id`, and its place in [`rules`](Self::rules).
    pub fn get(&self, id: &str) -> Option<(usize, &Rule)> {
        let at = *self.links.index.get(id.rsplit('/').next().unwrap_or(id))?;
        let rule = &self.rules[at];
        (!id.contains('/') || rule.path() == id).then_some((at, rule))
    }

    /// The id that is nearest to a word that is none, if one is near.
    pub fn nearest(&self, id: &str) -> Option<String> {
        let id = id.rsplit('/').next().unwrap_or(id);
        similar::nearest(id, self.links.index.keys().map(String::as_str)).map(str::to_owned)
    }

    /// Whether the findings of rule `b` are symptoms where rule `a` matched, directly or through others. By place in
    /// [`rules`](Self::rules).
    pub fn supersedes(&self, a: usize, b: usize) -> bool {
        self.supersedes_closure(a).binary_search(&b).is_ok()
    }

    /// The places of all rules that rule `a` supersedes, sorted.
    pub fn supersedes_closure(&self, a: usize) -> &[usize] {
        self.links.below.get(a).map_or(&[], Vec::as_slice)
    }

    /// A rule and its file.
    pub(super) fn written(&self, at: usize) -> (&Rule, &Source) {
        (&self.rules[at], &self.origins[at].source)
    }

    fn overlaid(self, pack: Pack) -> Result<Self, LoadError> {
        let over = !self.rules.is_empty();
        let mut files = pack.files;
        files.sort_by(|a, b| a.source.file.cmp(&b.source.file));
        let mut problems = Vec::new();
        let mut added: BTreeMap<String, (RuleText, Origin)> = BTreeMap::new();
        let bases: Vec<Option<At<String>>> = files.iter().map(extend::base_of).collect();
        let (extending, whole): (Vec<_>, Vec<_>) = files.into_iter().zip(bases).partition(|(_, base)| base.is_some());
        let parsed = on_all_cores(whole.len(), |at| validate::read(&whole[at].0, None));
        let mut read: Vec<extend::Read> = whole.into_iter().map(|(file, _)| file).zip(parsed).collect();
        extend::read(extending.into_iter().filter_map(|(file, base)| Some((file, base?))).collect(), &self, &mut read);
        read.sort_by(|(a, _), (b, _)| a.source.file.cmp(&b.source.file));
        for (file, parsed) in read {
            match parsed {
                Err(found) => problems.extend(found),
                Ok(Parsed { rule, id, supersedes }) => {
                    if let Some((first, _)) = added.get(&rule.id) {
                        let help = format!("the other is {}", first.file);
                        problems.push(file.source.problem(id, format!("two rules have the id `{}`", rule.id)).help(help));
                        continue;
                    }
                    let origin = Origin { source: file.source, id, supersedes, over };
                    added.insert(rule.id.clone(), (rule, origin));
                }
            }
        }
        let kept = self.rules.into_iter().zip(self.origins).filter(|(rule, _)| !added.contains_key(&rule.id)).collect::<Vec<_>>();
        let mut all: Vec<_> = kept.into_iter().chain(added.into_values().map(|(rule, origin)| (Rule::from(rule), origin))).collect();
        all.sort_by_key(|(rule, _)| rule.path());
        let (rules, origins): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        // Not where a file is wrong: then every rule that names its rule would seem wrong too.
        let links = if problems.is_empty() { Links::resolve(&rules, &origins, &mut problems) } else { Links::default() };
        if problems.is_empty() {
            Ok(Self { rules, origins, links, ..Self::default() })
        } else {
            Err(LoadError::Invalid { diagnostics: problems })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalog, LoadError};

    fn file(id: &str, keys: &str) -> (String, String) {
        let text = format!(
            "---\nid: {id}\ntitle: T\ncategory: c\nseverity: error\nconfidence: high\nactor: author\nmatch: ['{id} failed']\n{keys}---\n# T\n## Root cause\nR.\n## Fix\nF.\n## Examples\n### a\n```log\n{id} failed\n```\n### b\n```log\n{id} failed\n```\n### c\n```log no-match\nok\n```\n"
        );
        (format!("rules/c/{id}.md"), text)
    }

    fn problems(files: &[(String, String)]) -> Vec<String> {
        let error = Catalog::from_files(files).unwrap_err();
        error.diagnostics().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_built_in_catalog_loads_whole() {
        let catalog = Catalog::builtin_read().unwrap_or_else(|error| {
            panic!("{}", error.diagnostics().iter().map(|problem| problem.render(false)).collect::<Vec<_>>().join("\n\n"))
        });
        let on_disk = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).unwrap();
        let directories = on_disk.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
        let files: usize = directories.map(|path| std::fs::read_dir(path).unwrap().count()).sum();
        assert_eq!(catalog.rules().len(), files, "a rule file is missing from the binary");
    }

    #[test]
    fn superseding_is_transitive() {
        let files = [
            file("x", "supersedes: [y]\n"),
            file("y", "supersedes: [z]\n"),
            file("z", "aliases: [old-z]\n"),
            file("w", "supersedes: [old-z]\n"),
        ];
        let catalog = Catalog::from_files(&files).unwrap();
        let at = |id: &str| catalog.get(id).unwrap().0;
        assert!(catalog.supersedes(at("x"), at("z")));
        assert!(catalog.supersedes(at("w"), at("c/z")));
        assert!(!catalog.supersedes(at("z"), at("x")));
        assert!(!catalog.supersedes(at("x"), at("x")));
        assert_eq!(catalog.supersedes_closure(at("x")), [at("y"), at("z")]);
        assert_eq!(catalog.get("old-z").unwrap().1.id, "z");
        assert!(catalog.get("other/z").is_none() && catalog.get("q").is_none());
    }

    #[test]
    fn cycles_and_dangling_ids_are_problems() {
        assert_eq!(
            problems(&[file("x", "supersedes: [y]\n"), file("y", "supersedes: [x]\n")]),
            ["rules/c/x.md:9:14: `x` supersedes itself through `y`", "rules/c/y.md:9:14: `y` supersedes itself through `x`"]
        );
        assert_eq!(problems(&[file("x", "supersedes: [x]\n")]), ["rules/c/x.md:9:14: `x` supersedes itself"]);
        assert_eq!(problems(&[file("x", "supersedes: [nowhere]\n")]), ["rules/c/x.md:9:14: no rule has the id `nowhere`"]);
    }

    #[test]
    fn a_rule_extends_one_that_there_is() {
        let extends = |id: &str, base: &str| (format!("{id}.md"), format!("---\nid: {id}\nextends: {base}\n---\n"));
        let catalog = Catalog::from_files(&[file("x", "supersedes: [z]\n"), file("z", ""), extends("y", "w"), extends("w", "x")]).unwrap();
        let (at, rule) = catalog.get("y").unwrap();
        assert_eq!((rule.title.as_str(), rule.patterns[0].source(), rule.examples[0].line), ("T", "x failed", 3));
        assert!(["w", "x", "z"].iter().all(|below| catalog.supersedes(at, catalog.get(below).unwrap().0)));
        assert_eq!(
            problems(&[extends("y", "w"), extends("w", "y"), extends("v", "w")]),
            ["w.md:3:10: `w` extends itself through `y`", "y.md:3:10: `y` extends itself through `w`"]
        );
        assert_eq!(problems(&[extends("y", "y")]), ["y.md:3:10: `y` extends itself"]);
        assert_eq!(problems(&[file("long-name", ""), extends("y", "long-nam")]), ["y.md:3:10: no rule has the id `long-nam`"]);
        // What is wrong with the rule below is said once, of that.
        assert_eq!(problems(&[file("x", "nonsense: 1\n"), extends("y", "x")]), ["rules/c/x.md:9:1: unknown key `nonsense`"]);
    }

    #[test]
    fn ids_and_aliases_are_unique() {
        let (_, text) = file("x", "");
        let other = ("rules/d/x.md".to_owned(), text.replace("category: c", "category: d"));
        assert_eq!(problems(&[file("x", ""), other]), ["rules/d/x.md:2:5: two rules have the id `x`"]);
        assert_eq!(problems(&[file("x", ""), file("y", "aliases: [x]\n")]), ["rules/c/y.md:2:5: alias `x` is taken by c/x"]);
    }

    #[test]
    fn an_overlay_replaces_and_adds() {
        let base = Catalog::from_files(&[file("x", ""), file("y", "")]).unwrap();
        let overlay = tempfile::tempdir().unwrap();
        std::fs::create_dir(overlay.path().join("c")).unwrap();
        std::fs::write(overlay.path().join("c/x.md"), file("x", "supersedes: [y]\n").1).unwrap();
        std::fs::write(overlay.path().join("z.md"), file("z", "supersedes: [x]\n").1).unwrap();
        std::fs::write(overlay.path().join("README.md"), "# No rule").unwrap();
        std::fs::write(overlay.path().join("c/notes.txt"), "no rule").unwrap();
        let both = base.with_overlay(overlay.path()).unwrap();
        let ids: Vec<_> = both.rules().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids, ["x", "y", "z"]);
        assert!(both.supersedes(2, 1));
        // Alone it names a rule that it does not have.
        assert_eq!(Catalog::load_dir(overlay.path()).unwrap_err().to_string(), "load rules: 1 problem");
    }

    #[test]
    fn a_directory_that_is_not_there_is_no_empty_catalog() {
        let error = Catalog::load_dir(std::path::Path::new("/nowhere/at/all")).unwrap_err();
        assert!(matches!(error, LoadError::Read { .. }));
        assert!(error.to_string().starts_with("read /nowhere/at/all: "), "{error}");
    }
}
