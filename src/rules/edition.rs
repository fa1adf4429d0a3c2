//! Which rules these are: the name, version and date that a pack gives itself in its `catalog.yml`.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;

use super::Pack;
use super::diagnostic::{Diagnostic, Source};
use super::front::{self, At};
use super::pack::ABOUT;
use super::prepared::{DIGEST, FILES};

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The pack's name. A pack that is named like the built-in one stands in its place; any other lies over it.
    pub name: String,
    /// Counts up with every edition.
    pub version: u32,
    /// When it was made, `2026-11-24`.
    pub date: String,
    /// What its categories are about, a sentence without a full stop each.
    pub categories: BTreeMap<String, String>,
    /// Whether its rules are others than those that were stamped.
    pub changed: bool,
}

/// `2026-11-24`, and a `+` where rules changed since.
impl std::fmt::Display for Edition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.date, if self.changed { "+" } else { "" })
    }
}

/// `catalog.yml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEdition {
    name: At<String>,
    version: u32,
    date: At<String>,
    requires: Option<At<String>>,
    digest: Option<At<String>>,
    #[serde(default)]
    categories: BTreeMap<String, String>,
}

impl Edition {
    /// What a pack says of itself; none where it has no `catalog.yml`, and problems where that is wrong.
    pub fn of(pack: &Pack) -> Result<Option<Self>, Vec<Diagnostic>> {
        pack.about.as_ref().map(|source| Self::read(source, || pack.digest())).transpose()
    }

    /// What the built-in pack says of itself; its digest was made while the program was built.
    pub(super) fn builtin() -> Option<Self> {
        let (path, text) = FILES.iter().find(|(path, _)| path.ends_with(ABOUT))?;
        Self::read(&Source::new(path, text), || DIGEST).ok()
    }

    fn read(source: &Source, digest: impl Fn() -> u64) -> Result<Self, Vec<Diagnostic>> {
        let raw: RawEdition = front::read(source, &(0..source.text.len())).map_err(|problem| vec![*problem])?;
        let mut problems = Vec::new();
        if !is_date(&raw.date.value) {
            problems.push(source.problem(raw.date.span.clone(), "a date is written like `2026-11-24`"));
        }
        let own = numbers(env!("CARGO_PKG_VERSION"));
        if let Some(at) = raw.requires.as_ref().filter(|at| numbers(&at.value) > own) {
            problems.push(requires(source, &at.value, at.span.clone()));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let stamped = raw.digest.map(|at| at.value);
        let changed = stamped.is_none_or(|stamped| stamped != written(digest()));
        Ok(Self { name: raw.name.value, version: raw.version, date: raw.date.value, categories: raw.categories, changed })
    }

    /// The text of the `catalog.yml` that follows this one, made on that date; none if it is no date.
    pub fn next(pack: &Pack, name: &str, date: &str) -> Option<String> {
        if !is_date(date) {
            return None;
        }
        let before = Self::of(pack).ok().flatten();
        let version = before.as_ref().map_or(1, |edition| edition.version + u32::from(edition.changed));
        let name = before.map_or_else(|| name.to_owned(), |edition| edition.name);
        let head = format!(
            "# Which rules these are. `triage rules lint --stamp DATE` writes the first keys; a rule that changed since shows as a `+` behind the date.\nname: {name}\nversion: {version}\ndate: {date}\nrequires: {}\ndigest: {}\n",
            env!("CARGO_PKG_VERSION"),
            written(pack.digest())
        );
        let ours = |line: &&str| {
            ["# Which rules", "name:", "version:", "date:", "requires:", "digest:"].iter().any(|start| line.starts_with(start))
        };
        let text = pack.about.as_ref().map(|source| source.text.clone()).unwrap_or_default();
        Some(head + &text.lines().filter(|line| !ours(line)).map(|line| format!("{line}\n")).collect::<String>())
    }
}

fn requires(source: &Source, wanted: &str, span: Range<usize>) -> Diagnostic {
    let message = format!("these rules need triage {wanted}, this is {}", env!("CARGO_PKG_VERSION"));
    source.problem(span, message).help("update triage, or take an older edition of the rules")
}

/// A word, so that no YAML takes it for a number.
fn written(digest: u64) -> String {
    format!("fnv-{digest:016x}")
}

fn is_date(text: &str) -> bool {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok_and(|date| date.to_string() == text)
}

/// The numbers of a version.
fn numbers(version: &str) -> Vec<u32> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Edition, Pack};

    fn pack(about: &str) -> Pack {
        Pack::from_files(&[("rules/catalog.yml".to_owned(), about.to_owned()), ("rules/c/x.md".to_owned(), "text".to_owned())])
    }

    fn problem(about: &str) -> String {
        Edition::of(&pack(about)).unwrap_err()[0].to_string()
    }

    #[test]
    fn an_edition_knows_whether_its_rules_changed() {
        assert_eq!(Edition::of(&Pack::default()).unwrap(), None);
        let stale = pack("name: mine\nversion: 4\ndate: 2026-01-02\ndigest: fnv-0\ncategories:\n  c: Things\n");
        let edition = Edition::of(&stale).unwrap().unwrap();
        assert_eq!((edition.to_string().as_str(), edition.version), ("2026-01-02+", 4));
        let next = pack(&Edition::next(&stale, "other", "2026-02-03").unwrap());
        let edition = Edition::of(&next).unwrap().unwrap();
        assert_eq!((edition.to_string().as_str(), edition.version, edition.name.as_str()), ("2026-02-03", 5, "mine"));
        assert_eq!(edition.categories["c"], "Things");
        // Nothing changed, so it is the same edition.
        assert!(Edition::next(&next, "other", "2026-02-04").unwrap().contains("version: 5\ndate: 2026-02-04\n"));
    }

    #[test]
    fn what_is_wrong_with_it_is_said() {
        assert_eq!(problem("name: x\nversion: 1\ndate: 24.11.2026\n"), "rules/catalog.yml:3:7: a date is written like `2026-11-24`");
        assert_eq!(
            problem("name: x\nversion: 1\ndate: 2026-11-24\nrequires: 99.0.0\n"),
            format!("rules/catalog.yml:4:11: these rules need triage 99.0.0, this is {}", env!("CARGO_PKG_VERSION"))
        );
        assert_eq!(problem("name: x\nversion: 1\ndat: 2026-11-24\n"), "rules/catalog.yml:3:1: unknown key `dat`");
        assert_eq!(Edition::next(&Pack::default(), "x", "2026-2-3"), None);
    }
}
