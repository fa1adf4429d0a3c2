//! Versions by kind and name. A name may have several: two environments, two majors of a crate. In which order they are told says nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;

/// Versions by kind and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    told: BTreeMap<(Kind, String), BTreeSet<String>>,
}

/// Names that are kept.
const MOST: usize = 4_000;
/// Versions of a name.
const OF_A_NAME: usize = 8;
/// Versions of a name that are told of one log.
const TOLD: usize = 3;
/// Bytes of either.
const LONG: usize = 200;

impl Versions {
    /// Whether none was told.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Of a kind and name, ascending.
    pub fn of(&self, kind: Kind, name: &str) -> Vec<&str> {
        self.told.get(&(kind, name.to_owned())).into_iter().flatten().map(String::as_str).collect()
    }

    /// Takes one in.
    pub(super) fn keep(&mut self, kind: Kind, name: &str, version: &str) {
        let name = called(kind, name);
        if name.is_empty() || version.is_empty() || name.len() > LONG || version.len() > LONG {
            return;
        }
        let known = self.told.len();
        let key = (kind, name);
        if known >= MOST && !self.told.contains_key(&key) {
            return;
        }
        let versions = self.told.entry(key).or_default();
        if versions.len() < OF_A_NAME {
            versions.insert(version.to_owned());
        }
    }

    /// What both have, and not in the same versions: kind, name, before, now.
    ///
    /// An installer tells only what was not there already, so a version that one of the two logs lacks is no news unless another stands for it.
    pub(crate) fn moved<'a>(&'a self, now: &'a Self) -> impl Iterator<Item = (Kind, &'a str, String, String)> {
        self.told.iter().filter_map(|((kind, name), old)| {
            let new = now.told.get(&(*kind, name.clone()))?;
            // As many as are kept: there may be more.
            if old.len().max(new.len()) >= OF_A_NAME {
                return None;
            }
            let gone: Vec<&str> = old.difference(new).map(String::as_str).collect();
            let come: Vec<&str> = new.difference(old).map(String::as_str).collect();
            if gone.is_empty() || come.is_empty() {
                return None;
            }
            let alone = old.len() == 1 && new.len() == 1;
            if !kind.takes_several() || alone && *kind != Kind::Crate {
                return Some((
                    *kind,
                    name.as_str(),
                    gone.iter().take(TOLD).copied().collect::<Vec<_>>().join(", "),
                    come.iter().take(TOLD).copied().collect::<Vec<_>>().join(", "),
                ));
            }
            let (from, to) = gone.iter().find_map(|from| Some((*from, *come.iter().find(|to| line(to) == line(from))?)))?;
            Some((*kind, name.as_str(), from.to_owned(), to.to_owned()))
        })
    }
}

/// The part of a version that does not move without somebody asking for it: `1` of `1.4.2`, `0.4` of `0.4.1`.
fn line(version: &str) -> &str {
    let mut parts = version.match_indices('.').map(|(at, _)| at);
    let first = parts.next().unwrap_or(version.len());
    let end = if &version[..first] == "0" { parts.next().unwrap_or(version.len()) } else { first };
    &version[..end]
}

/// How a name is kept: one thing that is spelled in several ways has one.
fn called(kind: Kind, name: &str) -> String {
    match kind {
        // As PyPI compares them.
        Kind::Python => {
            let mut out = String::with_capacity(name.len());
            for part in name.split(['-', '_', '.']).filter(|part| !part.is_empty()) {
                if !out.is_empty() {
                    out.push('-');
                }
                out.push_str(&part.to_lowercase());
            }
            out
        }
        Kind::Tool => match name {
            "CPython" => "python".to_owned(),
            "Python" | "Go" | "PHP" | "Ruby" => name.to_lowercase(),
            _ => name.to_owned(),
        },
        Kind::NuGet | Kind::Composer | Kind::Choco => name.to_lowercase(),
        Kind::Container => name.trim_start_matches("docker.io/").trim_start_matches("library/").to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::Versions;

    fn of(told: &[(Kind, &str, &str)]) -> Versions {
        let mut versions = Versions::default();
        for (kind, name, version) in told {
            versions.keep(*kind, name, version);
        }
        versions
    }

    fn moved(old: &[(Kind, &str, &str)], new: &[(Kind, &str, &str)]) -> Vec<String> {
        of(old).moved(&of(new)).map(|(kind, name, from, to)| format!("{kind:?} {name} {from} {to}")).collect()
    }

    #[test]
    fn an_order_is_no_difference() {
        let (one, two) = ((Kind::Crate, "syn", "1.0.109"), (Kind::Crate, "syn", "2.0.1"));
        assert!(moved(&[one, two], &[two, one, one]).is_empty());
    }

    #[test]
    fn what_was_there_already_is_not_told_and_did_not_move() {
        let both = [(Kind::Crate, "syn", "1.0.109"), (Kind::Crate, "syn", "2.0.1")];
        assert!(moved(&both, &both[1..]).is_empty());
        // Of each line the other log may have had its one already.
        assert!(moved(&both[..1], &both[1..]).is_empty());
        assert_eq!(moved(&both, &[(Kind::Crate, "syn", "2.0.9")]), ["Crate syn 2.0.1 2.0.9"]);
        assert!(moved(&[(Kind::Crate, "rand", "0.8.5")], &[(Kind::Crate, "rand", "0.9.0")]).is_empty());
    }

    #[test]
    fn one_name_of_two_kinds() {
        let told = |version| [(Kind::Npm, "redis", version), (Kind::Python, "redis", "5.0.1")];
        assert_eq!(moved(&told("4.6.0"), &told("4.7.0")), ["Npm redis 4.6.0 4.7.0"]);
        assert!(moved(&[(Kind::Npm, "redis", "4.6.0")], &[(Kind::Python, "redis", "5.0.1")]).is_empty());
    }

    #[test]
    fn spellings_of_a_name() {
        assert_eq!(moved(&[(Kind::Python, "typing_extensions", "4.1")], &[(Kind::Python, "Typing-Extensions", "4.2")]).len(), 1);
        assert_eq!(moved(&[(Kind::Tool, "CPython", "3.12.1")], &[(Kind::Tool, "Python", "3.12.2")]), ["Tool python 3.12.1 3.12.2"]);
    }

    #[test]
    fn more_than_can_be_kept() {
        let many: Vec<String> = (0..5_000).map(|at| format!("pkg-{at}")).collect();
        let told = |version| of(&many.iter().map(|name| (Kind::Npm, name.as_str(), version)).collect::<Vec<_>>());
        assert_eq!(told("1.0.0").moved(&told("1.0.1")).count(), 4_000);
    }
}
