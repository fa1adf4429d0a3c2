//! Whether a change touches what the evidence names.

use super::named::Named;
use crate::model::{Change, ChangedFile, code};

/// What a change touches, and how that is said. Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Touch {
    /// The changed file.
    pub(super) path: String,
    /// E.g. ``the change touches `src/a.rs`, which the failure names``.
    pub(super) why: String,
}

/// Files that say which dependencies are taken, and at which versions.
const MANIFESTS: [&str; 38] = [
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "bun.lock",
    "bun.lockb",
    "deno.lock",
    "Cargo.toml",
    "Cargo.lock",
    "go.mod",
    "go.sum",
    "go.work",
    "pyproject.toml",
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "Pipfile",
    "Pipfile.lock",
    "setup.py",
    "setup.cfg",
    "environment.yml",
    "Gemfile",
    "Gemfile.lock",
    "composer.json",
    "composer.lock",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "libs.versions.toml",
    "gradle.lockfile",
    "mix.exs",
    "mix.lock",
    "pubspec.yaml",
    "pubspec.lock",
    "Package.resolved",
    "packages.lock.json",
];

/// Whether a file says which dependencies are taken.
pub(super) fn is_manifest(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let txt = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "txt");
    let project = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "csproj");
    MANIFESTS.contains(&name) || txt && name.contains("requirements") || txt && name.contains("constraints") || project
}

/// What of the failure's the change touches: a file that it names, the directory of a package whose test fails, or, for a failure of a
/// dependency, the lists that dependencies are taken from.
pub(super) fn touched(named: &Named, category: &str, workflow: Option<&str>, change: &Change, tree: Option<&[String]>) -> Option<Touch> {
    let named_file = |file: &ChangedFile| named.paths.iter().any(|path| is_that(path, &file.path, change, tree));
    if let Some(file) = change.files.iter().find(|file| named_file(file)) {
        return Some(touch(file, "which the failure names"));
    }
    let of_package = |file: &ChangedFile| named.names.iter().chain(&named.paths).any(|name| is_package_of(name, &file.path));
    if let Some(file) = change.files.iter().find(|file| of_package(file)) {
        return Some(touch(file, "in the package or directory that the failure names"));
    }
    for word in &named.words {
        if let Some(file) = change.files.iter().find(|file| holds(file, '+', word)) {
            let why = format!("the change writes {} into {}, which the failure names", code(word), code(&file.path));
            return Some(Touch { path: file.path.clone(), why });
        }
        if let Some(file) = change.files.iter().find(|file| holds(file, '-', word)) {
            let why = format!("the change takes {} out of {}, which the failure names", code(word), code(&file.path));
            return Some(Touch { path: file.path.clone(), why });
        }
    }
    let takes =
        |file: &&ChangedFile| is_manifest(&file.path) && named.dependencies.iter().any(|name| file.patch.is_none() || changes(file, name));
    if let Some(file) = change.files.iter().find(takes) {
        return Some(touch(file, "which says at which version the dependency that fails is taken"));
    }
    if category == "dependencies" {
        let manifests = || change.files.iter().filter(|file| is_manifest(&file.path));
        let names_it = |file: &&ChangedFile| named.names.iter().any(|name| changes(file, name));
        if let Some(file) = manifests().find(names_it).or_else(|| manifests().next()) {
            return Some(touch(file, "which says what dependencies are taken"));
        }
    }
    let file = workflow.filter(|_| category == "workflow").and_then(|path| change.files.iter().find(|file| file.path == path))?;
    Some(touch(file, "the workflow itself"))
}

/// What of the change lies near what failed: in its directory, of its name, what its tests are set up by, or what everything is built with.
pub(super) fn near(named: &Named, workflow: Option<&str>, change: &Change) -> Option<Touch> {
    let prose = |path: &str| [".md", ".rst", ".txt", ".adoc"].iter().any(|ending| path.ends_with(ending)) && !is_manifest(path);
    let directory = |path: &str| path.rsplit_once('/').map(|(directory, _)| directory.to_owned()).filter(|directory| directory.len() > 3);
    let within = |inner: &str, outer: &str| inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    let beside = |path: &str| {
        named.paths.iter().any(|printed| match (directory(path), directory(printed)) {
            (Some(own), Some(failed)) => within(&own, &failed) || within(&failed, &own),
            _ => false,
        })
    };
    let namesake =
        |path: &str| stem(path).is_some_and(|own| named.paths.iter().chain(&named.names).any(|name| name.to_lowercase().contains(&own)));
    let everywhere = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        is_manifest(path) || Some(path) == workflow || ["conftest.py", "Makefile", "Dockerfile", "CMakeLists.txt"].contains(&name)
    };
    let file = change.files.iter().find(|file| {
        let path = file.path.as_str();
        everywhere(path) || !prose(path) && (beside(path) || namesake(path))
    })?;
    Some(touch(file, "near what failed"))
}

/// A file's name without its ending, in lower case, where it says something.
fn stem(path: &str) -> Option<String> {
    const COMMON: [&str; 14] =
        ["index", "main", "test", "tests", "util", "utils", "init", "__init__", "setup", "config", "types", "common", "base", "readme"];
    let name = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or_default().to_lowercase();
    (name.len() >= 4 && !COMMON.contains(&name.as_str())).then_some(name)
}

/// A file of code or configuration that GitHub shows no difference of, so that what the change writes is not known.
pub(super) fn unseen(change: &Change) -> Option<&str> {
    const DATA: [&str; 12] = ["png", "jpg", "jpeg", "gif", "svg", "ico", "pdf", "woff", "woff2", "zip", "gz", "snap"];
    let data = |path: &str| path.rsplit_once('.').is_some_and(|(_, ending)| DATA.contains(&ending));
    let hidden = |file: &&ChangedFile| file.patch.is_none() && !data(&file.path);
    change.files.iter().find(hidden).map(|file| file.path.as_str())
}

