//! What the evidence names: files, packages of tests, dependencies.

use std::collections::BTreeSet;

use crate::diagnose::in_repository;
use crate::matching::Finding;
use crate::model::Details;
use crate::regexes::Pattern;
use crate::rules::CaptureType;

/// Names out of a line and of what an extractor read, as they were printed.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Files and directories, with `/` between their parts and without the workspace.
    pub(super) paths: BTreeSet<String>,
    /// Packages, targets, modules, images.
    pub(super) names: BTreeSet<String>,
    /// Dependencies in whose files it failed.
    pub(super) dependencies: BTreeSet<String>,
    /// Hosts, addresses and captured names, as somebody may have written them into a file.
    pub(super) words: BTreeSet<String>,
}

/// So many of each: a line names few, a report of a test run some dozens.
const MOST: usize = 60;

/// A file with an ending, perhaps below directories, perhaps with a place behind it.
static FILE: Pattern = Pattern::new(r"(?:[A-Za-z]:)?[\w@.+~-]*(?:[/\\][\w@.+~-]+)*[\w@+~-]\.[A-Za-z][A-Za-z0-9]{0,9}\b");

/// A host: behind `//`, or alone with two dots or an ending that no file has.
static HOST: Pattern = Pattern::new(
    r"(?:^|[\s/'\x22@(:])((?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|dev|cloud|app|example|internal|local)|(?:[a-z0-9-]+\.){2,}[a-z]{2,})\b",
);

/// Everything that a finding and its details name.
pub(super) fn named(finding: &Finding, details: Option<&Details>) -> Named {
    let mut named = Named::default();
    for (_, kind, value) in finding.captures.iter() {
        match kind {
            CaptureType::Path => named.path(value),
            CaptureType::Name => {
                named.name(value);
                named.word(value);
            }
            CaptureType::Url => named.word(value),
            CaptureType::Text => named.files_of(value),
            _ => {}
        }
    }
    named.files_of(&finding.evidence.text);
    named.hosts_of(&finding.evidence.text);
    let Some(details) = details else { return named };
    for test in &details.tests {
        named.test(&test.id);
        test.place.path.iter().for_each(|path| named.path(path));
    }
    for problem in &details.problems {
        problem.place.path.iter().for_each(|path| named.path(path));
    }
    for (what, value) in &details.named {
        match *what {
            "package" | "target" | "name" | "spec" => named.name(value),
            "command" => named.files_of(value),
            _ => {}
        }
    }
    named
}

/// Where package managers keep the sources of what is depended on, and the name behind it.
static DEPENDENCY: Pattern = Pattern::new(
    r"(?x) (?:^|/) (?:
        registry/src/[^/]+/(?<crate>[A-Za-z0-9_-]+?)-\d[^/]*
      | node_modules/(?:\.pnpm/[^/]+/node_modules/)?(?<npm>(?:@[^/]+/)?[^/]+)
      | (?:site|dist)-packages/(?<pip>[^/]+?)(?:\.py)?
      | pkg/mod/(?<go>[^@]+)@v[^/]*
      | gems/(?<gem>[A-Za-z0-9_-]+?)-\d[^/]*
    ) (?:/|$)",
);

/// The dependency whose file a path is.
fn dependency(path: &str) -> Option<&str> {
    let found = DEPENDENCY.captures(path)?;
    ["crate", "npm", "pip", "go", "gem"].iter().find_map(|name| found.name(name)).map(|name| name.as_str())
}

impl Named {
    fn path(&mut self, path: &str) {
        let path = in_repository(path.trim()).replace('\\', "/");
        let path = path.trim_start_matches("./").trim_end_matches('/');
        // A file of a dependency has names like those of one's own.
        if let Some(dependency) = dependency(path) {
            self.dependencies.insert(dependency.to_owned());
            return;
        }
        if self.paths.len() < MOST && path.len() > 2 && !path.contains("://") {
            self.paths.insert(path.to_owned());
        }
    }

    fn name(&mut self, name: &str) {
        if self.names.len() < MOST && name.trim().len() > 1 {
            self.names.insert(name.trim().to_owned());
        }
        self.files_of(name);
    }

    fn word(&mut self, word: &str) {
        /// Shorter words stand in any diff.
        const LEAST: usize = 6;
        if self.words.len() < MOST && word.trim().len() >= LEAST {
            self.words.insert(word.trim().to_owned());
        }
    }

    fn hosts_of(&mut self, text: &str) {
        for found in HOST.captures_iter(text).take(MOST) {
            self.word(&found[1]);
        }
    }

    fn files_of(&mut self, text: &str) {
        for found in FILE.find_iter(text).take(MOST) {
            // `https://host/x.js` is no file of the repository.
            let address = text[..found.start()].ends_with("//") || text[..found.start()].ends_with(':') && found.as_str().starts_with("//");
            if !address {
                self.path(found.as_str());
            }
        }
    }

    /// `tests/test_x.py::test_y`, `example.com/app/client TestX`, `pkg.module.Class.method`.
    fn test(&mut self, id: &str) {
        let first = id.split("::").next().unwrap_or(id);
        self.files_of(first);
        self.name(id.split([' ', ':', '#']).next().unwrap_or(id));
    }
}
