//! What moved because the change moved it: that is the code, and not beside it.

use super::moved::{Moved, Part};
use super::tied::stands_in;
use crate::diagnose::setup::Kind;
use crate::model::Change;

/// Whether a change moves a version itself: it writes the name into a list of dependencies, or into such a list what cannot be seen.
pub(super) fn by_change(moved: &Moved, change: &Change) -> bool {
    let Part::Version(kind) = moved.part else { return false };
    change.files.iter().any(|file| {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        if !lists(kind, name) && !of_a_workflow(&file.path) {
            return false;
        }
        match &file.patch {
            None => lists(kind, name),
            Some(patch) => {
                let lines = patch.lines().filter(|line| line.starts_with(['+', '-']));
                let told = [moved.name.as_str(), moved.to.as_deref().unwrap_or_default()];
                // What takes a tool's version often holds nothing but the version.
                let alone = kind == Kind::Tool && lists(kind, name);
                lines.into_iter().any(|line| {
                    // Lists keep to no case where an installer knows none.
                    let lower = matches!(kind, Kind::Python | Kind::Composer | Kind::NuGet | Kind::Choco).then(|| line.to_lowercase());
                    let line = lower.as_deref().unwrap_or(line);
                    spellings(kind, &moved.name).any(|name| stands_in(line, &name))
                        || alone && !told[1].is_empty() && line.contains(told[1])
                })
            }
        }
    })
}

/// How a list may spell a name.
pub(super) fn spellings(kind: Kind, name: &str) -> impl Iterator<Item = String> {
    let plain = name.strip_suffix(" (of pytest)").map_or_else(|| name.to_owned(), |name| format!("pytest-{name}"));
    let under = (matches!(kind, Kind::Python | Kind::Crate) && plain.contains('-')).then(|| plain.replace('-', "_"));
    [Some(plain), under].into_iter().flatten()
}

fn of_a_workflow(path: &str) -> bool {
    path.starts_with(".github/") || path.ends_with("action.yml") || path.ends_with("action.yaml")
}

/// Whether a file of a name says which versions of a kind are taken.
fn lists(kind: Kind, name: &str) -> bool {
    let ends = |end: &str| name.ends_with(end);
    match kind {
        Kind::Tool => {
            ends("-version")
                || ends("-versions")
                || ends(".toml")
                || ends(".nvmrc")
                || ends(".sdkmanrc")
                || ends(".properties")
                || name.starts_with("Dockerfile")
                || ["rust-toolchain", "go.mod", "go.work", "package.json", "global.json", "pom.xml"].contains(&name)
        }
        Kind::Container => name.starts_with("Dockerfile") || name.starts_with("docker-compose") || name.starts_with("compose."),
        Kind::Python => {
            ["pyproject.toml", "poetry.lock", "uv.lock", "pdm.lock", "Pipfile", "Pipfile.lock", "setup.py", "setup.cfg", "tox.ini"]
                .contains(&name)
                || ends(".txt") && (name.contains("requirements") || name.contains("constraints"))
                || ends("environment.yml")
        }
        Kind::Npm => [
            "package.json",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "pnpm-workspace.yaml",
            "bun.lock",
            "bun.lockb",
        ]
        .contains(&name),
        Kind::Crate => ["Cargo.toml", "Cargo.lock"].contains(&name),
        Kind::Go => ["go.mod", "go.sum", "go.work"].contains(&name),
        Kind::Gem => ["Gemfile", "Gemfile.lock"].contains(&name) || ends(".gemspec"),
        Kind::Composer => ["composer.json", "composer.lock"].contains(&name),
        Kind::NuGet => ends("proj") || ends(".props") || name == "packages.lock.json",
        Kind::Maven => ["pom.xml", "build.gradle", "build.gradle.kts", "libs.versions.toml", "gradle.lockfile"].contains(&name),
        Kind::Conda => ends("environment.yml") || ends("environment.yaml") || name == "conda-lock.yml" || name == "pixi.lock",
        Kind::System | Kind::Brew | Kind::Choco => name.starts_with("Dockerfile") || ends(".sh") || name == "Brewfile" || ends(".config"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::setup::Kind;
    use super::super::moved::{Moved, Part};
    use super::by_change;
    use crate::model::{Change, ChangedFile};

    fn moved(kind: Kind, name: &str, to: &str) -> Moved {
        Moved { part: Part::Version(kind), name: name.to_owned(), from: None, to: Some(to.to_owned()), named: false }
    }

    fn change(path: &str, patch: Option<&str>) -> Change {
        let file = ChangedFile { path: path.to_owned(), patch: patch.map(str::to_owned) };
        Change { files: vec![file], whole: true, ..Change::default() }
    }

    #[test]
    fn a_list_that_names_it_or_cannot_be_seen() {
        let serde = moved(Kind::Crate, "serde", "1.0.3");
        assert!(by_change(&serde, &change("app/Cargo.lock", None)));
        assert!(by_change(&serde, &change("Cargo.toml", Some("@@ -1 +1 @@\n-serde = \"1.0.2\"\n+serde = \"1.0.3\""))));
        assert!(!by_change(&serde, &change("Cargo.toml", Some("@@ -1 +1 @@\n serde = \"1\"\n+serde_json = \"1.0.3\""))));
        assert!(!by_change(&serde, &change("src/serde.rs", None)));
        assert!(by_change(&moved(Kind::Python, "django", "5.2"), &change("requirements.txt", Some("-Django==5.1\n+Django==5.2"))));
        assert!(!by_change(&moved(Kind::Npm, "serde", "1"), &change("Cargo.lock", None)), "another installer's");
        assert!(by_change(&moved(Kind::Tool, "node", "22.1.0"), &change(".node-version", Some("@@ -1 +1 @@\n-20.1.0\n+22.1.0"))));
        assert!(by_change(
            &moved(Kind::Container, "postgres:16", "sha256:1"),
            &change(".github/workflows/ci.yml", Some("+ image: postgres:16"))
        ));
        assert!(!by_change(&moved(Kind::Python, "numpy", "3.0.0"), &change(".github/workflows/ci.yml", None)));
    }
}