fn touch(file: &ChangedFile, how: &str) -> Touch {
    Touch { path: file.path.clone(), why: format!("the change touches {}, {how}", code(&file.path)) }
}

/// Whether a path that a log printed is a file of the repository: all of its parts agree, or the name does and is the only one.
fn is_that(printed: &str, path: &str, change: &Change, tree: Option<&[String]>) -> bool {
    if printed == path {
        return true;
    }
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with('/'));
    if printed.contains('/') {
        // `app/src/a.rs` of a checkout elsewhere, or `src/a.rs` of a package.
        return ends(path, printed) || path.contains('/') && ends(printed, path);
    }
    if !ends(path, printed) {
        // A file at the root, printed with a directory before it, names too little.
        return false;
    }
    let same_name = |other: &&str| *other == printed || ends(other, printed);
    let among: usize = match tree {
        Some(tree) => tree.iter().map(String::as_str).filter(same_name).count(),
        None => change.files.iter().map(|file| file.path.as_str()).filter(same_name).count(),
    };
    among == 1
}

/// Whether a file lies in what a test calls its package: `example.com/app/client` and `client/client_test.go`, `com.acme.shop.CartTest` and
/// `src/test/java/com/acme/shop/CartTest.java`, `tests.shop.test_cart` and `tests/shop/test_cart.py`.
fn is_package_of(name: &str, path: &str) -> bool {
    let Some((directory, file)) = path.rsplit_once('/') else { return false };
    let stem = file.split('.').next().unwrap_or(file);
    let source = file.rsplit_once('.').is_some_and(|(_, ending)| ending != "md");
    if name.contains('/') {
        // A Go package of this module: its path ends in the directory, which is more than one common word.
        let deep = directory.contains('/') || directory.len() >= 4;
        return source && deep && (name == directory || name.strip_suffix(directory).is_some_and(|rest| rest.ends_with('/')));
    }
    let dotted: Vec<&str> = name.split('.').collect();
    let whole = format!("{directory}/{stem}");
    // The last part may be the method.
    (dotted.len() >= 3)
        && [dotted.as_slice(), &dotted[..dotted.len() - 1]].iter().any(|parts| {
            let path = parts.join("/");
            parts.len() >= 2 && (whole == path || whole.strip_suffix(&path).is_some_and(|rest| rest.ends_with('/')))
        })
}

/// Whether a line that a change adds to a file, or takes out of it, holds a word.
fn holds(file: &ChangedFile, sign: char, word: &str) -> bool {
    file.patch.as_deref().unwrap_or_default().lines().any(|line| line.starts_with(sign) && line.contains(word))
}

/// Whether an added or removed line of the file holds the name of a dependency, or stands right below one that does: a lock file has the version
/// below the name.
fn changes(file: &ChangedFile, name: &str) -> bool {
    let name = name.rsplit_once('@').map_or(name, |(name, _)| name).split(['=', '<', '>', ' ']).next().unwrap_or(name);
    let lines: Vec<&str> = file.patch.as_deref().unwrap_or_default().lines().collect();
    let below = |at: usize| lines[at..].iter().take(3).any(|line| line.starts_with(['+', '-']));
    name.len() > 1 && (0..lines.len()).any(|at| lines[at].contains(name) && below(at))
}

#[cfg(test)]
mod tests {
    use super::{is_package_of, is_that, touched};
    use crate::diagnose::ownership::named::Named;
    use crate::model::{Change, ChangedFile};

    fn change(paths: &[&str]) -> Change {
        let file = |path: &&str| ChangedFile { path: (*path).to_owned(), patch: None };
        Change { files: paths.iter().map(file).collect(), whole: true, ..Change::default() }
    }

    #[test]
    fn printed_paths() {
        let of = change(&["app/src/cart.rs", "README.md"]);
        for (printed, path) in
            [("app/src/cart.rs", "app/src/cart.rs"), ("src/cart.rs", "app/src/cart.rs"), ("/build/app/src/cart.rs", "app/src/cart.rs")]
        {
            assert!(is_that(printed, path, &of, None), "{printed}");
        }
        assert!(is_that("cart.rs", "app/src/cart.rs", &of, None));
        let tree = ["app/src/cart.rs", "old/cart.rs"].map(str::to_owned);
        assert!(!is_that("cart.rs", "app/src/cart.rs", &of, Some(&tree)), "there are two");
        assert!(!is_that("other/cart.rs", "app/src/cart.rs", &of, None));
        assert!(!is_that("x/README.md", "README.md", &of, None));
    }

    #[test]
    fn packages_of_tests() {
        assert!(is_package_of("example.com/app/client", "client/http.go"));
        assert!(is_package_of("com.acme.shop.CartTest.adds", "src/test/java/com/acme/shop/CartTest.java"));
        assert!(is_package_of("tests.shop.test_cart", "tests/shop/test_cart.py"));
        assert!(!is_package_of("example.com/app/client", "server/http.go"));
        assert!(!is_package_of("example.com/app/client", "client/README.md"));
        assert!(!is_package_of("1.2.3", "a/b.c"));
    }

    #[test]
    fn lists_of_dependencies_count_for_their_failures_only() {
        let named = Named::default();
        let of = change(&["web/package-lock.json"]);
        assert!(touched(&named, "dependencies", None, &of, None).is_some());
        assert_eq!(touched(&named, "test", None, &of, None), None);
    }
}
